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
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.github.springxray.console.document.Node;
import io.github.springxray.console.store.TraceItem;
import io.github.springxray.console.store.TraceTree;

/**
 * Who takes part in one trace, and who calls whom. A service is a segment, or what a
 * subsegment calls and has sent no segment for it. A client calls each segment that has
 * no known caller. As long as a segment has not come, nobody knows whose its subsegments
 * are: then the caller is a service without a name, so that what it calls hangs together.
 */
public final class TraceCalls {

	/**
	 * The type of who calls a service from outside.
	 */
	public static final String CLIENT = "client";

	/**
	 * The type of a service whose segment has not come.
	 */
	public static final String UNKNOWN = "unknown";

	private static final String NAME_OF_UNKNOWN = "not yet known";

	private final List<Service> services = new ArrayList<>();

	private final List<Call> calls = new ArrayList<>();

	private TraceCalls(TraceTree tree) {
		Set<Long> answered = new HashSet<>();
		for (TraceItem root : tree.roots()) {
			if (root.node().isSegment() && root.node().parentId() != 0) {
				answered.add(root.node().parentId());
			}
		}
		for (TraceItem root : tree.roots()) {
			if (root.node().isSegment()) {
				addSegment(tree, root);
			}
		}
		if (this.services.isEmpty()) {
			// Nobody knows any name yet: a map of it would show no service
			return;
		}
		tree.forEach((item) -> {
			Node node = item.node();
			if (node.isCall() && !answered.contains(node.id())) {
				Service target = new Service(node.serviceName(), node.serviceType(), node, true);
				this.services.add(target);
				addCall(item.root(), target, node);
			}
		});
	}

	/**
	 * Find out who takes part in a trace.
	 * @param tree the trace
	 * @return its services and their calls
	 */
	public static TraceCalls of(TraceTree tree) {
		return new TraceCalls(tree);
	}

	private void addSegment(TraceTree tree, TraceItem segment) {
		Node node = segment.node();
		Service service = new Service(node.serviceName(), node.serviceType(), node, false);
		this.services.add(service);
		TraceItem caller = tree.find(node.parentId());
		if (caller != null && caller != segment) {
			addCall(caller.root(), service, caller.node().isCall() ? caller.node() : node);
		}
		else {
			this.calls.add(new Call(node.serviceName(), CLIENT, service, node));
		}
	}

	private void addCall(TraceItem owner, Service target, Node call) {
		Node source = owner.node();
		if (source.isSegment()) {
			this.calls.add(new Call(source.serviceName(), source.serviceType(), target, call));
		}
		else {
			this.calls.add(new Call(NAME_OF_UNKNOWN, UNKNOWN, target, call));
		}
	}

	/**
	 * Return who takes part, each as often as it was called.
	 * @return segments first, and then what was called
	 */
	public List<Service> services() {
		return this.services;
	}

	/**
	 * Return who calls whom.
	 * @return each call once
	 */
	public List<Call> calls() {
		return this.calls;
	}

	/**
	 * A service that was called once.
	 *
	 * @param name its name in the service graph
	 * @param type its type in the service graph
	 * @param node its segment, or the call
	 * @param inferred whether it has sent no segment
	 */
	public record Service(String name, String type, Node node, boolean inferred) {

	}

	/**
	 * A call from one service to another one.
	 *
	 * @param sourceName the name of who calls; of a client that of what it calls
	 * @param sourceType the type of who calls
	 * @param target who is called
	 * @param node the subsegment of the call, or the segment where there is none
	 */
	public record Call(String sourceName, String sourceType, Service target, Node node) {

	}

}
