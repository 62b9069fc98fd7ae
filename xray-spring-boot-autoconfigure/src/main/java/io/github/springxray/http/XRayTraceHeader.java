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

import java.util.LinkedHashMap;
import java.util.Map;

import com.amazonaws.xray.entities.TraceID;
import org.jspecify.annotations.Nullable;

import io.github.springxray.http.IncomingTrace.Decision;

/**
 * Reads one value of {@code X-Amzn-Trace-Id}: fields in any order, parted by semicolons,
 * with white space around names and values. The first field of a name counts.
 *
 * @see <a href=
 * "https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader">Tracing
 * header</a>
 */
final class XRayTraceHeader {

	private static final int MAX_LENGTH = 1024;

	private static final int MAX_ADDITIONAL = 10;

	private @Nullable String root;

	private @Nullable String parent;

	private @Nullable String sampled;

	private @Nullable Map<String, String> additional;

	private XRayTraceHeader() {
	}

	/**
	 * Read a header that may hold several values, parted by commas. The first one with a
	 * trace wins over all that have none.
	 */
	static @Nullable IncomingTrace parse(String header) {
		int end = usableLength(header);
		IncomingTrace best = null;
		for (int start = 0; start < end;) {
			int next = indexOf(header, ',', start, end);
			IncomingTrace trace = parse(header, start, next);
			if (trace != null && trace.traceId() != null) {
				return trace;
			}
			best = (best != null) ? best : trace;
			start = next + 1;
		}
		return best;
	}

	/**
	 * A field that is cut in two is dropped.
	 */
	private static int usableLength(String header) {
		if (header.length() <= MAX_LENGTH) {
			return header.length();
		}
		return Math.max(0, Math.max(header.lastIndexOf(';', MAX_LENGTH), header.lastIndexOf(',', MAX_LENGTH)));
	}

	private static @Nullable IncomingTrace parse(String header, int start, int end) {
		XRayTraceHeader fields = new XRayTraceHeader();
		for (int from = start; from < end;) {
			int to = indexOf(header, ';', from, end);
			int equals = indexOf(header, '=', from, to);
			if (equals < to) {
				fields.put(header.substring(from, equals).trim(), header.substring(equals + 1, to).trim());
			}
			from = to + 1;
		}
		return fields.toTrace();
	}

	private static int indexOf(String header, char c, int start, int end) {
		int index = header.indexOf(c, start);
		return (index < 0 || index > end) ? end : index;
	}

	private void put(String name, String value) {
		if ("Root".equalsIgnoreCase(name)) {
			this.root = (this.root != null) ? this.root : value;
		}
		else if ("Parent".equalsIgnoreCase(name)) {
			this.parent = (this.parent != null) ? this.parent : value;
		}
		else if ("Sampled".equalsIgnoreCase(name)) {
			this.sampled = (this.sampled != null) ? this.sampled : value;
		}
		else if (!"Self".equalsIgnoreCase(name) && isPrintable(name, '!') && isPrintable(value, ' ')) {
			putAdditional(name, value);
		}
	}

	private void putAdditional(String name, String value) {
		if (this.additional == null) {
			this.additional = new LinkedHashMap<>();
		}
		if (this.additional.size() < MAX_ADDITIONAL) {
			this.additional.putIfAbsent(name, value);
		}
	}

	private static boolean isPrintable(String value, char lowest) {
		for (int i = 0; i < value.length(); i++) {
			char c = value.charAt(i);
			if (c < lowest || c > '~') {
				return false;
			}
		}
		return !value.isEmpty();
	}

	private @Nullable IncomingTrace toTrace() {
		TraceID traceId = (this.root != null) ? TraceIds.parse(this.root) : null;
		if (this.root != null && traceId == null) {
			return null;
		}
		Decision decision = toDecision(this.sampled);
		if (traceId == null && decision == Decision.NONE && this.additional == null) {
			return null;
		}
		String parentId = (traceId != null && this.parent != null) ? TraceIds.parseParent(this.parent) : null;
		return new IncomingTrace(traceId, parentId, decision, (this.additional != null) ? this.additional : Map.of());
	}

	private static Decision toDecision(@Nullable String sampled) {
		if ("1".equals(sampled)) {
			return Decision.SAMPLED;
		}
		if ("0".equals(sampled)) {
			return Decision.NOT_SAMPLED;
		}
		return "?".equals(sampled) ? Decision.REQUESTED : Decision.NONE;
	}

}
