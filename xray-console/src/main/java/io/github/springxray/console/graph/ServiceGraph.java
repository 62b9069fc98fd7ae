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

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.github.springxray.console.document.Node;
import io.github.springxray.console.store.StoredTrace;

/**
 * Which services call which in many traces: those of one name and type are one service.
 *
 * @see TraceCalls
 */
public final class ServiceGraph {

	/**
	 * The type of who calls a service from outside.
	 */
	public static final String CLIENT = TraceCalls.CLIENT;

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
			add(TraceCalls.of(trace.tree()));
		}
	}

	private void add(TraceCalls trace) {
		for (TraceCalls.Service service : trace.services()) {
			count(service(service.name(), service.type()), service.node());
		}
		for (TraceCalls.Call call : trace.calls()) {
			ServiceNode source = service(call.sourceName(), call.sourceType());
			ServiceNode target = service(call.target().name(), call.target().type());
			if (call.sourceType().equals(CLIENT)) {
				count(source, call.node());
				if (target != null) {
					target.markRoot();
				}
			}
			count(source, target, call.node());
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
