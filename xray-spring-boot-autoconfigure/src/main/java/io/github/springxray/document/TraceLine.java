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

package io.github.springxray.document;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import com.amazonaws.xray.entities.ThrowableDescription;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;

import io.github.springxray.entity.Block;
import io.github.springxray.entity.TraceEntity;

/**
 * Prints the line of one segment or subsegment, as {@link TraceTree} describes it.
 */
final class TraceLine {

	private static final int MAX_TEXT = 120;

	private static final int MAX_VALUE = 40;

	/**
	 * The class of an annotated bean, which the name of its subsegment says already.
	 */
	private static final String CLASS_NAMESPACE = "ClassInfo";

	void append(StringBuilder line, EntityNode node) {
		TraceEntity entity = node.entity();
		line.append(clean(entity.getName(), MAX_TEXT));
		appendWhat(line, entity);
		appendTime(line, entity);
		appendProblem(line, node);
		appendAnnotations(line, EntityValues.of(entity, Block.ANNOTATIONS));
		appendMetadata(line, EntityValues.metadataOf(entity));
	}

	private static void appendWhat(StringBuilder line, TraceEntity entity) {
		Map<String, Object> http = EntityValues.of(entity, Block.HTTP);
		appendText(line, value(http, "request", "method"));
		appendText(line, value(http, "request", "url"));
		appendText(line, value(http, "response", "status"));
		appendText(line, EntityValues.of(entity, Block.SQL).get("sanitized_query"));
		appendText(line, EntityValues.of(entity, Block.AWS).get("operation"));
	}

	private static void appendTime(StringBuilder line, TraceEntity entity) {
		if (entity.isInProgress() || entity.getEndTime() < Double.MIN_NORMAL) {
			line.append(" in progress");
		}
		else {
			double millis = Math.max(0, entity.getEndTime() - entity.getStartTime()) * 1000;
			line.append(String.format(Locale.ROOT, " %.1f ms", millis));
		}
	}

	private static void appendProblem(StringBuilder line, EntityNode node) {
		TraceEntity entity = node.entity();
		if (entity.isFault()) {
			line.append(" fault");
		}
		if (entity.isThrottle()) {
			line.append(" throttle");
		}
		else if (entity.isError()) {
			line.append(" error");
		}
		for (ThrowableDescription exception : node.exceptions()) {
			if (exception.getType() != null) {
				line.append(' ').append(clean(ClassUtils.getShortName(exception.getType()), MAX_TEXT));
				if (exception.getMessage() != null) {
					line.append(": ").append(clean(exception.getMessage(), MAX_TEXT));
				}
				return;
			}
		}
	}

	private static void appendAnnotations(StringBuilder line, Map<String, Object> annotations) {
		String separator = " {";
		for (Map.Entry<String, Object> annotation : sorted(annotations)) {
			line.append(separator).append(clean(annotation.getKey(), MAX_VALUE)).append('=');
			line.append(clean(Plain.text(annotation.getValue()), MAX_VALUE));
			separator = ", ";
		}
		if (separator.equals(", ")) {
			line.append('}');
		}
	}

	private static void appendMetadata(StringBuilder line, Map<String, ?> metadata) {
		String separator = " [";
		for (Map.Entry<String, Object> namespace : sorted(metadata)) {
			if (namespace.getKey().equals(CLASS_NAMESPACE) || !(namespace.getValue() instanceof Map<?, ?> values)) {
				continue;
			}
			for (Map.Entry<String, Object> entry : sorted(values)) {
				line.append(separator).append(clean(namespace.getKey() + "." + entry.getKey(), MAX_VALUE)).append('=');
				line.append(clean(MetadataWriter.toJson(entry.getValue()), MAX_VALUE));
				separator = ", ";
			}
		}
		if (separator.equals(", ")) {
			line.append(']');
		}
	}

	private static List<Map.Entry<String, Object>> sorted(Map<?, ?> map) {
		List<Map.Entry<String, Object>> entries = Copies.entries(map);
		if (entries.size() > 1) {
			entries.sort(Map.Entry.comparingByKey(Comparator.naturalOrder()));
		}
		return entries;
	}

	private static @Nullable Object value(Map<String, Object> block, String part, String key) {
		Object map = block.get(part);
		return (map != null && Plain.isMap(map)) ? ((Map<?, ?>) map).get(key) : null;
	}

	private static void appendText(StringBuilder line, @Nullable Object value) {
		if (value != null) {
			line.append(' ').append(clean(Plain.text(value), MAX_TEXT));
		}
	}

	/**
	 * Text of others must neither start a line of its own nor steer a terminal.
	 */
	private static String clean(String text, int max) {
		StringBuilder clean = new StringBuilder(Math.min(text.length(), max));
		boolean space = false;
		for (int i = 0; i < text.length() && clean.length() < max;) {
			int c = text.codePointAt(i);
			i += Character.charCount(c);
			if (isSpace(c)) {
				space = true;
				continue;
			}
			if (space) {
				clean.append(' ');
				space = false;
			}
			clean.appendCodePoint(isUnsafe(c) ? '?' : c);
			if (clean.length() >= max && i < text.length()) {
				clean.append('\u2026');
			}
		}
		return clean.toString();
	}

	private static boolean isSpace(int c) {
		return c == '\t' || c == '\n' || c == '\r' || Character.isSpaceChar(c);
	}

	private static boolean isUnsafe(int c) {
		int type = Character.getType(c);
		return type == Character.CONTROL || type == Character.FORMAT || type == Character.SURROGATE
				|| type == Character.UNASSIGNED;
	}

}
