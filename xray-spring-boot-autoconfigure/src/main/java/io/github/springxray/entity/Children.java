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
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Objects;

import com.amazonaws.xray.entities.Subsegment;
import org.jspecify.annotations.Nullable;

/**
 * Changes the children of an entity. Always called under its lock. Those of what has left
 * stay as they are, as another thread may be reading them without the lock.
 */
final class Children {

	private static final int FIRST_LENGTH = 4;

	private Children() {
	}

	static Subsegment get(TraceEntity entity, int index) {
		Objects.checkIndex(index, entity.childCount());
		return Objects.requireNonNull(Objects.requireNonNull(entity.children())[index]);
	}

	/**
	 * The children, for as long as nobody changes them.
	 */
	@SuppressWarnings("NullAway") // those below the count are not null
	static List<Subsegment> of(TraceEntity entity) {
		@Nullable Subsegment[] children = entity.children();
		return (children != null) ? Arrays.asList(children).subList(0, entity.childCount()) : List.of();
	}

	static void add(TraceEntity entity, int index, Subsegment child) {
		int count = entity.childCount();
		Objects.checkIndex(index, count + 1);
		if (entity.isKept()) {
			return;
		}
		@Nullable Subsegment[] children = entity.children();
		if (children == null) {
			children = new @Nullable Subsegment[FIRST_LENGTH];
		}
		else if (count == children.length) {
			children = Arrays.copyOf(children, 2 * count);
		}
		System.arraycopy(children, index, children, index + 1, count - index);
		children[index] = child;
		entity.children(children, count + 1);
	}

	static boolean remove(TraceEntity entity, @Nullable Object child) {
		@Nullable Subsegment[] children = entity.children();
		for (int i = 0; i < entity.childCount() && !entity.isKept(); i++) {
			if (children != null && children[i] == child) {
				remove(entity, i);
				return true;
			}
		}
		return false;
	}

	/**
	 * How many there are of a subsegment and all that is beneath it.
	 */
	static int sizeOf(Subsegment subsegment) {
		if (!(subsegment instanceof TraceEntity own) || own.childCount() == 0) {
			return 1;
		}
		int size = 0;
		Deque<Subsegment> left = new ArrayDeque<>();
		left.add(subsegment);
		while (!left.isEmpty()) {
			size++;
			if (left.remove() instanceof TraceEntity next) {
				left.addAll(of(next));
			}
		}
		return size;
	}

	static Subsegment remove(TraceEntity entity, int index) {
		Subsegment removed = get(entity, index);
		if (entity.isKept()) {
			return removed;
		}
		@Nullable Subsegment[] children = Objects.requireNonNull(entity.children());
		int count = entity.childCount() - 1;
		System.arraycopy(children, index + 1, children, index, count - index);
		children[count] = null;
		entity.children(children, count);
		return removed;
	}

}
