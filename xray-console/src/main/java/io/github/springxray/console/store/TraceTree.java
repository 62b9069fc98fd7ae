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

package io.github.springxray.console.store;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import io.github.springxray.console.document.Document;
import io.github.springxray.console.document.Node;

/**
 * The segments of a trace with all subsegments at their places, also with those that were
 * sent on their own, in whatever order. Each id is there once: a part that has ended wins
 * over one in progress, and a later document over an earlier one.
 */
public final class TraceTree {

	// What reads or writes trees one level at a time has a stack
	private static final int MAX_DEPTH = 200;

	private static final Comparator<TraceItem> BY_START = Comparator.comparingDouble((item) -> item.node().start());

	private final Map<Long, TraceItem> items = new LinkedHashMap<>();

	private final List<TraceItem> roots = new ArrayList<>();

	TraceTree(List<Document> documents) {
		for (Document document : documents) {
			collect(document.root(), document.root().parentId());
		}
		link();
		place();
		for (TraceItem item : this.items.values()) {
			item.children.sort(BY_START);
		}
		this.roots.sort(BY_START);
	}

	private void collect(Node node, long parentId) {
		TraceItem known = this.items.get(node.id());
		if (known == null || known.node().isInProgress() || !node.isInProgress()) {
			this.items.put(node.id(), new TraceItem(node, parentId));
		}
		for (Node child : node.children()) {
			collect(child, node.id());
		}
	}

	private void link() {
		for (TraceItem item : this.items.values()) {
			TraceItem parent = item.node().isSegment() ? null : this.items.get(item.parentId);
			if (parent != null && parent != item) {
				item.parent = parent;
				parent.children.add(item);
			}
			else {
				this.roots.add(item);
			}
		}
	}

	/**
	 * Cut circles, and make flat what is too deep.
	 */
	private void place() {
		for (TraceItem root : this.roots) {
			placeBelow(root);
		}
		for (TraceItem item : this.items.values()) {
			if (item.depth < 0) {
				// Only a circle is reached from nowhere
				if (item.parent != null) {
					item.parent.children.remove(item);
					item.parent = null;
				}
				this.roots.add(item);
				placeBelow(item);
			}
		}
	}

	private static void placeBelow(TraceItem root) {
		Deque<TraceItem> open = new ArrayDeque<>();
		root.depth = 0;
		open.add(root);
		while (!open.isEmpty()) {
			TraceItem item = open.remove();
			TraceItem parent = item.parent;
			if (item.depth >= MAX_DEPTH && parent != null && !item.children.isEmpty()) {
				List<TraceItem> children = List.copyOf(item.children);
				item.children.clear();
				parent.children.addAll(children);
				children.forEach((child) -> child.parent = parent);
				children.forEach((child) -> child.depth = item.depth);
				open.addAll(children);
			}
			else {
				item.children.forEach((child) -> child.depth = item.depth + 1);
				open.addAll(item.children);
			}
		}
	}

	/**
	 * Return the segments, and subsegments whose parents have not come.
	 * @return the roots in the order in which they began
	 */
	public List<TraceItem> roots() {
		return this.roots;
	}

	/**
	 * Return a segment or subsegment.
	 * @param id its id
	 * @return what has this id, or {@code null} if there is none
	 */
	public @Nullable TraceItem find(long id) {
		return this.items.get(id);
	}

	/**
	 * Go through all segments and subsegments.
	 * @param visitor is called for each of them once, in no order
	 */
	public void forEach(Consumer<TraceItem> visitor) {
		this.items.values().forEach(visitor);
	}

}
