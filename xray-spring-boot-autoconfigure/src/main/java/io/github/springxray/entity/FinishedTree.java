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

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;

import com.amazonaws.xray.entities.Cause;
import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Subsegment;
import com.amazonaws.xray.entities.ThrowableDescription;
import org.jspecify.annotations.Nullable;

/**
 * A segment or subsegment that leaves, with what is beneath it. Nobody changes anything
 * of it any more, so it can be read without a lock. What was still open in it has been
 * taken out, to leave on its own when it ends; in its place is what it was at that
 * moment. What is not sampled is not in it.
 */
public final class FinishedTree {

	private final TraceEntity root;

	private final boolean bare;

	private int size;

	private int stillOpen;

	private long weight;

	private boolean claimed;

	private boolean apart;

	private boolean others;

	private @Nullable List<Cause> causes;

	private FinishedTree(TraceEntity root, boolean bare) {
		this.root = root;
		this.bare = bare;
	}

	/**
	 * Take a tree out of what is open to change. Called under its lock, once.
	 * @param root what has ended
	 * @param bare whether of what is open nothing but the name and the start is told
	 */
	static FinishedTree of(TraceEntity root, boolean bare) {
		FinishedTree tree = new FinishedTree(root, bare);
		tree.add(root);
		tree.takeOut();
		return tree;
	}

	/**
	 * Let a segment or subsegment leave. Whoever comes second gets the same.
	 * @param root the segment or subsegment
	 * @param bare whether of what is open nothing but the name and the start is told
	 * @return what is to be sent; {@code null} if it has left as a part of something else
	 */
	public static @Nullable FinishedTree leave(TraceEntity root, boolean bare) {
		root.trace().lock();
		try {
			FinishedTree tree = root.left();
			if (tree == null) {
				tree = of(root, bare);
			}
			return (tree.root == root) ? tree : null;
		}
		finally {
			root.trace().unlock();
		}
	}

	/**
	 * Hand over a segment or subsegment that somebody sends, once. Called without a lock.
	 * @param root the segment or subsegment
	 * @param bare whether of what is open nothing but the name and the start is told
	 * @return what is to be sent; {@code null} if it has been handed over before
	 */
	public static @Nullable FinishedTree handOver(TraceEntity root, boolean bare) {
		root.trace().lock();
		try {
			FinishedTree tree = leave(root, bare);
			if (tree == null || tree.claimed) {
				return null;
			}
			tree.claimed = true;
			tree.apart = false;
			return tree;
		}
		finally {
			root.trace().unlock();
		}
	}

	/**
	 * Put copies in the place of what is of another kind. Called by whoever has been
	 * handed this over, before any other thread reads it, and without a lock: it may run
	 * code of the application.
	 */
	public void copyOthers() {
		Deque<TraceEntity> parents = new ArrayDeque<>(0);
		if (this.others) {
			parents.add(this.root);
		}
		while (!parents.isEmpty()) {
			TraceEntity parent = parents.remove();
			@Nullable Subsegment[] children = parent.children();
			for (int i = 0; i < parent.childCount() && children != null; i++) {
				Subsegment child = Objects.requireNonNull(children[i]);
				if (!(child instanceof TraceEntity own)) {
					children[i] = (Subsegment) ForeignEntities.copyTree(child, this.bare);
					ForeignEntities.forgetWhatIsComplete(child);
				}
				else if (own.childCount() > 0) {
					parents.add(own);
				}
			}
		}
	}

	/**
	 * Let an emitter of the application take subsegments out of what has left, as that of
	 * the SDK does to send it in parts.
	 * @param root what is handed to that emitter
	 */
	public static void takeApart(TraceEntity root) {
		root.trace().lock();
		try {
			FinishedTree tree = root.left();
			if (tree != null && !tree.claimed) {
				tree.apart = true;
			}
		}
		finally {
			root.trace().unlock();
		}
	}

	boolean mayBeTakenApart() {
		return this.apart;
	}

	/**
	 * Return what an entity is at this moment, with all that is beneath it. Maps of the
	 * application are taken as they are.
	 * @param entity the segment or subsegment, which goes on
	 * @param bare whether of what is open nothing but the name and the start is told
	 * @return a copy that nobody else changes
	 */
	public static TraceEntity copyOf(Entity entity, boolean bare) {
		return ForeignEntities.copyTree(entity, bare);
	}

	/**
	 * Drop what is complete beneath a segment of another kind that has left, so that what
	 * is open there, when it ends, is sent with what came later and nothing twice.
	 * @param sent the segment
	 */
	public static void forgetWhatIsComplete(Entity sent) {
		ForeignEntities.forgetWhatIsComplete(sent);
	}

	/**
	 * Return the segment or subsegment itself.
	 * @return the root of the tree
	 */
	public TraceEntity root() {
		return this.root;
	}

	/**
	 * Return how many segments and subsegments there are.
	 * @return their number, 1 at least
	 */
	public int size() {
		return this.size;
	}

	/**
	 * Return how many of the subsegments are in progress.
	 * @return the number of those that will leave on their own
	 */
	public int stillOpen() {
		return this.stillOpen;
	}

	/**
	 * Return about how much memory the tree takes.
	 * @return the weight in bytes
	 */
	public long weight() {
		return this.weight;
	}

	private void add(TraceEntity entity) {
		entity.emitted();
		entity.left(this);
		this.size++;
		this.weight += Weight.of(entity);
		if (!entity.isInProgress() && entity.cause() != null) {
			this.causes = (this.causes != null) ? this.causes : new ArrayList<>(2);
			this.causes.add(entity.cause());
		}
	}

	/**
	 * Let go of the exceptions that are described. One may hold anything, which nobody
	 * can weigh, so what waits in a queue must not keep it.
	 */
	@SuppressWarnings("NullAway") // the SDK does not say that it may be null
	public void letGoOfExceptions() {
		if (this.causes != null) {
			for (Cause cause : this.causes) {
				for (ThrowableDescription exception : cause.getExceptions()) {
					exception.setThrowable(null);
				}
			}
		}
	}

	private void takeOut() {
		Deque<TraceEntity> parents = null;
		TraceEntity parent = this.root;
		while (parent != null) {
			int count = parent.childCount();
			@Nullable Subsegment[] children = parent.children();
			int kept = 0;
			for (int i = 0; i < count && children != null; i++) {
				Subsegment leaving = leaving(Objects.requireNonNull(children[i]));
				if (leaving == null) {
					continue;
				}
				children[kept++] = leaving;
				if (leaving instanceof TraceEntity next && next.childCount() > 0) {
					parents = (parents != null) ? parents : new ArrayDeque<>();
					parents.add(next);
				}
			}
			for (int i = kept; i < count && children != null; i++) {
				children[i] = null;
			}
			parent.children(children, kept);
			parent = (parents != null) ? parents.poll() : null;
		}
	}

	private @Nullable Subsegment leaving(Subsegment child) {
		if (!child.isSampled()) {
			if (child instanceof TraceSubsegment own) {
				own.alone();
			}
			return null;
		}
		if (!(child instanceof TraceSubsegment own)) {
			this.size++;
			this.weight += Weight.UNKNOWN;
			this.others = true;
			return child;
		}
		if (own.left() != null) {
			// A strategy has sent it, and only that
			return null;
		}
		if (!own.isInProgress()) {
			add(own);
			return own;
		}
		TraceSubsegment moment = own.takeOut(this.bare);
		this.stillOpen++;
		add(moment);
		return moment;
	}

}
