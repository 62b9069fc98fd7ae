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

package io.github.springxray.http;

import java.util.Collections;
import java.util.Map;

import com.amazonaws.xray.entities.TraceID;
import org.jspecify.annotations.Nullable;

/**
 * What the headers of a request say about the trace that it belongs to.
 *
 * @param traceId the trace to join, {@code null} to begin one
 * @param parentId the id of what sent the request, 16 lower-case hex digits; {@code null}
 * if it is unknown or there is no trace to join
 * @param decision whether the trace is recorded
 * @param additional other fields of the header, to travel on as they are; they hold
 * printable ASCII characters only
 */
public record IncomingTrace(@Nullable TraceID traceId, @Nullable String parentId, Decision decision,
		Map<String, String> additional) {

	/**
	 * The headers say nothing.
	 */
	public static final IncomingTrace NONE = new IncomingTrace(null, null, Decision.NONE, Map.of());

	/**
	 * Create an instance that does not let the additional fields be changed.
	 */
	public IncomingTrace {
		additional = additional.isEmpty() ? Map.of() : Collections.unmodifiableMap(additional);
	}

	/**
	 * What a trace header says about sampling.
	 */
	public enum Decision {

		/**
		 * The request is to be recorded.
		 */
		SAMPLED,

		/**
		 * The request is not to be recorded.
		 */
		NOT_SAMPLED,

		/**
		 * Whoever gets the request decides, and answers with the decision.
		 */
		REQUESTED,

		/**
		 * Nothing: whoever gets the request decides.
		 */
		NONE

	}

}
