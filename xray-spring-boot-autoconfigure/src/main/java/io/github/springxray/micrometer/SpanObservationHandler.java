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
import io.micrometer.observation.Observation;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.TracingObservationHandler;
import org.jspecify.annotations.Nullable;

import io.github.springxray.observation.ObservationTraces;

/**
 * Hears of observations in the place of Micrometer's own tracing handlers, which would
 * make spans of all of them. What counts beside it finds the span in the context. Where
 * observations are not traced, none of them becomes a span either.
 */
final class SpanObservationHandler implements TracingObservationHandler<Observation.Context> {

	private final XRayTracer tracer;

	private final @Nullable ObservationTraces traces;

	SpanObservationHandler(XRayTracer tracer, @Nullable ObservationTraces traces) {
		this.tracer = tracer;
		this.traces = traces;
	}

	@Override
	public void onStart(Observation.@Nullable Context context) {
		if (context == null) {
			return;
		}
		ObservationTraces recording = this.traces;
		Span span;
		if (recording != null) {
			recording.start(context);
			Entity entity = recording.recordedAs(context);
			span = (EntityContext.of(entity) != null && entity != null) ? this.tracer.spanOf(entity) : null;
		}
		else {
			span = this.tracer.currentSpan();
		}
		TracingContext tracing = context.computeIfAbsent(TracingContext.class, (key) -> new TracingContext());
		if (span != null) {
			tracing.setSpan(span);
		}
	}

	@Override
	public void onScopeOpened(Observation.@Nullable Context context) {
		if (this.traces != null) {
			this.traces.openScope(context);
		}
	}

	@Override
	public void onScopeClosed(Observation.@Nullable Context context) {
		if (this.traces != null) {
			this.traces.closeScope(context);
		}
	}

	@Override
	@SuppressWarnings("deprecation")
	public void onScopeReset(Observation.@Nullable Context context) {
		if (this.traces != null) {
			this.traces.resetScopes(context);
		}
	}

	@Override
	public void onEvent(Observation.Event event, Observation.@Nullable Context context) {
		if (this.traces != null) {
			this.traces.event(event, context);
		}
	}

	@Override
	public void onError(Observation.@Nullable Context context) {
		// It is recorded in the end
	}

	@Override
	public void onStop(Observation.@Nullable Context context) {
		if (this.traces != null) {
			this.traces.stop(context);
		}
	}

	/**
	 * Micrometer's own tests ask whether all are supported, and none is one of them.
	 */
	@Override
	public boolean supportsContext(Observation.@Nullable Context context) {
		return true;
	}

	@Override
	public Tracer getTracer() {
		return this.tracer;
	}

}
