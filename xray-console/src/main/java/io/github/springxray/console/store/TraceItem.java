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

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.springxray.console.document.Node;

/**
 * A segment or subsegment at its place in a {@link TraceTree}.
 */
public final class TraceItem {

	private final Node node;

	final long parentId;

	@Nullable TraceItem parent;

	final List<TraceItem> children = new ArrayList<>();

	int depth = -1;

	TraceItem(Node node, long parentId) {
		this.node = node;
		this.parentId = parentId;
	}

	/**
	 * Return the segment or subsegment.
	 * @return the node, whose children are not necessarily those of the tree
	 */
	public Node node() {
		return this.node;
	}

	/**
	 * Return the subsegments.
	 * @return the subsegments in the order in which they began
	 */
	public List<TraceItem> children() {
		return Collections.unmodifiableList(this.children);
	}

	/**
	 * Return whether this is a subsegment whose parent has not come.
	 * @return {@code true} for a root that is no segment
	 */
	public boolean isOrphan() {
		return this.parent == null && !this.node.isSegment();
	}

	/**
	 * Return what this belongs to.
	 * @return the segment, or the outermost subsegment if the segment has not come
	 */
	public TraceItem root() {
		TraceItem item = this;
		while (item.parent != null) {
			item = item.parent;
		}
		return item;
	}

}
