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

package io.github.springxray.console.api;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import io.github.springxray.console.document.TextLimits;

/**
 * A segment or subsegment in a {@link TraceDigest}, or several that are alike and follow
 * each other.
 */
final class DigestLine {

	private static final String NAME = "name";

	final JsonNode document;

	final int depth;

	final String name;

	final String detail;

	final String state;

	final double start;

	double seconds;

	int count = 1;

	boolean inProgress;

	DigestLine(JsonNode document, int depth, double start) {
		this.document = document;
		this.depth = depth;
		this.name = cut(document.path(NAME).asString(""));
		this.detail = detail(document);
		this.state = state(document);
		this.start = document.path("start_time").asDouble(start) - start;
		this.inProgress = !document.path("end_time").isNumber();
		this.seconds = this.inProgress ? 0
				: Math.max(0, document.path("end_time").asDouble(0) - document.path("start_time").asDouble(0));
	}

	private static String cut(String text) {
		String line = text.replaceAll("\\s+", " ").replaceAll("[\\p{Cc}\\p{Cf}]", " ");
		return TextLimits.cut(line, TextLimits.NAME);
	}

	private static String detail(JsonNode document) {
		List<String> parts = new ArrayList<>();
		JsonNode request = document.at("/http/request");
		add(parts, request.path("method"));
		add(parts, request.path("url"));
		add(parts, document.at("/http/response/status"));
		add(parts, document.at("/sql/sanitized_query"));
		JsonNode aws = document.path("aws");
		for (String field : new String[] { "operation", "table_name", "bucket_name", "queue_url", "topic_arn" }) {
			add(parts, aws.path(field));
		}
		return cut(String.join(" ", parts));
	}

	private static void add(List<String> parts, JsonNode value) {
		if (value.isString() || value.isNumber()) {
			parts.add(value.asString());
		}
	}

	private static String state(JsonNode document) {
		for (String state : new String[] { "fault", "throttle", "error" }) {
			if (document.path(state).asBoolean(false)) {
				return state;
			}
		}
		return "ok";
	}

	@Nullable String callSite() {
		JsonNode place = this.document.at("/metadata/code/call_site");
		return place.isString() ? cut(place.stringValue()) : null;
	}

	/**
	 * Return whether this stands for another one as well, if nothing is below either.
	 */
	boolean isLike(DigestLine other) {
		return this.depth == other.depth && this.name.equals(other.name) && this.detail.equals(other.detail)
				&& this.state.equals(other.state) && isLeaf() && other.isLeaf() && !this.document.has("cause");
	}

	private boolean isLeaf() {
		return this.document.path("subsegments").isEmpty();
	}

	void add(DigestLine other) {
		this.count++;
		this.seconds += other.seconds;
		this.inProgress |= other.inProgress;
	}

}
