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

package io.github.springxray.console.otlp;

import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import io.github.springxray.console.document.Ids;

/**
 * What went wrong in a span: the exceptions among its events, or the message of its
 * status.
 */
final class CauseBlock {

	static final String EVENT = "exception";

	// Any that is not likely to be an id by itself
	private static final long SALT = 0x9E3779B97F4A7C15L;

	private final OtlpSpan span;

	private final Attributes attributes;

	private final boolean java;

	private final ArrayNode exceptions;

	private final ObjectNode cause = JsonTexts.object();

	CauseBlock(OtlpSpan span, Attributes attributes, @Nullable String language) {
		this.span = span;
		this.attributes = attributes;
		this.java = "java".equals(language);
		this.exceptions = this.cause.putArray("exceptions");
	}

	void write(ObjectNode document) {
		JsonNode said = JsonTexts.read(this.attributes.value("aws.xray.cause"));
		if (said.isString() && Ids.parse(said.stringValue()) != 0) {
			document.put("cause", said.stringValue());
			return;
		}
		for (JsonNode event : this.span.events()) {
			if (event.path("name").asString("").equals(EVENT)) {
				add(new Attributes(event));
			}
		}
		String type = this.attributes.text("error.type");
		boolean named = type != null && !type.chars().allMatch(Character::isDigit);
		if (this.exceptions.isEmpty() && this.span.isError() && (named || !this.span.message().isEmpty())) {
			add(named ? type : null, this.span.message(), null);
		}
		if (said instanceof ObjectNode more) {
			JsonTexts.merge(this.cause, more);
		}
		if (!this.exceptions.isEmpty() || this.cause.size() > 1) {
			document.set("cause", this.cause);
		}
	}

	private void add(Attributes event) {
		String type = event.text("exception.type");
		String message = event.text("exception.message");
		List<List<String>> parts = StackTraces.parts(event.text("exception.stacktrace"));
		String id = event.text("aws.xray.exception.id");
		ObjectNode first = add(type, message, id);
		addStack(first, parts, 0);
		if (id != null) {
			restore(event, first, parts);
			return;
		}
		ObjectNode before = first;
		for (int i = 1; i < parts.size(); i++) {
			String header = StackTraces.headerOfCause(parts.get(i));
			int colon = header.indexOf(": ");
			ObjectNode next = (colon > 0) ? add(header.substring(0, colon), header.substring(colon + 2), null)
					: add(header, null, null);
			before.set("cause", next.path("id"));
			addStack(next, parts, i);
			before = next;
		}
	}

	/**
	 * Add what was an exception of X-Ray before, with all that its text does not say.
	 */
	private void restore(Attributes event, ObjectNode first, List<List<String>> parts) {
		if (Boolean.TRUE.equals(event.flag("aws.xray.exception.remote"))) {
			first.put("remote", true);
		}
		for (String count : new String[] { "truncated", "skipped" }) {
			Long number = event.number("aws.xray.exception." + count);
			if (number != null) {
				first.put(count, number.longValue());
			}
		}
		ObjectNode last = first;
		int index = 1;
		for (JsonNode more : JsonTexts.read(event.value("aws.xray.exception.causes"))) {
			ObjectNode next = this.exceptions.addObject();
			if (more instanceof ObjectNode fields) {
				JsonTexts.merge(next, fields);
			}
			last.set("cause", next.path("id"));
			addStack(next, parts, index++);
			last = next;
		}
		JsonTexts.put(last, "cause", event.text("aws.xray.exception.cause"));
	}

	private ObjectNode add(@Nullable String type, @Nullable String message, @Nullable String id) {
		long number = this.span.id() ^ SALT * (this.exceptions.size() + 1);
		ObjectNode exception = this.exceptions.addObject();
		exception.put("id", (id != null) ? id : Ids.format((number != 0) ? number : 1));
		JsonTexts.put(exception, "type", type);
		JsonTexts.put(exception, "message", message);
		if (id == null && this.span.kind().isCall()) {
			exception.put("remote", true);
		}
		return exception;
	}

	private void addStack(ObjectNode exception, List<List<String>> parts, int index) {
		List<ObjectNode> frames = (index < parts.size()) ? StackTraces.frames(parts.get(index), this.java) : List.of();
		if (!frames.isEmpty()) {
			exception.putArray("stack").addAll(frames);
		}
	}

}
