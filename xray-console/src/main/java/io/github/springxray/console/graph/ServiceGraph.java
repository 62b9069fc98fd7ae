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

import io.github.springxray.console.document.Node;
import io.github.springxray.console.store.StoredTrace;
import io.github.springxray.console.store.TraceItem;
import io.github.springxray.console.store.TraceTree;

/**
 * Which services call which. A service is the segments of one name and type, or what a
 * subsegment calls and has sent no segment for it. A client calls each segment that has
 * no known caller.
 */
public final class ServiceGraph {

	/**
	 * The type of who calls a service from outside.
	 */
	public static final String CLIENT = "client";

	private final Map<String, ServiceNode> nodes = new LinkedHashMap<>();

	private final Map<String, ServiceEdge> edges = new LinkedHashMap<>();

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
			if (node.isCall() && !answered.contains(node.id())) {
				ServiceNode target = service(node);
				target.counts().add(node);
				if (item.root() != item) {
					edge(service(item.root().node()), target).counts().add(node);
				}
			}
		});
	}

	private void addRoot(TraceTree tree, TraceItem root) {
		Node node = root.node();
		if (node.isCall()) {
			return;
		}
		ServiceNode service = service(node);
		service.counts().add(node);
		TraceItem caller = node.isSegment() ? tree.find(node.parentId()) : null;
		if (caller != null && caller != root) {
			Node call = caller.node().isCall() ? caller.node() : node;
			edge(service(caller.root().node()), service).counts().add(call);
		}
		else if (node.isSegment()) {
			service.markRoot();
			ServiceNode client = service(service.name(), CLIENT);
			client.counts().add(node);
			edge(client, service).counts().add(node);
		}
	}

	private ServiceNode service(Node node) {
		return service(node.serviceName(), node.serviceType());
	}

	private ServiceNode service(String name, String type) {
		return this.nodes.computeIfAbsent(type + "|" + name, (key) -> new ServiceNode(name, type));
	}

	private ServiceEdge edge(ServiceNode source, ServiceNode target) {
		return this.edges.computeIfAbsent(source.id() + "\n" + target.id(),
				(key) -> new ServiceEdge(source, target, new Counts()));
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

}
