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

package io.github.springxray.micrometer;

import com.amazonaws.xray.entities.Entity;
import io.micrometer.tracing.Baggage;
import io.micrometer.tracing.BaggageInScope;
import io.micrometer.tracing.TraceContext;
import org.jspecify.annotations.Nullable;

/**
 * A field of the baggage of a trace.
 */
final class TraceBaggage implements Baggage {

	private final SpanEntities entities;

	private final BaggageStore store;

	private final String name;

	private final @Nullable Entity entity;

	/**
	 * Create an instance.
	 * @param entity what has the baggage, {@code null} for what is current
	 */
	TraceBaggage(SpanEntities entities, BaggageStore store, String name, @Nullable Entity entity) {
		this.entities = entities;
		this.store = store;
		this.name = name;
		this.entity = entity;
	}

	private @Nullable Entity owner() {
		return (this.entity != null) ? this.entity : this.entities.current();
	}

	@Override
	public String name() {
		return this.name;
	}

	@Override
	public @Nullable String get() {
		return this.store.get(owner(), this.name);
	}

	@Override
	public @Nullable String get(TraceContext context) {
		return this.store.get(EntityContext.entityOf(context), this.name);
	}

	@Override
	@SuppressWarnings("deprecation")
	public Baggage set(@Nullable String value) {
		put(owner(), value);
		return this;
	}

	@Override
	@SuppressWarnings("deprecation")
	public Baggage set(TraceContext context, @Nullable String value) {
		put(EntityContext.entityOf(context), value);
		return this;
	}

	private void put(@Nullable Entity owner, @Nullable String value) {
		this.entities.safely("setting baggage", () -> this.store.set(owner, this.name, value));
	}

	@Override
	public BaggageInScope makeCurrent() {
		return new InScope(owner(), get());
	}

	@Override
	public BaggageInScope makeCurrent(@Nullable String value) {
		InScope scope = new InScope(owner(), get());
		set(value);
		return scope;
	}

	@Override
	public BaggageInScope makeCurrent(TraceContext context, @Nullable String value) {
		InScope scope = new InScope(EntityContext.entityOf(context), get(context));
		set(context, value);
		return scope;
	}

	/**
	 * Has the value until it is closed.
	 */
	private final class InScope implements BaggageInScope {

		private final @Nullable Entity owner;

		private final @Nullable String before;

		InScope(@Nullable Entity owner, @Nullable String before) {
			this.owner = owner;
			this.before = before;
		}

		@Override
		public String name() {
			return TraceBaggage.this.name;
		}

		@Override
		public @Nullable String get() {
			return TraceBaggage.this.store.get(this.owner, name());
		}

		@Override
		public @Nullable String get(TraceContext context) {
			return TraceBaggage.this.get(context);
		}

		@Override
		public void close() {
			put(this.owner, this.before);
		}

	}

}
