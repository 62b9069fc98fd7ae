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

package io.github.springxray.observation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

import com.amazonaws.xray.entities.Entity;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

import io.github.springxray.context.CurrentEntity;
import io.github.springxray.context.TraceScope;
import io.github.springxray.http.IncomingSegments.Admission;

/**
 * What is recorded of an observation, kept in its context. Its scopes may be open on
 * several threads at once.
 */
final class ObservedEntity {

	/**
	 * Nobody reads more.
	 */
	private static final int MAX_EVENTS = 50;

	private final TraceScope scope;

	private final @Nullable Entity entity;

	private final @Nullable Admission admission;

	private final boolean own;

	private final AtomicBoolean ended = new AtomicBoolean();

	private boolean told;

	private @Nullable OpenScope innermost;

	private @Nullable List<Map<String, Object>> events;

	private ObservedEntity(TraceScope scope, @Nullable Entity entity, @Nullable Admission admission, boolean own) {
		this.scope = scope;
		this.entity = entity;
		this.admission = admission;
		this.own = own;
	}

	/**
	 * What was begun for an observation.
	 */
	static ObservedEntity begun(TraceScope scope) {
		return new ObservedEntity(scope, scope.entity(), null, true);
	}

	/**
	 * What was begun for something that was received.
	 */
	static ObservedEntity received(TraceScope scope, Admission admission) {
		return new ObservedEntity(scope, scope.entity(), admission, true);
	}

	/**
	 * What somebody else records, and an observation only tells more of.
	 */
	static ObservedEntity enriched(Entity entity) {
		return new ObservedEntity(TraceScope.none(), entity, null, false);
	}

	static @Nullable ObservedEntity of(Observation.ContextView context) {
		return context.get(ObservedEntity.class);
	}

	TraceScope scope() {
		return this.scope;
	}

	@Nullable Entity entity() {
		return this.entity;
	}

	@Nullable Admission admission() {
		return this.admission;
	}

	/**
	 * Whether it was begun for the observation, and ends with it.
	 */
	boolean isOwn() {
		return this.own;
	}

	/**
	 * Whether whoever is called was told to record.
	 */
	boolean isTold() {
		return this.told;
	}

	void tell() {
		this.told = true;
	}

	boolean end() {
		return this.ended.compareAndSet(false, true);
	}

	boolean hasEnded() {
		return this.ended.get();
	}

	synchronized void open(CurrentEntity current) {
		this.innermost = new OpenScope(Thread.currentThread(), current, this.innermost);
	}

	/**
	 * Return what was opened last on this thread, {@code null} if nothing is open here.
	 */
	synchronized @Nullable CurrentEntity close() {
		Thread here = Thread.currentThread();
		OpenScope inner = null;
		for (OpenScope open = this.innermost; open != null; open = open.outer) {
			if (open.thread == here) {
				if (inner == null) {
					this.innermost = open.outer;
				}
				else {
					inner.outer = open.outer;
				}
				return open.current;
			}
			inner = open;
		}
		return null;
	}

	synchronized void event(String name, double time) {
		if (this.events == null) {
			this.events = new ArrayList<>();
		}
		if (this.events.size() < MAX_EVENTS) {
			this.events.add(Map.of("name", name, "time", time));
		}
	}

	synchronized @Nullable List<Map<String, Object>> events() {
		return (this.events != null) ? List.copyOf(this.events) : null;
	}

	/**
	 * A scope of the observation that is open on a thread.
	 */
	private static final class OpenScope {

		private final Thread thread;

		private final CurrentEntity current;

		private @Nullable OpenScope outer;

		OpenScope(Thread thread, CurrentEntity current, @Nullable OpenScope outer) {
			this.thread = thread;
			this.current = current;
			this.outer = outer;
		}

	}

}
