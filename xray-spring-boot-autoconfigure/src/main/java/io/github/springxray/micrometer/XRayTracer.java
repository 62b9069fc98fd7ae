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

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;

import com.amazonaws.xray.entities.Entity;
import io.micrometer.tracing.Baggage;
import io.micrometer.tracing.CurrentTraceContext;
import io.micrometer.tracing.ScopedSpan;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.SpanCustomizer;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.Tracer;
import org.jspecify.annotations.Nullable;

import io.github.springxray.context.CurrentEntity;

/**
 * A tracer of Micrometer whose spans are segments and subsegments. What is current is
 * what is so for all of the starter.
 */
final class XRayTracer implements Tracer {

	private final SpanEntities entities;

	private final CurrentTraceContext current;

	private final BaggageStore baggage;

	private final List<String> baggageFields;

	/**
	 * The spans that were made current here, so that whoever asks gets one that can be
	 * ended.
	 */
	private final ThreadLocal<@Nullable Deque<EntitySpan>> opened = new ThreadLocal<>();

	XRayTracer(SpanEntities entities, BaggageStore baggage, List<String> baggageFields) {
		this.entities = entities;
		this.current = new EntityCurrentTraceContext(entities);
		this.baggage = baggage;
		this.baggageFields = List.copyOf(baggageFields);
	}

	/**
	 * Return a span for what somebody else has begun.
	 */
	Span spanOf(Entity entity) {
		return EntitySpan.of(this.entities, entity);
	}

	@Override
	public Span nextSpan() {
		return EntitySpan.below(this.entities, SpanParent.of(this.entities.current()));
	}

	@Override
	public Span nextSpan(@Nullable Span parent) {
		return (parent != null) ? EntitySpan.below(this.entities, SpanParent.of(parent.context())) : nextSpan();
	}

	@Override
	public SpanInScope withSpan(@Nullable Span span) {
		Entity entity = (span instanceof EntitySpan own) ? own.entity() : null;
		if (span != null && entity == null) {
			return () -> {
			};
		}
		CurrentEntity scope = this.entities.makeCurrent(entity);
		if (!(span instanceof EntitySpan own)) {
			return scope::close;
		}
		push(own);
		return () -> {
			pop(own);
			scope.close();
		};
	}

	private void push(EntitySpan span) {
		Deque<EntitySpan> spans = this.opened.get();
		if (spans == null) {
			spans = new ArrayDeque<>();
			this.opened.set(spans);
		}
		spans.push(span);
	}

	private void pop(EntitySpan span) {
		Deque<EntitySpan> spans = this.opened.get();
		if (spans != null && spans.removeFirstOccurrence(span) && spans.isEmpty()) {
			this.opened.remove();
		}
	}

	@Override
	public ScopedSpan startScopedSpan(String name) {
		Span span = nextSpan().name(name).start();
		return new EntityScopedSpan(span, withSpan(span));
	}

	@Override
	public Span.Builder spanBuilder() {
		return new EntitySpanBuilder(this.entities);
	}

	@Override
	public TraceContext.Builder traceContextBuilder() {
		return new EntityContext.Builder();
	}

	@Override
	public CurrentTraceContext currentTraceContext() {
		return this.current;
	}

	@Override
	public @Nullable SpanCustomizer currentSpanCustomizer() {
		return currentSpan();
	}

	@Override
	public @Nullable Span currentSpan() {
		Entity entity = this.entities.current();
		if (EntityContext.of(entity) == null || entity == null) {
			return null;
		}
		Deque<EntitySpan> spans = this.opened.get();
		EntitySpan inner = (spans != null) ? spans.peek() : null;
		return (inner != null && inner.entity() == entity) ? inner : spanOf(entity);
	}

	@Override
	public Map<String, String> getAllBaggage() {
		return this.baggage.all(this.entities.current());
	}

	@Override
	public Map<String, String> getAllBaggage(@Nullable TraceContext context) {
		return (context != null) ? this.baggage.all(EntityContext.entityOf(context)) : getAllBaggage();
	}

	@Override
	public Baggage getBaggage(String name) {
		return new TraceBaggage(this.entities, this.baggage, name, null);
	}

	@Override
	public Baggage getBaggage(TraceContext context, String name) {
		return new TraceBaggage(this.entities, this.baggage, name, EntityContext.entityOf(context));
	}

	@Override
	@SuppressWarnings("deprecation")
	public Baggage createBaggage(String name) {
		return getBaggage(name);
	}

	@Override
	@SuppressWarnings("deprecation")
	public Baggage createBaggage(String name, String value) {
		return getBaggage(name).set(value);
	}

	@Override
	public List<String> getBaggageFields() {
		return this.baggageFields;
	}

}
