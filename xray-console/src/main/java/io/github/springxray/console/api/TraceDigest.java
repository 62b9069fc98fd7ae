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

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import io.github.springxray.console.document.TextLimits;
import io.github.springxray.console.store.StoredTrace;

/**
 * A trace in short, for an issue or whoever helps with it: what ran in what order, what
 * was alike in one line, and the exceptions with the frames next to them.
 */
final class TraceDigest {

	private static final int MAX_LINES = 200;

	private static final int MAX_EXCEPTIONS = 10;

	private static final int MAX_FRAMES = 5;

	private final StoredTrace trace;

	private final List<DigestLine> lines = new ArrayList<>();

	private final List<ObjectNode> exceptions = new ArrayList<>();

	private int omitted;

	TraceDigest(StoredTrace trace) throws BadRequestException {
		this.trace = trace;
		collect(TraceJson.segments(trace));
	}

	private void collect(List<ObjectNode> roots) {
		Map<String, List<JsonNode>> answers = new HashMap<>();
		Set<String> ids = new HashSet<>();
		Deque<JsonNode> all = new ArrayDeque<>(roots);
		while (!all.isEmpty()) {
			JsonNode node = all.removeFirst();
			ids.add(node.path("id").asString(""));
			node.path("subsegments").forEach(all::addLast);
		}
		Deque<Place> open = new ArrayDeque<>();
		for (JsonNode root : roots) {
			String parent = root.path("parent_id").asString("");
			if (ids.contains(parent) && !parent.equals(root.path("id").asString(""))) {
				answers.computeIfAbsent(parent, (id) -> new ArrayList<>()).add(root);
			}
			else {
				open.addLast(new Place(root, 0));
			}
		}
		Set<JsonNode> seen = Collections.newSetFromMap(new IdentityHashMap<>());
		while (!open.isEmpty()) {
			Place place = open.removeFirst();
			if (!seen.add(place.node)) {
				continue;
			}
			add(new DigestLine(place.node, place.depth, this.trace.summary().start()));
			List<JsonNode> below = new ArrayList<>();
			place.node.path("subsegments").forEach(below::add);
			below.addAll(answers.getOrDefault(place.node.path("id").asString(""), List.of()));
			Collections.reverse(below);
			below.forEach((child) -> open.addFirst(new Place(child, place.depth + 1)));
		}
	}

	private void add(DigestLine line) {
		DigestLine last = this.lines.isEmpty() ? null : this.lines.get(this.lines.size() - 1);
		if (last != null && last.isLike(line)) {
			last.add(line);
		}
		else if (this.lines.size() < MAX_LINES) {
			this.lines.add(line);
		}
		else {
			this.omitted++;
		}
		for (JsonNode exception : line.document.at("/cause/exceptions")) {
			if (this.exceptions.size() < MAX_EXCEPTIONS) {
				this.exceptions.add(exception(line.name, exception));
			}
		}
	}

	private static ObjectNode exception(String where, JsonNode exception) {
		ObjectNode json = Json.object();
		json.put("in", where);
		json.put("type", clean(exception.path("type"), TextLimits.TEXT));
		json.put("message", clean(exception.path("message"), TextLimits.VALUE));
		ArrayNode stack = json.putArray("stack");
		exception.path("stack").valueStream().limit(MAX_FRAMES).forEach((frame) -> {
			String label = clean(frame.path("label"), TextLimits.TEXT);
			String path = clean(frame.path("path"), TextLimits.TEXT);
			stack.add(label + " (" + path + ":" + frame.path("line").asInt(0) + ")");
		});
		return json;
	}

	/**
	 * Take out what could act on a terminal that the text is pasted into.
	 */
	private static String clean(JsonNode value, int length) {
		return TextLimits.cut(value.asString("").replaceAll("[\\p{Cc}\\p{Cf}&&[^\\n]]", " "), length);
	}

	ObjectNode json() {
		ObjectNode json = Json.object();
		json.put("id", this.trace.id());
		json.put("start", this.trace.summary().start());
		json.put("seconds", this.trace.summary().duration());
		json.put("inProgress", this.trace.summary().isInProgress());
		ArrayNode list = json.putArray("parts");
		for (DigestLine line : this.lines) {
			ObjectNode part = list.addObject();
			part.put("depth", line.depth).put("name", line.name).put("detail", line.detail).put("state", line.state);
			part.put("after", line.start).put("seconds", line.seconds).put("count", line.count);
			part.put("inProgress", line.inProgress);
			part.put("callSite", line.callSite());
		}
		json.put("omitted", this.omitted);
		json.putArray("exceptions").addAll(this.exceptions);
		return json;
	}

	String text() {
		StringBuilder text = new StringBuilder();
		text.append("Trace ").append(this.trace.id()).append(", ").append(time(this.trace.summary().duration()));
		text.append(this.trace.summary().isInProgress() ? ", in progress\n" : "\n");
		for (DigestLine line : this.lines) {
			text.append("  ".repeat(Math.min(line.depth, 30)));
			text.append((line.count > 1) ? line.count + " x " : "").append(line.name).append(' ');
			text.append(line.inProgress ? "in progress" : time(line.seconds));
			text.append(line.state.equals("ok") ? "" : " " + line.state.toUpperCase(Locale.ROOT));
			text.append(line.detail.isEmpty() ? "" : ": " + line.detail);
			text.append((line.callSite() != null) ? " at " + line.callSite() : "").append('\n');
		}
		if (this.omitted > 0) {
			text.append("and ").append(this.omitted).append(" more\n");
		}
		for (ObjectNode exception : this.exceptions) {
			text.append('\n').append(exception.path("type").stringValue()).append(": ");
			text.append(exception.path("message").stringValue()).append(" (in ");
			text.append(exception.path("in").stringValue()).append(")\n");
			exception.path("stack").forEach((frame) -> text.append("  at ").append(frame.stringValue()).append('\n'));
		}
		return text.toString();
	}

	private static String time(double seconds) {
		return String.format(Locale.ROOT, (seconds < 1) ? "%.1f ms" : "%.2f s",
				(seconds < 1) ? seconds * 1000 : seconds);
	}

	private record Place(JsonNode node, int depth) {

	}

}
