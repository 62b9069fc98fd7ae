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

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * What the headers of Datadog say about who called.
 *
 * @param traceId the id of its trace
 * @param parentId the id of the span that called
 * @param priority whether the trace is kept
 */
record DatadogUpstream(String traceId, String parentId, String priority) {

	static final String TRACE_ID = "x-datadog-trace-id";

	static final String PARENT_ID = "x-datadog-parent-id";

	static final String PRIORITY = "x-datadog-sampling-priority";

	/**
	 * What the libraries of Datadog assume: somebody wants the trace to be kept.
	 */
	static final String KEEP = "2";

	static final String REJECT = "-1";

	private static final Pattern ID = Pattern.compile("[0-9]{1,20}");

	private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,2}");

	/**
	 * Read headers. Clients can send anything, and what is recorded of it are numbers.
	 * @return what they say, {@code null} if they do not name a trace and a parent
	 */
	static @Nullable DatadogUpstream read(Function<String, List<String>> headers) {
		String traceId = only(headers.apply(TRACE_ID), ID);
		String parentId = (traceId != null) ? only(headers.apply(PARENT_ID), ID) : null;
		if (traceId == null || parentId == null) {
			return null;
		}
		String priority = only(headers.apply(PRIORITY), NUMBER);
		return new DatadogUpstream(traceId, parentId, (priority != null) ? priority : KEEP);
	}

	private static @Nullable String only(List<String> lines, Pattern pattern) {
		String value = (lines.size() == 1) ? lines.get(0).trim() : "";
		return pattern.matcher(value).matches() ? value : null;
	}

	/**
	 * Return what the libraries of Datadog record.
	 */
	Map<String, String> toMetadata() {
		Map<String, String> metadata = new LinkedHashMap<>();
		metadata.put("trace-id", this.traceId);
		metadata.put("parent-id", this.parentId);
		metadata.put("sampling-priority", this.priority);
		return metadata;
	}

}
