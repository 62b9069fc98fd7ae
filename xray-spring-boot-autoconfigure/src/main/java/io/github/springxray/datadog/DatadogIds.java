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

package io.github.springxray.datadog;

/**
 * What Datadog calls traces, segments and subsegments that it imports from X-Ray. This is
 * internal.
 */
public final class DatadogIds {

	private static final int HEX_DIGITS = 16;

	private DatadogIds() {
	}

	/**
	 * Return the id of a trace: the last 63 bits of that of X-Ray.
	 * @param traceId the id of the trace, in any form that ends with its last 16 hex
	 * digits
	 * @return a decimal number
	 */
	public static String traceId(String traceId) {
		return Long.toString(last(traceId) & Long.MAX_VALUE);
	}

	/**
	 * Return the id of a segment or subsegment: all of its 64 bits.
	 * @param id the id, 16 hex digits
	 * @return a decimal number without a sign
	 */
	public static String spanId(String id) {
		return Long.toUnsignedString(last(id));
	}

	private static long last(String hex) {
		return Long.parseUnsignedLong(hex, hex.length() - HEX_DIGITS, hex.length(), 16);
	}

}
