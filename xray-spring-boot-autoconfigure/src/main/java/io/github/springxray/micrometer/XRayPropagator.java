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

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import com.amazonaws.xray.entities.Entity;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.propagation.Propagator;
import org.jspecify.annotations.Nullable;

import io.github.springxray.http.IncomingTrace;
import io.github.springxray.http.OutgoingHeaders;
import io.github.springxray.http.PropagationFormat;
import io.github.springxray.http.TraceHeaders;

/**
 * Writes and reads the headers of traces in the formats of {@code xray.propagation}. It
 * sets headers and adds none.
 */
final class XRayPropagator implements Propagator {

	private final SpanEntities entities;

	private final TraceHeaders headers;

	private final List<String> fields;

	XRayPropagator(SpanEntities entities, TraceHeaders headers, List<PropagationFormat> formats) {
		this.entities = entities;
		this.headers = headers;
		List<String> names = new ArrayList<>();
		for (PropagationFormat format : formats) {
			names.add((format == PropagationFormat.XRAY) ? TraceHeaders.X_AMZN_TRACE_ID : "traceparent");
		}
		this.fields = List.copyOf(names);
	}

	@Override
	public List<String> fields() {
		return this.fields;
	}

	/**
	 * Ids of something elsewhere are passed on in the format of X-Ray.
	 */
	@Override
	public <C> void inject(TraceContext context, @Nullable C carrier, Setter<C> setter) {
		if (carrier == null) {
			return;
		}
		Entity entity = EntityContext.entityOf(context);
		this.entities.safely("writing trace headers", () -> {
			if (entity != null) {
				this.headers.write(entity, new Carrier<>(carrier, setter));
			}
			else if (context.traceId() != null && context.traceId().length() == SpanParent.HEX_TRACE_ID) {
				setter.set(carrier, TraceHeaders.X_AMZN_TRACE_ID, headerOf(context));
			}
		});
	}

	private static String headerOf(TraceContext context) {
		String trace = context.traceId();
		StringBuilder header = new StringBuilder("Root=1-").append(trace, 0, SpanParent.HEX_TIME)
			.append('-')
			.append(trace, SpanParent.HEX_TIME, SpanParent.HEX_TRACE_ID);
		if (context.spanId() != null && !context.spanId().isEmpty()) {
			header.append(";Parent=").append(context.spanId());
		}
		if (context.sampled() != null) {
			header.append(context.sampled() ? ";Sampled=1" : ";Sampled=0");
		}
		return header.toString();
	}

	@Override
	public <C> Span.Builder extract(@Nullable C carrier, Getter<C> getter) {
		EntitySpanBuilder builder = new EntitySpanBuilder(this.entities);
		if (carrier == null) {
			return builder;
		}
		this.entities.safely("reading trace headers", () -> {
			IncomingTrace trace = this.headers.read(new Received<>(carrier, getter)::header);
			if (trace.traceId() != null || trace.decision() != IncomingTrace.Decision.NONE) {
				builder.setParent(trace);
			}
		});
		return builder;
	}

	/**
	 * What was received, with headers.
	 *
	 * @param <C> what has the headers
	 * @param carrier what has them
	 * @param getter gives them
	 */
	private record Received<C>(C carrier, Getter<C> getter) {

		@Nullable String header(String name) {
			String value = this.getter.get(this.carrier, name);
			return (value != null) ? value : this.getter.get(this.carrier, name.toLowerCase(Locale.ROOT));
		}

	}

	/**
	 * Headers that can be set and not be read.
	 *
	 * @param <C> what has the headers
	 * @param carrier what has them
	 * @param setter sets them
	 */
	private record Carrier<C>(C carrier, Setter<C> setter) implements OutgoingHeaders {

		@Override
		public List<String> get(String name) {
			return List.of();
		}

		@Override
		public void set(String name, String value) {
			this.setter.set(this.carrier, name, value);
		}

		@Override
		public void remove(String name) {
			// Nothing is there that is known of
		}

	}

}
