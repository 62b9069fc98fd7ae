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

package io.github.springxray.entity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Subsegment;
import org.jspecify.annotations.Nullable;

/**
 * Takes the subsegments out of a tree that are complete, with all that is beneath them.
 * What is above them is still open. This is internal.
 */
public final class CompletedTrees {

	private final List<Entity> entities = new ArrayList<>();

	/**
	 * For each entity the position of its parent, which is a smaller one.
	 */
	private int[] parents = new int[64];

	private int child;

	private int left;

	private CompletedTrees() {
	}

	/**
	 * Take out what is complete, if there are more subsegments than a threshold and
	 * enough of them have ended since the last time.
	 * @param entity something of the tree
	 * @param threshold how many subsegments may be in the tree
	 * @return what is to be sent now; empty if there is nothing
	 */
	public static List<FinishedTree> takeOut(TraceEntity entity, int threshold) {
		Trace trace = entity.trace();
		TraceEntity root = trace.root();
		trace.lock();
		try {
			if (root.isEmitted() || !root.isSampled() || !trace.isWorthALook(threshold)) {
				return List.of();
			}
			CompletedTrees trees = new CompletedTrees();
			trees.collect(root);
			boolean[] complete = trees.complete();
			List<FinishedTree> taken = trees.takeOut(complete);
			trace.left(trees.left);
			return taken;
		}
		finally {
			trace.unlock();
		}
	}

	private void collect(TraceEntity root) {
		add(root, -1);
		for (int i = 0; i < this.entities.size(); i++) {
			Entity parent = this.entities.get(i);
			Collection<Subsegment> children = (parent instanceof TraceEntity own) ? Children.of(own)
					: parent.getSubsegmentsCopy();
			for (Subsegment child : children) {
				add(child, i);
			}
		}
	}

	private void add(Entity entity, int parent) {
		int index = this.entities.size();
		if (index == this.parents.length) {
			this.parents = Arrays.copyOf(this.parents, 2 * index);
		}
		this.parents[index] = parent;
		this.entities.add(entity);
	}

	private boolean[] complete() {
		int count = this.entities.size();
		boolean[] complete = new boolean[count];
		for (int i = 0; i < count; i++) {
			Entity entity = this.entities.get(i);
			complete[i] = !entity.isInProgress() && (!(entity instanceof TraceSubsegment own) || own.hasEnded());
		}
		for (int i = count - 1; i > 0; i--) {
			if (!complete[i]) {
				complete[this.parents[i]] = false;
			}
		}
		complete[0] = false;
		return complete;
	}

	private List<FinishedTree> takeOut(boolean[] complete) {
		List<FinishedTree> trees = new ArrayList<>();
		for (int i = 0; i < complete.length; i++) {
			if (!complete[i] && this.entities.get(i) instanceof TraceEntity parent) {
				takeOut(parent, i, complete, trees);
			}
		}
		return trees;
	}

	/**
	 * The children of one parent follow one another, and those of earlier parents come
	 * first.
	 */
	private void takeOut(TraceEntity parent, int position, boolean[] complete, List<FinishedTree> trees) {
		while (this.child < complete.length && this.parents[this.child] < position) {
			this.child++;
		}
		@Nullable Subsegment[] children = parent.children();
		int count = parent.childCount();
		int kept = 0;
		for (int i = 0; i < count && children != null; i++) {
			Subsegment child = Objects.requireNonNull(children[i]);
			if (!(complete[this.child + i] && child instanceof TraceSubsegment own)) {
				children[kept++] = child;
			}
			else if (own.left() != null) {
				// A strategy has sent it, and has yet to take it out of the tree
				this.left += Children.sizeOf(own);
			}
			else {
				FinishedTree tree = FinishedTree.of(own, false);
				this.left += tree.size();
				if (own.isSampled()) {
					trees.add(tree);
				}
			}
		}
		for (int i = kept; i < count && children != null; i++) {
			children[i] = null;
		}
		parent.children(children, kept);
	}

}
