/*
 * Copyright 2026 the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.springxray.console.graph;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.github.springxray.console.document.Node;
import io.github.springxray.console.store.StoredTrace;
import io.github.springxray.console.store.TraceItem;
import io.github.springxray.console.store.TraceTree;

/**
 * Which services call which. A service is the segments of one name and type, or what a
 * subsegment calls and has sent no segment for it. A client calls each segment that has
 * no known caller. Subsegments whose segment has not come say of no service who it is.
 */
public final class ServiceGraph {

	/**
	 * The type of who calls a service from outside.
	 */
	public static final String CLIENT = "client";

	// No map of more can be read
	private static final int MAX_NODES = 500;

	private static final int MAX_EDGES = 2000;

	private final Map<String, ServiceNode> nodes = new LinkedHashMap<>();

	private final Map<String, ServiceEdge> edges = new LinkedHashMap<>();

	private long omitted;

	/**
	 * Create the graph of traces.
	 * @param traces the traces
	 */
	public ServiceGraph(Collection<StoredTrace> traces) {
		for (StoredTrace trace : traces) {
			add(trace.tree());
		}
	}

	private void add(TraceTree tree) {
		Set<Long> answered = new HashSet<>();
		List<TraceItem> roots = new ArrayList<>(tree.roots());
		for (TraceItem root : roots) {
			if (root.node().isSegment() && root.node().parentId() != 0) {
				answered.add(root.node().parentId());
			}
		}
		for (TraceItem root : roots) {
			addRoot(tree, root);
		}
		tree.forEach((item) -> {
			Node node = item.node();
			Node owner = item.root().node();
			if (node.isCall() && owner.isSegment() && !answered.contains(node.id())) {
				ServiceNode target = service(node);
				count(target, node);
				count(service(owner), target, node);
			}
		});
	}

	private void addRoot(TraceTree tree, TraceItem root) {
		Node node = root.node();
		if (!node.isSegment()) {
			// Nobody knows the name of the service as long as its segment has not come
			return;
		}
		ServiceNode service = service(node);
		count(service, node);
		TraceItem caller = tree.find(node.parentId());
		if (caller != null && caller != root && caller.root().node().isSegment()) {
			Node call = caller.node().isCall() ? caller.node() : node;
			count(service(caller.root().node()), service, call);
		}
		else {
			ServiceNode client = service(node.serviceName(), CLIENT);
			count(client, node);
			count(client, service, node);
			if (service != null) {
				service.markRoot();
			}
		}
	}

	private void count(@Nullable ServiceNode service, Node node) {
		if (service != null) {
			service.counts().add(node);
		}
		else {
			this.omitted++;
		}
	}

	private void count(@Nullable ServiceNode source, @Nullable ServiceNode target, Node call) {
		if (source == null || target == null) {
			return;
		}
		String key = source.id() + "\n" + target.id();
		ServiceEdge edge = this.edges.get(key);
		if (edge == null && this.edges.size() < MAX_EDGES) {
			edge = new ServiceEdge(source, target, new Counts());
			this.edges.put(key, edge);
		}
		if (edge != null) {
			edge.counts().add(call);
		}
		else {
			this.omitted++;
		}
	}

	private @Nullable ServiceNode service(Node node) {
		return service(node.serviceName(), node.serviceType());
	}

	private @Nullable ServiceNode service(String name, String type) {
		String key = type + "|" + name;
		ServiceNode known = this.nodes.get(key);
		if (known == null && this.nodes.size() < MAX_NODES) {
			known = new ServiceNode(name, type);
			this.nodes.put(key, known);
		}
		return known;
	}

	/**
	 * Return the services and their clients.
	 * @return the nodes
	 */
	public Collection<ServiceNode> nodes() {
		return this.nodes.values();
	}

	/**
	 * Return who calls whom.
	 * @return the edges
	 */
	public Collection<ServiceEdge> edges() {
		return this.edges.values();
	}

	/**
	 * Return what is not in the graph because there are too many services.
	 * @return how many calls were left out
	 */
	public long omitted() {
		return this.omitted;
	}

}
