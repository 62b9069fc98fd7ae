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

package io.github.springxray.console.filter;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.github.springxray.console.document.Document;
import io.github.springxray.console.document.Node;
import io.github.springxray.console.graph.RootCause;
import io.github.springxray.console.graph.RootCauses;
import io.github.springxray.console.graph.TraceCalls;
import io.github.springxray.console.store.StoredTrace;
import io.github.springxray.console.store.TraceTree;

/**
 * What is found out about a trace only where an expression asks for it.
 */
final class TraceParts {

	private final StoredTrace trace;

	private final Map<RootCauses.Kind, List<RootCause>> causes = new EnumMap<>(RootCauses.Kind.class);

	private @Nullable TraceTree tree;

	private @Nullable TraceCalls calls;

	private @Nullable List<Node> services;

	private @Nullable Set<Long> answered;

	TraceParts(StoredTrace trace) {
		this.trace = trace;
	}

	StoredTrace trace() {
		return this.trace;
	}

	private TraceTree tree() {
		TraceTree known = this.tree;
		if (known == null) {
			known = this.trace.tree();
			this.tree = known;
		}
		return known;
	}

	List<RootCause> causes(RootCauses.Kind kind) {
		return this.causes.computeIfAbsent(kind, (any) -> RootCauses.of(tree(), any));
	}

	List<TraceCalls.Call> calls() {
		TraceCalls known = this.calls;
		if (known == null) {
			known = TraceCalls.of(tree());
			this.calls = known;
		}
		return known.calls();
	}

	/**
	 * Return all segments and calls in the order in which they began.
	 */
	List<Node> services() {
		List<Node> known = this.services;
		if (known == null) {
			known = new ArrayList<>();
			Deque<Node> open = new ArrayDeque<>();
			this.trace.documents().forEach((document) -> open.addLast(document.root()));
			while (!open.isEmpty()) {
				Node node = open.removeFirst();
				if (node.isSegment() || node.isCall()) {
					known.add(node);
				}
				open.addAll(node.children());
			}
			known.sort(Comparator.comparingDouble(Node::start));
			this.services = known;
		}
		return known;
	}

	/**
	 * Return whether a node is a call that no segment answered.
	 */
	boolean isInferred(Node node) {
		Set<Long> known = this.answered;
		if (known == null) {
			known = new HashSet<>();
			for (Document document : this.trace.documents()) {
				if (document.root().isSegment()) {
					known.add(document.root().parentId());
				}
			}
			this.answered = known;
		}
		return node.isCall() && !known.contains(node.id());
	}

	boolean hasInferred() {
		return services().stream().anyMatch(this::isInferred);
	}

}
