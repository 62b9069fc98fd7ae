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

package io.github.springxray.test;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import com.amazonaws.xray.ThreadLocalStorage;
import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.listeners.SegmentListener;
import org.jspecify.annotations.Nullable;

/**
 * Knows on which threads an entity is current. A recorder tells its listeners when that
 * changes, on the very thread.
 */
final class HeldEntities implements SegmentListener {

	/**
	 * How often to look for threads that have died, which nobody tells.
	 */
	private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition released = this.lock.newCondition();

	private final Map<Thread, Entity> held = new LinkedHashMap<>();

	@Override
	public void onSetEntity(@Nullable Entity previous, Entity entity) {
		this.lock.lock();
		try {
			this.held.put(Thread.currentThread(), entity);
		}
		finally {
			this.lock.unlock();
		}
	}

	@Override
	public void onClearEntity(Entity previous) {
		this.lock.lock();
		try {
			if (this.held.remove(Thread.currentThread()) != null) {
				this.released.signalAll();
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Wait until no other live thread has a current entity.
	 * @param timeout how long to wait
	 * @return those that still have one, for people to read
	 */
	List<String> awaitOthers(Duration timeout) {
		this.lock.lock();
		try {
			long left = timeout.toNanos();
			while (!others().isEmpty() && left > 0) {
				long slice = Math.min(left, LOOK_AGAIN_NANOS);
				left -= slice - this.released.awaitNanos(slice);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		try {
			return others().entrySet()
				.stream()
				.map((entry) -> describe(entry.getValue()) + " on thread '" + entry.getKey().getName() + "'")
				.toList();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Let the calling thread go, and forget what others hold: nobody can take it from
	 * them.
	 * @return what was current on the calling thread
	 */
	@SuppressWarnings("deprecation")
	@Nullable Entity release() {
		Entity current = ThreadLocalStorage.get();
		ThreadLocalStorage.clear();
		this.lock.lock();
		try {
			this.held.clear();
		}
		finally {
			this.lock.unlock();
		}
		return current;
	}

	static String describe(Entity entity) {
		String name = (entity.getName() != null && !entity.getName().isEmpty()) ? "'" + entity.getName() + "'"
				: "that is not recorded";
		return ((entity.getParentSegment() == entity) ? "segment " : "subsegment ") + name;
	}

	private Map<Thread, Entity> others() {
		this.held.keySet().removeIf((thread) -> !thread.isAlive());
		Map<Thread, Entity> others = new LinkedHashMap<>(this.held);
		others.remove(Thread.currentThread());
		return others;
	}

}
