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

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.function.Supplier;

import com.amazonaws.xray.entities.Subsegment;
import org.jspecify.annotations.Nullable;

/**
 * The children of an entity as a list that can be changed. Whoever iterates over it sees
 * those that there were in the beginning, whatever other threads do.
 */
final class ChildList extends AbstractList<Subsegment> {

	private final TraceEntity entity;

	ChildList(TraceEntity entity) {
		this.entity = entity;
	}

	private <T> T locked(Supplier<T> action) {
		this.entity.trace().lock();
		try {
			return action.get();
		}
		finally {
			this.entity.trace().unlock();
		}
	}

	@Override
	public Subsegment get(int index) {
		return locked(() -> Children.get(this.entity, index));
	}

	@Override
	public int size() {
		return locked(this.entity::childCount);
	}

	@Override
	public void add(int index, Subsegment child) {
		locked(() -> {
			Children.add(this.entity, index, child);
			return child;
		});
	}

	@Override
	public boolean add(Subsegment child) {
		add(size(), child);
		return true;
	}

	@Override
	public Subsegment set(int index, Subsegment child) {
		return locked(() -> {
			Subsegment previous = Children.remove(this.entity, index);
			Children.add(this.entity, index, child);
			return previous;
		});
	}

	@Override
	public Subsegment remove(int index) {
		return locked(() -> Children.remove(this.entity, index));
	}

	@Override
	public boolean remove(@Nullable Object child) {
		return locked(() -> Children.remove(this.entity, child));
	}

	@Override
	public Object[] toArray() {
		return this.entity.getSubsegmentsCopy().toArray();
	}

	@Override
	public <T> T[] toArray(T[] array) {
		return this.entity.getSubsegmentsCopy().toArray(array);
	}

	@Override
	public Iterator<Subsegment> iterator() {
		Iterator<Subsegment> snapshot = new ArrayList<>(this.entity.getSubsegmentsCopy()).iterator();
		return new Iterator<>() {

			private @Nullable Subsegment latest;

			@Override
			public boolean hasNext() {
				return snapshot.hasNext();
			}

			@Override
			public Subsegment next() {
				Subsegment next = snapshot.next();
				this.latest = next;
				return next;
			}

			@Override
			public void remove() {
				if (this.latest == null) {
					throw new IllegalStateException("There is nothing to remove");
				}
				ChildList.this.remove((Object) this.latest);
				this.latest = null;
			}

		};
	}

}
