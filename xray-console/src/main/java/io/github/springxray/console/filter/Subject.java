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

import org.jspecify.annotations.Nullable;

import io.github.springxray.console.document.Document;
import io.github.springxray.console.document.Node;
import io.github.springxray.console.store.StoredTrace;

/**
 * What an expression is asked about: a trace, or within braces one element of it.
 */
final class Subject {

	private final TraceParts parts;

	private final Node node;

	private final List<Node> nodes;

	private final @Nullable Element element;

	private Subject(TraceParts parts, Node node, List<Node> nodes, @Nullable Element element) {
		this.parts = parts;
		this.node = node;
		this.nodes = nodes;
		this.element = element;
	}

	static Subject of(StoredTrace trace) {
		List<Node> roots = trace.documents().stream().map(Document::root).toList();
		return new Subject(new TraceParts(trace), trace.summary().root(), roots, null);
	}

	Subject of(Node one, Element place) {
		return new Subject(this.parts, one, List.of(one), place);
	}

	/**
	 * Return what takes part in the whole trace.
	 */
	TraceParts parts() {
		return this.parts;
	}

	String traceId() {
		return this.parts.trace().id();
	}

	/**
	 * Return the node that stands for the trace, or that of the element.
	 */
	Node node() {
		return this.node;
	}

	/**
	 * Return the element that the braces are about.
	 * @throws IllegalStateException outside of braces, where no keyword asks for it
	 */
	Element element() {
		if (this.element == null) {
			throw new IllegalStateException("Not within braces");
		}
		return this.element;
	}

	double duration() {
		return (this.element != null) ? this.node.duration() : this.parts.trace().summary().duration();
	}

	boolean partial() {
		return (this.element != null) ? this.node.isInProgress() : this.parts.trace().summary().isInProgress();
	}

	boolean isInferred() {
		return (this.element != null) ? this.element.inferred() : this.parts.hasInferred();
	}

	boolean isRemote() {
		return (this.element != null) ? this.element.remote() : any(Node::isCall);
	}

	boolean isRoot() {
		return this.node.isSegment() && this.node.parentId() == 0;
	}

	boolean anyName(Predicate<String> test) {
		if (this.element != null && this.element.name() != null) {
			return test.test(this.element.name());
		}
		return any((each) -> test.test(each.name())
				|| each.exceptions().stream().anyMatch((exception) -> test.test(exception.type())));
	}

	boolean anyType(Predicate<String> test) {
		if (this.element != null) {
			return test.test(this.element.type());
		}
		return any((each) -> (each.isSegment() || each.isCall()) && test.test(each.serviceType()));
	}

	boolean anyMessage(Predicate<String> test) {
		if (this.element != null && this.element.name() != null) {
			return this.element.exceptions().stream().anyMatch((exception) -> test.test(exception.message()));
		}
		return any((each) -> each.exceptions().stream().anyMatch((exception) -> test.test(exception.message())));
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
