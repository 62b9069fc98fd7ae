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
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Writes annotations: at most 50, with keys of letters, digits and underscores, and
 * strings, numbers or booleans as values.
 *
 * @see <a href=
 * "https://docs.aws.amazon.com/xray/latest/devguide/xray-sdk-java-segment.html">Annotation
 * requirements</a>
 */
final class AnnotationWriter {

	private static final int MAX_ANNOTATIONS = 50;

	private static final int MAX_KEY = 500;

	private static final byte[] ANNOTATIONS = JsonOut.encode("annotations");

	private static final byte[] OMITTED = JsonOut.encode("_omitted");

	private static final Pattern ILLEGAL = Pattern.compile("[^A-Za-z0-9_]");

	private AnnotationWriter() {
	}

	static void write(JsonOut json, Map<String, Object> annotations, Limits limits) {
		if (annotations.isEmpty()) {
			return;
		}
		json.field(ANNOTATIONS);
		json.startObject();
		if (limits.items() == 0) {
			json.field(OMITTED, annotations.size());
		}
		else if (annotations.size() > MAX_ANNOTATIONS || !new Fields(json, limits).write(annotations)) {
			writeCopy(json, annotations, limits);
		}
		json.endObject();
	}

	private static void writeCopy(JsonOut json, Map<String, Object> annotations, Limits limits) {
		for (Map.Entry<String, Object> entry : legal(annotations, limits)) {
			json.field(entry.getKey());
			writeValue(json, entry.getValue(), limits);
		}
	}

	/**
	 * Return annotations with legal keys, and no more than there may be.
	 */
	static List<Map.Entry<String, Object>> legal(Map<String, Object> annotations, Limits limits) {
		if (limits.items() == 0) {
			return annotations.isEmpty() ? List.of() : List.of(Map.entry("_omitted", annotations.size()));
		}
		List<Map.Entry<String, Object>> entries = Copies.entries(annotations);
		if (entries.size() > MAX_ANNOTATIONS) {
			// The same ones for each entity
			entries.sort(Map.Entry.comparingByKey(Comparator.naturalOrder()));
			entries = entries.subList(0, MAX_ANNOTATIONS);
		}
		UniqueKeys keys = new UniqueKeys();
		return entries.stream()
			.map((entry) -> Map.entry(keys.unique(key(entry.getKey(), maxKey(limits))), entry.getValue()))
			.toList();
	}

	private static int maxKey(Limits limits) {
		return limits.marked() ? limits.text() : MAX_KEY;
	}

	private static void writeValue(JsonOut json, Object value, Limits limits) {
		if (value instanceof Boolean bool) {
			json.value(bool.booleanValue());
		}
		else if (value instanceof Number number) {
			ValueWriter.writeNumber(json, number);
		}
		else {
			limits.write(json, Plain.text(value), limits.annotation());
		}
	}

	private static String key(String key, int max) {
		String legal = isLegal(key) ? key : ILLEGAL.matcher(key).replaceAll("_");
		if (legal.isEmpty()) {
			return "_";
		}
		return (legal.length() > max) ? legal.substring(0, max) : legal;
	}

	private static boolean isLegal(String key) {
		if (key.isEmpty()) {
			return false;
		}
		for (int i = 0; i < key.length(); i++) {
			char c = key.charAt(i);
			boolean legal = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
			if (!legal) {
				return false;
			}
		}
		return true;
	}

	/**
	 * Annotations with legal keys.
	 */
	private static final class Fields extends MapFields {

		private final Limits limits;

		private Fields(JsonOut json, Limits limits) {
			super(json);
			this.limits = limits;
		}

		@Override
		boolean isPlain(String key) {
			return key.length() <= maxKey(this.limits) && isLegal(key);
		}

		@Override
		void write(JsonOut json, String key, Object value) {
			json.field(key);
			writeValue(json, value, this.limits);
		}

	}

}
