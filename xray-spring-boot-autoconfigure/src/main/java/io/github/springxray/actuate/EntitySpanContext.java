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

package io.github.springxray.actuate;

import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.TraceID;
import io.prometheus.metrics.tracer.common.SpanContext;
import org.jspecify.annotations.Nullable;

import io.github.springxray.context.EntityThreadLocalAccessor;

/**
 * Gives Prometheus exemplars the ids of what is current and recorded: the trace's as 32
 * hexadecimal digits, as OpenTelemetry and CloudWatch write it, and the entity's.
 */
final class EntitySpanContext implements SpanContext {

	private static final EntityThreadLocalAccessor current = new EntityThreadLocalAccessor();

	@Override
	public @Nullable String getCurrentTraceId() {
		Entity entity = recorded();
		if (entity == null) {
			return null;
		}
		TraceID id = entity.getParentSegment().getTraceId();
		String text = id.toString();
		return text.substring(2, 10) + text.substring(11);
	}

	@Override
	public @Nullable String getCurrentSpanId() {
		Entity entity = recorded();
		return (entity != null) ? entity.getId() : null;
	}

	@Override
	public boolean isCurrentSpanSampled() {
		return recorded() != null;
	}

	@Override
	public void markCurrentSpanAsExemplar() {
		// X-Ray keeps every trace that is sampled
	}

	private static @Nullable Entity recorded() {
		Entity entity = current.getValue();
		return (entity != null && entity.getParentSegment().isSampled()) ? entity : null;
	}

}
