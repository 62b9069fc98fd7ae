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

import java.util.ArrayList;
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

	private static final String CAUSED_BY = "Caused by: ";

	private static final String JAVA = "java";

	// Any that is not likely to be an id by itself
	private static final long SALT = 0x9E3779B97F4A7C15L;

	private final OtlpSpan span;

	private final Attributes attributes;

	private final @Nullable String language;

	private final ArrayNode exceptions;

	private final ObjectNode cause = JsonTexts.object();

	CauseBlock(OtlpSpan span, Attributes attributes, @Nullable String language) {
		this.span = span;
		this.attributes = attributes;
		this.language = language;
		this.exceptions = this.cause.putArray("exceptions");
	}

	void write(ObjectNode document) {
		JsonNode said = this.attributes.value("aws.xray.cause");
		ObjectNode more = JsonTexts.object(said);
		if (more == null && said.isString() && Ids.parse(said.stringValue()) != 0) {
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
		if (more != null) {
			JsonTexts.merge(this.cause, more);
		}
		if (!this.exceptions.isEmpty() || this.cause.size() > 1) {
			document.set("cause", this.cause);
		}
	}

	private void add(Attributes event) {
		String type = event.text("exception.type");
		String message = event.text("exception.message");
		String stack = event.text("exception.stacktrace");
		String id = event.text("aws.xray.exception.id");
		if (id == null) {
			addChain(type, message, (stack != null) ? stack : "");
			return;
		}
		ObjectNode exception = add(type, message, id);
		if (Boolean.TRUE.equals(event.flag("aws.xray.exception.remote"))) {
			exception.put("remote", true);
		}
		for (String count : new String[] { "truncated", "skipped" }) {
			Long number = event.number("aws.xray.exception." + count);
			if (number != null) {
				exception.put(count, number.longValue());
			}
		}
		JsonTexts.put(exception, "cause", event.text("aws.xray.exception.cause"));
		if (stack != null) {
			List<String> lines = stack.lines().toList();
			addStack(exception, lines.subList(headerOf(lines), lines.size()));
		}
	}

	/**
	 * Add an exception, and each that is told of as its cause.
	 */
	private void addChain(@Nullable String type, @Nullable String message, String stack) {
		List<String> lines = stack.lines().toList();
		List<Integer> starts = new ArrayList<>(List.of(0));
		for (int i = 1; i < lines.size(); i++) {
			if (lines.get(i).startsWith(CAUSED_BY)) {
				starts.add(i);
			}
		}
		ObjectNode before = null;
		for (int i = 0; i < starts.size(); i++) {
			int end = (i + 1 < starts.size()) ? starts.get(i + 1) : lines.size();
			List<String> part = lines.subList(Math.min(starts.get(i), lines.size()), end);
			List<String> frames = part.subList(headerOf(part), part.size());
			ObjectNode exception;
			if (before == null) {
				exception = add(type, message, null);
			}
			else {
				exception = addCause(String.join("\n", part.subList(0, headerOf(part))).substring(CAUSED_BY.length()));
				before.put("cause", exception.path("id").stringValue());
			}
			addStack(exception, withoutSuppressed(frames));
			before = exception;
		}
	}

	private ObjectNode addCause(String header) {
		int colon = header.indexOf(": ");
		return (colon > 0) ? add(header.substring(0, colon), header.substring(colon + 2), null)
				: add(header, null, null);
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

	private void addStack(ObjectNode exception, List<String> lines) {
		List<ObjectNode> frames = StackTraces.frames(lines, JAVA.equals(this.language));
		if (!frames.isEmpty()) {
			exception.putArray("stack").addAll(frames);
		}
	}

	/**
	 * Return how many lines are the name and the message, which may have several.
	 */
	private static int headerOf(List<String> lines) {
		int header = 0;
		while (header < lines.size() && !isFrame(lines.get(header))) {
			header++;
		}
		// In a language of which nothing is known the first line says what happened
		return (header == lines.size()) ? Math.min(1, header) : header;
	}

	private static boolean isFrame(String line) {
		String text = line.strip();
		return text.startsWith("at ") || text.startsWith("File \"") || text.startsWith("... ");
	}

	/**
	 * What was suppressed is deeper than what it was suppressed by.
	 */
	private static List<String> withoutSuppressed(List<String> lines) {
		List<String> frames = new ArrayList<>();
		boolean suppressed = false;
		for (String line : lines) {
			suppressed |= line.strip().startsWith("Suppressed: ");
			if (!suppressed && !line.strip().startsWith("... ")) {
				frames.add(line);
			}
		}
		return frames;
	}

}
