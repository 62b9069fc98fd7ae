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

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import com.amazonaws.xray.entities.Entity;

import io.github.springxray.context.Segments;
import io.github.springxray.recorder.TraceNotes;

/**
 * Remembers the trace headers that came in with a request. A gateway, or any code that
 * copies the headers of a request to a client, copies these as well, though nobody meant
 * to send the callee the parent of the caller.
 */
final class ReceivedHeaders {

	static final String TRACE_STATE = "tracestate";

	private static final String[] NAMES = { TraceHeaders.X_AMZN_TRACE_ID, W3CTraceParent.NAME, TRACE_STATE };

	private final TraceNotes<Map<String, List<String>>> received = new TraceNotes<>();

	void keep(Entity entity, Function<String, List<String>> headers) {
		Map<String, List<String>> values = new LinkedHashMap<>();
		for (String name : NAMES) {
			List<String> lines = headers.apply(name);
			if (!lines.isEmpty()) {
				values.put(name, List.copyOf(lines));
			}
		}
		if (!values.isEmpty()) {
			this.received.computeIfAbsent(entity.getParentSegment(), () -> values);
		}
	}

	/**
	 * Return those values of a header that the current request did not bring: the same
	 * list if that is all of them.
	 */
	List<String> ownOf(Entity entity, String name, List<String> values) {
		List<String> received = values.isEmpty() ? List.of() : of(entity, name);
		if (received.isEmpty()) {
			return values;
		}
		List<String> known = parts(name, received).stream().map(ReceivedHeaders::normalize).toList();
		List<String> parts = parts(name, values);
		List<String> own = parts.stream().filter((part) -> !known.contains(normalize(part))).toList();
		return (own.size() < parts.size()) ? own : values;
	}

	/**
	 * Return the lines that a header came in with, or that AWS Lambda gave, which the AWS
	 * SDK sends by itself.
	 */
	List<String> of(Entity entity, String name) {
		Map<String, List<String>> headers = this.received.get(entity.getParentSegment());
		List<String> lines = (headers != null) ? headers.getOrDefault(name, List.of()) : List.of();
		String invocation = name.equals(TraceHeaders.X_AMZN_TRACE_ID) ? Segments.invocationHeader() : null;
		if (invocation == null) {
			return lines;
		}
		List<String> all = new ArrayList<>(lines);
		all.add(invocation);
		return all;
	}

	/**
	 * Several values may come as lines or in one line. The list of {@code tracestate} is
	 * one value.
	 */
	private static List<String> parts(String name, List<String> lines) {
		if (name.equals(TRACE_STATE)) {
			return List.of(String.join(",", lines));
		}
		return lines.stream()
			.flatMap((line) -> Arrays.stream(line.split(",")))
			.map(String::trim)
			.filter((part) -> !part.isEmpty())
			.toList();
	}

	/**
	 * Case, white space and the order of fields do not make another value.
	 */
	private static String normalize(String value) {
		return Arrays.stream(value.split("[;,]"))
			.map((field) -> field.replaceAll("\\s+", "").toLowerCase(Locale.ROOT))
			.filter((field) -> !field.isEmpty())
			.sorted(Comparator.naturalOrder())
			.collect(Collectors.joining(";"));
	}

}
