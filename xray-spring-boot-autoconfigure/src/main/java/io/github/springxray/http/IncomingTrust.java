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

import org.jspecify.annotations.Nullable;

import io.github.springxray.http.IncomingTrace.Decision;

/**
 * How far the trace headers of what comes in are believed.
 */
public enum IncomingTrust {

	/**
	 * Its trace is joined, and its sampling decision is heeded.
	 */
	TRUE,

	/**
	 * Nothing is believed: everything that comes in begins a trace of its own.
	 */
	FALSE,

	/**
	 * Its trace is joined, and whether that is recorded is decided here.
	 */
	ID;

	/**
	 * Return what is believed of a trace. A caller that says of itself that it is not
	 * recorded will never be seen as a parent; one that asks for the decision is answered
	 * as ever.
	 * @param trace what the headers say
	 * @return what is left of it, {@code null} if that is nothing
	 */
	@Nullable IncomingTrace believe(@Nullable IncomingTrace trace) {
		if (trace == null || this == FALSE) {
			return null;
		}
		if (this == TRUE || trace.decision() == Decision.REQUESTED) {
			return trace;
		}
		String parentId = (trace.decision() == Decision.NOT_SAMPLED) ? null : trace.parentId();
		return new IncomingTrace(trace.traceId(), parentId, Decision.NONE, trace.additional());
	}

}
