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

package io.github.springxray.console.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

import tools.jackson.databind.json.JsonMapper;

/**
 * A segment or subsegment to be written down.
 */
final class Part {

	private static final AtomicLong IDS = new AtomicLong(0x1000);

	private final Map<String, Object> fields = new LinkedHashMap<>();

	private final double start;

	private Part(String name, double start, double seconds) {
		this.start = start;
		this.fields.put("name", name);
		this.fields.put("id", String.format("%016x", IDS.incrementAndGet() * 0x9e3779b1L));
		this.fields.put("start_time", start);
		this.fields.put("end_time", start + seconds);
	}

	static Part segment(String traceId, String name, double start, double seconds) {
		return new Part(name, start, seconds).with("trace_id", traceId);
	}

	static Part subsegment(String name, double start, double seconds) {
		return new Part(name, start, seconds);
	}

	Part with(String field, Object value) {
		this.fields.put(field, value);
		return this;
	}

	Part http(String method, String url, int status) {
		with("http", Map.of("request", Map.of("method", method, "url", url), "response", Map.of("status", status)));
		if (status == 429) {
			with("throttle", true);
		}
		if (status >= 400) {
			with((status >= 500) ? "fault" : "error", true);
		}
		return this;
	}

	/**
	 * Say that it answers what another part asked.
	 */
	Part calledBy(Part caller) {
		return with("parent_id", caller.id());
	}

	/**
	 * Say that this one has not ended yet.
	 */
	Part inProgress() {
		this.fields.remove("end_time");
		return with("in_progress", true);
	}

	Part add(Part... children) {
		@SuppressWarnings("unchecked")
		List<Object> subsegments = (List<Object>) this.fields.computeIfAbsent("subsegments",
				(key) -> new ArrayList<>());
		for (Part child : children) {
			subsegments.add(child.fields);
		}
		return this;
	}

	/**
	 * Make a document of its own of a subsegment.
	 */
	Part alone(String traceId, Part parent) {
		return with("type", "subsegment").with("trace_id", traceId).calledBy(parent);
	}

	String id() {
		return (String) this.fields.get("id");
	}

	double start() {
		return this.start;
	}

	byte[] document() {
		return JsonMapper.shared().writeValueAsBytes(this.fields);
	}

}
