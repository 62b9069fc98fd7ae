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
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import io.github.springxray.console.document.InvalidDocumentException;
import io.github.springxray.console.store.LogLine;
import io.github.springxray.console.store.LogStore;

/**
 * Takes the lines of one request. Those that belong to no trace are left out, and nobody
 * is told so: an application sends all of its log.
 */
final class LogIntake implements SpanConsumer {

	private static final double NANOS = 1e9;

	private static final int HEX = 32;

	private final List<Line> lines = new ArrayList<>();

	private long rejected;

	private @Nullable String message;

	private String service = "";

	private String scope = "";

	@Override
	public void resource(JsonNode json) {
		this.service = attribute(json, "service.name");
	}

	@Override
	public void scope(JsonNode scope) {
		this.scope = scope.path("name").asString("");
	}

	@Override
	public void span(JsonNode item) {
		String trace = item.path("traceId").asString("").toLowerCase(Locale.ROOT);
		if (trace.length() != HEX || !trace.matches("[0-9a-f]+") || trace.matches("0+")) {
			return;
		}
		double time = time(item.path("timeUnixNano"));
		if (!(time > 0)) {
			time = time(item.path("observedTimeUnixNano"));
		}
		String exception = attribute(item, "exception.stacktrace");
		if (exception.isEmpty()) {
			exception = (attribute(item, "exception.type") + " " + attribute(item, "exception.message")).trim();
		}
		this.lines.add(new Line("1-" + trace.substring(0, 8) + "-" + trace.substring(8),
				new LogLine(time, level(item), this.scope, attribute(item, "thread.name"), this.service,
						item.path("spanId").asString("").toLowerCase(Locale.ROOT), text(item.path("body")),
						exception)));
	}

	private static double time(JsonNode nanos) {
		try {
			return Long.parseUnsignedLong(nanos.asString("0")) / NANOS;
		}
		catch (NumberFormatException ex) {
			return 0;
		}
	}

	/**
	 * Return the name of the level, or that of its number, of which there are four for
	 * each level.
	 */
	private static String level(JsonNode item) {
		String text = item.path("severityText").asString("");
		if (!text.isEmpty()) {
			return text.toUpperCase(Locale.ROOT);
		}
		int number = item.path("severityNumber").asInt(0);
		String[] names = { "TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL" };
		return (number >= 1 && number <= 24) ? names[(number - 1) / 4] : "";
	}

	private static String text(JsonNode value) {
		JsonNode text = value.path("stringValue");
		if (text.isString()) {
			return text.stringValue();
		}
		return value.isEmpty() ? "" : value.toString();
	}

	private static String attribute(JsonNode owner, String key) {
		for (JsonNode attribute : owner.path("attributes")) {
			if (attribute.path("key").asString("").equals(key)) {
				return attribute.path("value").path("stringValue").asString("");
			}
		}
		return "";
	}

	@Override
	public void unreadable(InvalidDocumentException reason) {
		this.rejected++;
		this.message = reason.getMessage();
	}

	void store(LogStore store) {
		this.lines.forEach((line) -> store.add(line.trace, line.line));
	}

	long rejected() {
		return this.rejected;
	}

	@Nullable String message() {
		return this.message;
	}

	private record Line(String trace, LogLine line) {

	}

}
