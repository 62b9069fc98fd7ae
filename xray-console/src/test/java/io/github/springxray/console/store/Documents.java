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

package io.github.springxray.console.store;

import java.nio.charset.StandardCharsets;

/**
 * Segment documents for tests.
 */
public final class Documents {

	public static final String TRACE = "1-6b00f4be-539421500e2e8b0b35710767";

	private Documents() {
	}

	public static String traceId(long number) {
		return "1-6b00f4be-%024x".formatted(number);
	}

	public static byte[] of(String json) {
		return json.getBytes(StandardCharsets.UTF_8);
	}

	public static byte[] segment(String traceId, long id, String more) {
		return of("{\"trace_id\":\"%s\",\"id\":\"%016x\",\"name\":\"users\",\"start_time\":1794000000.0%s}"
			.formatted(traceId, id, more));
	}

	public static byte[] subsegment(long id, long parent, String name, String more) {
		return of(
				"{\"type\":\"subsegment\",\"trace_id\":\"%s\",\"id\":\"%016x\",\"parent_id\":\"%016x\",\"name\":\"%s\",\"start_time\":1794000000.%03d%s}"
					.formatted(TRACE, id, parent, name, id % 1000, more));
	}

}
