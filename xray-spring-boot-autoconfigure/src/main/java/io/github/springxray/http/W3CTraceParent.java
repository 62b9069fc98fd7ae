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

import java.util.Map;

import com.amazonaws.xray.entities.TraceID;
import org.jspecify.annotations.Nullable;

import io.github.springxray.http.IncomingTrace.Decision;

/**
 * Reads {@code traceparent}.
 *
 * @see <a href="https://www.w3.org/TR/trace-context/#traceparent-header">W3C Trace
 * Context</a>
 */
final class W3CTraceParent {

	static final String NAME = "traceparent";

	/** Of version 00; later versions only append to it. */
	private static final int LENGTH = 55;

	private static final int TRACE_START = 3;

	private static final int TRACE_END = 35;

	private static final int PARENT_START = 36;

	private static final int PARENT_END = 52;

	private static final int FLAGS_START = 53;

	private static final int SAMPLED = 1;

	private W3CTraceParent() {
	}

	static @Nullable IncomingTrace parse(String header) {
		String value = header.trim();
		if (!isWellFormed(value)) {
			return null;
		}
		int timeEnd = TRACE_START + 8;
		TraceID traceId = TraceIds
			.parse("1-" + value.substring(TRACE_START, timeEnd) + "-" + value.substring(timeEnd, TRACE_END));
		if (traceId == null || !TraceIds.isId(value, PARENT_START, PARENT_END)) {
			return null;
		}
		boolean sampled = (Character.digit(value.charAt(FLAGS_START + 1), 16) & SAMPLED) != 0;
		return new IncomingTrace(traceId, value.substring(PARENT_START, PARENT_END),
				sampled ? Decision.SAMPLED : Decision.NOT_SAMPLED, Map.of());
	}

	private static boolean isWellFormed(String value) {
		if (value.length() < LENGTH || value.startsWith("ff")) {
			return false;
		}
		if (value.length() > LENGTH && (value.startsWith("00") || value.charAt(LENGTH) != '-')) {
			return false;
		}
		for (int i = 0; i < LENGTH; i++) {
			boolean dash = (i == TRACE_START - 1 || i == TRACE_END || i == PARENT_END);
			char c = value.charAt(i);
			if (dash ? c != '-' : !isLowerCaseHex(c)) {
				return false;
			}
		}
		return true;
	}

	private static boolean isLowerCaseHex(char c) {
		return TraceIds.isHex(c) && !(c >= 'A' && c <= 'F');
	}

}
