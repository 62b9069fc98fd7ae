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

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.github.springxray.console.document.Node;
import io.github.springxray.console.store.TraceItem;
import io.github.springxray.console.store.TraceTree;

/**
 * Finds out why a trace failed or took long. Faults and errors are followed down to the
 * last part that has one. Time is followed to the part that took longest, as long as that
 * is at least half of what it is part of.
 */
public final class RootCauses {

	private static final int MAX_CAUSES = 10;

	private static final int MAX_LENGTH = 100;

	private static final double MOST = 0.5;

	private final TraceTree tree;

	private final Map<Long, List<TraceItem>> answers = new HashMap<>();

	private RootCauses(TraceTree tree) {
		this.tree = tree;
		for (TraceItem root : tree.roots()) {
			if (root.node().isSegment() && root.node().parentId() != 0) {
				this.answers.computeIfAbsent(root.node().parentId(), (id) -> new ArrayList<>()).add(root);
			}
		}
	}

	/**
	 * Find the root causes of a trace.
	 * @param tree the trace
	 * @param kind what to find the causes of
	 * @return the causes, none if there was nothing of this kind
	 */
	public static List<RootCause> of(TraceTree tree, Kind kind) {
		return new RootCauses(tree).find(kind);
	}

	private List<RootCause> find(Kind kind) {
		List<RootCause> causes = new ArrayList<>();
		Set<TraceItem> seen = new HashSet<>();
		Deque<Step> open = new ArrayDeque<>();
		for (TraceItem root : this.tree.roots()) {
			if (root.node().isSegment() && this.tree.find(root.node().parentId()) == null
					&& kind.concerns(root.node())) {
				open.addLast(new Step(root, null, 1));
			}
		}
		while (!open.isEmpty() && causes.size() < MAX_CAUSES) {
			Step step = open.removeFirst();
			if (!seen.add(step.item)) {
				continue;
			}
			List<TraceItem> next = (step.length < MAX_LENGTH) ? next(step.item, kind) : List.of();
			if (next.isEmpty()) {
				causes.add(cause(step));
			}
			for (int i = next.size() - 1; i >= 0; i--) {
				open.addFirst(new Step(next.get(i), step, step.length + 1));
			}
		}
		return causes;
	}

	private List<TraceItem> next(TraceItem item, Kind kind) {
		List<TraceItem> next = new ArrayList<>(item.children());
		next.addAll(this.answers.getOrDefault(item.node().id(), List.of()));
		next.removeIf((child) -> !kind.concerns(child.node()));
		if (kind != Kind.RESPONSE_TIME || next.isEmpty()) {
			return next;
		}
		TraceItem longest = Collections.max(next, Comparator.comparingDouble((child) -> child.node().duration()));
		return (longest.node().duration() >= MOST * item.node().duration()) ? List.of(longest) : List.of();
	}

	private RootCause cause(Step last) {
		Deque<TraceItem> path = new ArrayDeque<>();
		for (Step step = last; step != null; step = step.before) {
			path.addFirst(step.item);
		}
		double whole = path.getFirst().node().duration();
		List<RootCause.Service> services = new ArrayList<>();
		List<RootCause.Entity> entities = new ArrayList<>();
		for (TraceItem item : path) {
			Node node = item.node();
			if (node.isSegment()) {
				entities = new ArrayList<>();
				services.add(new RootCause.Service(node.serviceName(), node.serviceType(), false, entities));
			}
			entities.add(new RootCause.Entity(node, (whole > 0) ? Math.min(1, node.duration() / whole) : 0));
		}
		Node end = last.item.node();
		if (end.isCall() && !this.answers.containsKey(end.id())) {
			services.add(new RootCause.Service(end.serviceName(), end.serviceType(), true,
					List.of(entities.get(entities.size() - 1))));
		}
		return new RootCause(services);
	}

	/**
	 * What there may be a cause of.
	 */
	public enum Kind {

		/**
		 * A fault of the first segment.
		 */
		FAULT {
			@Override
			boolean concerns(Node node) {
				return node.isFault();
			}
		},

		/**
		 * An error of the caller of the first segment.
		 */
		ERROR {
			@Override
			boolean concerns(Node node) {
				return node.isError();
			}
		},

		/**
		 * The time that the first segment took.
		 */
		RESPONSE_TIME {
			@Override
			boolean concerns(Node node) {
				return !node.isInProgress();
			}
		};

		abstract boolean concerns(Node node);

	}

	private record Step(TraceItem item, @Nullable Step before, int length) {

	}

}
