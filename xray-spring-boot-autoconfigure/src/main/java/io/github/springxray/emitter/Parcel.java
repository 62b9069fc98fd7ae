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

package io.github.springxray.emitter;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;

import io.github.springxray.document.EntityNode;
import io.github.springxray.entity.TraceEntity;

/**
 * A segment or subsegment on its way: as it was when it was handed over, and what becomes
 * of it.
 */
final class Parcel {

	private final TraceEntity root;

	private final long weight;

	private final int places;

	private final AtomicBoolean settled = new AtomicBoolean();

	private volatile @Nullable String failure;

	private @Nullable List<EntityNode> trees;

	/**
	 * Create a parcel.
	 * @param root what is in it, with all that is beneath it
	 * @param weight about how many bytes of memory it holds
	 * @param places how many places it takes in the queue: 1, or 0 if it comes with
	 * another one
	 */
	Parcel(TraceEntity root, long weight, int places) {
		this.root = root;
		this.weight = weight;
		this.places = places;
	}

	TraceEntity root() {
		return this.root;
	}

	int places() {
		return this.places;
	}

	/**
	 * Its tree, followed by those that were too deep for it. Only for the thread that
	 * deals with it.
	 */
	List<EntityNode> trees() {
		List<EntityNode> known = this.trees;
		if (known == null) {
			known = EntityNode.trees(this.root);
			this.trees = known;
		}
		return known;
	}

	long weight() {
		return this.weight;
	}

	/**
	 * Say why it is not sent. The first reason counts.
	 */
	void fail(String reason) {
		if (this.failure == null) {
			this.failure = reason;
		}
	}

	/**
	 * Why it is not sent, {@code null} if nothing has gone wrong.
	 */
	@Nullable String failure() {
		return this.failure;
	}

	/**
	 * Claim the right to count this parcel, which only one caller gets.
	 */
	boolean settle() {
		return this.settled.compareAndSet(false, true);
	}

}
