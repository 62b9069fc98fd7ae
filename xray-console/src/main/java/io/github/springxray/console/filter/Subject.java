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
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;

import io.github.springxray.console.document.Document;
import io.github.springxray.console.document.Node;
import io.github.springxray.console.store.StoredTrace;
import io.github.springxray.console.store.TraceSummary;

/**
 * What an expression is asked about: a trace, or within braces one node of it.
 *
 * @param traceId the id of the trace
 * @param node the node that stands for the trace, or the one node
 * @param duration from the first start to the last end, in seconds
 * @param partial whether something is in progress
 * @param nodes where all nodes are below
 */
record Subject(String traceId, Node node, double duration, boolean partial, List<Node> nodes) {

	static Subject of(StoredTrace trace) {
		TraceSummary summary = trace.summary();
		List<Node> roots = trace.documents().stream().map(Document::root).toList();
		return new Subject(trace.id(), summary.root(), summary.duration(), summary.isInProgress(), roots);
	}

	Subject of(Node one) {
		return new Subject(this.traceId, one, one.duration(), one.isInProgress(), List.of(one));
	}

	/**
	 * Return whether any node is what is looked for, at whatever depth.
	 */
	boolean any(Predicate<Node> predicate) {
		Deque<Node> open = new ArrayDeque<>(this.nodes);
		while (!open.isEmpty()) {
			Node next = open.removeLast();
			if (predicate.test(next)) {
				return true;
			}
			open.addAll(next.children());
		}
		return false;
	}

}
