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

package io.github.springxray.mongo;

import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/**
 * The shape of a command: the names of fields and operators, and a question mark in the
 * place of each value. A document that is written may be of any size and have keys of
 * users for names, so nothing is told of it. A name that may be a value, such as a number
 * or an address, is a question mark too.
 */
final class CommandShape {

	/**
	 * Where a command has conditions, of which names and operators are told.
	 */
	private static final Set<String> CONDITIONS = Set.of("filter", "query", "q", "pipeline", "sort", "updates",
			"deletes", "projection", "fields", "hint", "key");

	private static final Set<String> CHANGES = Set.of("u", "update");

	/**
	 * A number of a few digits is an index, or part of a name. More digits are a value.
	 */
	private static final String SEGMENT = "\\${0,2}+[A-Za-z_]++\\d{0,3}+[A-Za-z_]*+";

	private static final Pattern NAME = Pattern.compile(SEGMENT + "(?:\\.(?:\\$|\\d{1,3}|" + SEGMENT + "))*+");

	private static final int MAX_NAME = 60;

	private static final int MAX_DEPTH = 8;

	private static final int MAX_ELEMENTS = 20;

	private static final String VALUE = "?";

	private static final String MORE = "…";

	private final StringBuilder text = new StringBuilder();

	private CommandShape() {
	}

	static String of(String command, BsonDocument document) {
		CommandShape shape = new CommandShape();
		shape.text.append('{').append(nameOf(command)).append(": ").append(VALUE);
		for (Map.Entry<String, BsonValue> entry : document.entrySet()) {
			String name = entry.getKey();
			if (!name.equals(command) && !name.startsWith("$") && !name.equals("lsid")) {
				shape.text.append(", ").append(nameOf(name)).append(": ");
				shape.appendPart(name, entry.getValue(), 0);
			}
		}
		shape.text.append('}');
		return shape.isFull() ? shape.text.substring(0, CommandFacts.MAX_TEXT) + MORE : shape.text.toString();
	}

	private void appendPart(String name, BsonValue value, int depth) {
		if (CONDITIONS.contains(name)) {
			appendConditions(value, depth);
		}
		else if (CHANGES.contains(name) && value.isDocument()) {
			appendChange(value.asDocument());
		}
		else {
			this.text.append(VALUE);
		}
	}

	private void appendConditions(BsonValue value, int depth) {
		if (depth > MAX_DEPTH) {
			this.text.append(MORE);
		}
		else if (value.isDocument()) {
			appendDocument(value.asDocument(), depth);
		}
		else if (value.isArray()) {
			appendArray(value.asArray(), depth);
		}
		else {
			this.text.append(VALUE);
		}
	}

	private void appendDocument(BsonDocument document, int depth) {
		this.text.append('{');
		String separator = "";
		int count = 0;
		for (Map.Entry<String, BsonValue> entry : document.entrySet()) {
			this.text.append(separator);
			separator = ", ";
			if (++count > MAX_ELEMENTS || isFull()) {
				this.text.append(MORE);
				break;
			}
			this.text.append(nameOf(entry.getKey())).append(": ");
			if (CHANGES.contains(entry.getKey())) {
				appendPart(entry.getKey(), entry.getValue(), depth + 1);
			}
			else {
				appendConditions(entry.getValue(), depth + 1);
			}
		}
		this.text.append('}');
	}

	/**
	 * Of values that stand in a row one is enough.
	 */
	private void appendArray(BsonArray array, int depth) {
		this.text.append('[');
		Iterator<BsonValue> elements = array.iterator();
		String separator = "";
		boolean value = false;
		for (int count = 0; elements.hasNext(); count++) {
			BsonValue element = elements.next();
			boolean structured = element.isDocument() || element.isArray();
			if (count >= MAX_ELEMENTS || isFull()) {
				this.text.append(separator).append(MORE);
				break;
			}
			if (structured || !value) {
				this.text.append(separator);
				appendConditions(element, depth + 1);
				separator = ", ";
			}
			value |= !structured;
		}
		this.text.append(']');
	}

	/**
	 * Operators are told, but not what they are for. A document without operators takes
	 * the place of another.
	 */
	private void appendChange(BsonDocument change) {
		if (change.isEmpty() || !change.getFirstKey().startsWith("$")) {
			this.text.append(VALUE);
			return;
		}
		this.text.append('{');
		String separator = "";
		for (String operator : change.keySet()) {
			this.text.append(separator).append(nameOf(operator)).append(": ").append(VALUE);
			separator = ", ";
		}
		this.text.append('}');
	}

	private boolean isFull() {
		return this.text.length() > CommandFacts.MAX_TEXT;
	}

	private static String nameOf(String name) {
		return (name.length() <= MAX_NAME && NAME.matcher(name).matches()) ? name : VALUE;
	}

}
