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
import java.util.Collections;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads the text of a stack, which each language writes in its own way. Lines that are
 * nothing known are frames with no more than a label, if there are no others.
 */
final class StackTraces {

	private static final String CAUSED_BY = "Caused by: ";

	private static final String UNKNOWN = "Unknown Source";

	private static final int MAX_FRAMES = 1000;

	private StackTraces() {
	}

	/**
	 * Part the text of an exception from those of its causes, as Java prints them.
	 * @return the lines of each, empty if there are none
	 */
	static List<List<String>> parts(@Nullable String text) {
		List<List<String>> parts = new ArrayList<>();
		if (text == null) {
			return parts;
		}
		for (String line : text.lines().toList()) {
			if (parts.isEmpty() || line.startsWith(CAUSED_BY)) {
				parts.add(new ArrayList<>());
			}
			parts.get(parts.size() - 1).add(line);
		}
		return parts;
	}

	/**
	 * Return the name and the message of a cause.
	 */
	static String headerOfCause(List<String> lines) {
		return String.join("\n", lines.subList(0, headerOf(lines))).substring(CAUSED_BY.length());
	}

	/**
	 * Return the frames of an exception, the innermost first.
	 * @param lines its name and its message, and what follows them
	 * @param java whether labels may start with a module
	 */
	static List<ObjectNode> frames(List<String> lines, boolean java) {
		List<ObjectNode> frames = new ArrayList<>();
		boolean python = false;
		for (String line : lines.subList(headerOf(lines), lines.size())) {
			String text = line.strip();
			if (text.startsWith("Suppressed: ")) {
				// What is deeper belongs to it, and nothing else follows
				break;
			}
			if (text.startsWith("at ")) {
				frames.add(at(text.substring(3), java));
			}
			else if (text.startsWith("File \"")) {
				python = true;
				frames.add(file(text));
			}
		}
		if (python) {
			Collections.reverse(frames);
		}
		if (frames.isEmpty() && !java) {
			lines.stream()
				.skip(1)
				.map(String::strip)
				.filter((line) -> !line.isEmpty())
				.forEach((line) -> frames.add(JsonTexts.object().put("label", line)));
		}
		return frames.subList(0, Math.min(frames.size(), MAX_FRAMES));
	}

	/**
	 * Return how many lines are the name and the message, which may have several.
	 */
	private static int headerOf(List<String> lines) {
		int header = 0;
		while (header < lines.size() && !isFrame(lines.get(header).strip())) {
			header++;
		}
		return header;
	}

	private static boolean isFrame(String text) {
		return text.startsWith("at ") || text.startsWith("File \"") || text.startsWith("... ");
	}

	/**
	 * {@code a.B.c(B.java:12)}, {@code c (/b.js:12:5)}, {@code /b.js:12:5} or
	 * {@code B.C(D d) in /b.cs:line 12}.
	 */
	private static ObjectNode at(String text, boolean java) {
		int in = text.lastIndexOf(") in ");
		if (in > 0) {
			return frame(text.substring(0, in + 1), text.substring(in + 5).replace(":line ", ":"));
		}
		int open = text.endsWith(")") ? text.lastIndexOf('(') : -1;
		if (open < 0) {
			return frame("", text);
		}
		String label = text.substring(0, open).strip();
		String location = text.substring(open + 1, text.length() - 1);
		ObjectNode frame = frame(java ? withoutModule(label) : label, location.equals(UNKNOWN) ? "" : location);
		if (java && !frame.has("line")) {
			frame.put("line", 0);
		}
		return frame;
	}

	/**
	 * Names of hidden classes have a slash as well, behind what makes them so.
	 */
	private static String withoutModule(String label) {
		String rest = label;
		for (int slash = rest.indexOf('/'); slash >= 0; slash = rest.indexOf('/')) {
			if (rest.substring(0, slash).contains("$$")) {
				break;
			}
			rest = rest.substring(slash + 1);
		}
		return rest;
	}

	/**
	 * {@code File "b.py", line 12, in c}.
	 */
	private static ObjectNode file(String text) {
		int quote = text.indexOf('"', 6);
		int line = text.indexOf(", line ", Math.max(0, quote));
		int in = text.indexOf(", in ", Math.max(0, line));
		if (quote < 0 || line < 0) {
			return JsonTexts.object().put("label", text);
		}
		String number = text.substring(line + 7, (in >= 0) ? in : text.length());
		return frame((in >= 0) ? text.substring(in + 5) : "", text.substring(6, quote) + ":" + number);
	}

	private static ObjectNode frame(String label, String location) {
		ObjectNode frame = JsonTexts.object();
		String path = location;
		int line = -1;
		// Of two numbers the second is the place within the line
		for (int i = 0; i < 2; i++) {
			int colon = path.lastIndexOf(':');
			int number = (colon > 0) ? number(path.substring(colon + 1)) : -1;
			if (number >= 0) {
				line = number;
				path = path.substring(0, colon);
			}
		}
		JsonTexts.put(frame, "path", path);
		if (line >= 0) {
			frame.put("line", line);
		}
		JsonTexts.put(frame, "label", label);
		return frame;
	}

	private static int number(String text) {
		boolean digits = !text.isEmpty() && text.length() < 10 && text.chars().allMatch((c) -> c >= '0' && c <= '9');
		return digits ? Integer.parseInt(text) : -1;
	}

}
