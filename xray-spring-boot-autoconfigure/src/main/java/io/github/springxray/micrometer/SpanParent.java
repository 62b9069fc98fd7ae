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

import java.util.Map;

import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.TraceID;
import io.micrometer.tracing.TraceContext;
import org.jspecify.annotations.Nullable;

import io.github.springxray.http.IncomingTrace;
import io.github.springxray.http.IncomingTrace.Decision;

/**
 * What a span that is to be begun is a part of.
 */
@FunctionalInterface
interface SpanParent {

	/**
	 * There is nothing: it begins a trace.
	 */
	SpanParent NONE = SpanEntities::beginRoot;

	int HEX_TRACE_ID = 32;

	int HEX_TIME = 8;

	/**
	 * Begin what the span is.
	 */
	SpanWork begin(SpanEntities entities, String name);

	static SpanParent of(@Nullable Entity entity) {
		return (entity != null) ? (entities, name) -> entities.begin(name, entity) : NONE;
	}

	static SpanParent of(IncomingTrace trace) {
		return (entities, name) -> entities.beginRemote(name, trace);
	}

	/**
	 * Ids that X-Ray does not take begin a trace.
	 */
	static SpanParent of(TraceContext context) {
		Entity entity = EntityContext.entityOf(context);
		if (entity != null) {
			return of(entity);
		}
		IncomingTrace trace = traceOf(context);
		return (trace != null) ? of(trace) : NONE;
	}

	private static @Nullable IncomingTrace traceOf(TraceContext context) {
		String trace = context.traceId();
		if (trace == null || trace.length() != HEX_TRACE_ID || !isHex(trace)) {
			return null;
		}
		TraceID id = TraceID.fromString("1-" + trace.substring(0, HEX_TIME) + "-" + trace.substring(HEX_TIME));
		String parent = (context.spanId() != null && context.spanId().length() == 16 && isHex(context.spanId()))
				? context.spanId() : null;
		Boolean sampled = context.sampled();
		Decision decision = Decision.NONE;
		if (sampled != null) {
			decision = sampled ? Decision.SAMPLED : Decision.NOT_SAMPLED;
		}
		return new IncomingTrace(id, parent, decision, Map.of());
	}

	private static boolean isHex(String id) {
		return id.chars().allMatch((c) -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
	}

}
