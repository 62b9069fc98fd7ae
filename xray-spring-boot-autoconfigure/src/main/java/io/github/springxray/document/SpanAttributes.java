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

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import org.springframework.lang.Contract;

/**
 * Writes attributes as OTLP has them in JSON: a list of keys with typed values, in which
 * integers are strings.
 */
final class SpanAttributes {

	private static final byte[] KEY = JsonOut.encode("key");

	private static final byte[] VALUE = JsonOut.encode("value");

	private static final byte[] STRING = JsonOut.encode("stringValue");

	private static final byte[] INTEGER = JsonOut.encode("intValue");

	private static final byte[] DOUBLE = JsonOut.encode("doubleValue");

	private static final byte[] BOOLEAN = JsonOut.encode("boolValue");

	private static final byte[] ARRAY = JsonOut.encode("arrayValue");

	private static final byte[] VALUES = JsonOut.encode("values");

	private final JsonOut json;

	private final JsonOut nested;

	private final Limits limits;

	private final Set<SpanConvention> conventions;

	/**
	 * Create an instance.
	 * @param json takes the attributes
	 * @param nested takes JSON that becomes the value of an attribute
	 * @param limits how much of a value is written
	 * @param conventions which names are written
	 */
	SpanAttributes(JsonOut json, JsonOut nested, Limits limits, Set<SpanConvention> conventions) {
		this.json = json;
		this.nested = nested;
		this.limits = limits;
		this.conventions = conventions;
	}

	Limits limits() {
		return this.limits;
	}

	boolean has(SpanConvention convention) {
		return this.conventions.contains(convention);
	}

	/**
	 * Write a string if it is one.
	 * @return whether it is one
	 */
	boolean text(String key, @Nullable Object value) {
		return text(key, value, this.limits.text());
	}

	boolean text(String key, @Nullable Object value, int max) {
		if (!(value instanceof String text)) {
			return false;
		}
		start(key);
		this.json.field(STRING);
		this.limits.write(this.json, text, max);
		end();
		return true;
	}

	/**
	 * Write an integer if it is one.
	 * @return whether it is one
	 */
	boolean integer(String key, @Nullable Object value) {
		if (!isInteger(value)) {
			return false;
		}
		start(key);
		writeInteger(((Number) value).longValue());
		end();
		return true;
	}

	/**
	 * Write a flag if it is set. What says that something is not so is nothing that an
	 * attribute is needed for.
	 * @return whether it is set
	 */
	boolean flag(String key, @Nullable Object value) {
		if (!Boolean.TRUE.equals(value)) {
			return false;
		}
		bool(key, true);
		return true;
	}

	void bool(String key, boolean value) {
		start(key);
		this.json.field(BOOLEAN, value);
		end();
	}

	/**
	 * Write a string, a number or a boolean, or what is said of any other value.
	 * @param key the key
	 * @param value the value
	 * @param max how many characters of a string
	 */
	void scalar(String key, Object value, int max) {
		start(key);
		if (value instanceof Boolean bool) {
			this.json.field(BOOLEAN, bool);
		}
		else if (value instanceof Number number) {
			writeNumber(number);
		}
		else {
			this.json.field(STRING);
			this.limits.write(this.json, Plain.text(value), max);
		}
		end();
	}

	/**
	 * Write a list of strings if it has nothing else.
	 * @return whether it has nothing else
	 */
	boolean texts(String key, @Nullable Object value) {
		if (value == null || !Plain.isCollection(value)) {
			return false;
		}
		List<Object> texts = Copies.elements((Collection<?>) value);
		if (texts.isEmpty() || texts.stream().anyMatch((text) -> !(text instanceof String))) {
			return false;
		}
		names(key,
				this.limits.some(texts)
					.stream()
					.map((text) -> this.limits.shorten((String) text, this.limits.text()))
					.toList());
		return true;
	}

	/**
	 * Write a list of strings, each as a whole.
	 */
	void names(String key, List<String> names) {
		start(key);
		this.json.field(ARRAY);
		this.json.startObject();
		this.json.field(VALUES);
		this.json.startArray();
		for (String name : names) {
			this.json.startObject();
			this.json.field(STRING, name);
			this.json.endObject();
		}
		this.json.endArray();
		this.json.endObject();
		end();
	}

	/**
	 * Write fields as a string that holds a JSON object, unless there are none.
	 */
	void fields(String key, Map<String, Object> fields) {
		if (!fields.isEmpty()) {
			json(key, (nested) -> ValueWriter.writeObject(nested, fields, this.limits));
		}
	}

	/**
	 * Write a string that holds JSON.
	 */
	void json(String key, Consumer<JsonOut> content) {
		this.nested.begin(Integer.MAX_VALUE);
		content.accept(this.nested);
		String text = new String(this.nested.toByteArray(), StandardCharsets.UTF_8);
		this.nested.clear();
		start(key);
		this.json.field(STRING, text);
		end();
	}

	private void start(String key) {
		this.json.startObject();
		this.json.field(KEY);
		this.json.value(key);
		this.json.field(VALUE);
		this.json.startObject();
	}

	private void end() {
		this.json.endObject();
		this.json.endObject();
	}

	@Contract("null -> false")
	private static boolean isInteger(@Nullable Object value) {
		return value instanceof Integer || value instanceof Long || value instanceof Short || value instanceof Byte;
	}

	/**
	 * A double is what X-Ray keeps of a number that is too large or too fine for these.
	 */
	private void writeNumber(Number number) {
		if (isInteger(number)
				|| (number.getClass() == BigInteger.class && ((BigInteger) number).bitLength() < Long.SIZE)) {
			writeInteger(number.longValue());
			return;
		}
		String text = Plain.text(number);
		boolean finite = Plain.isScalar(number) && Double.isFinite(number.doubleValue());
		if (finite) {
			// From the string, as 0.1f is not 0.1 once it is a double
			this.json.field(DOUBLE);
			this.json.raw((number instanceof Float) ? text : Double.toString(number.doubleValue()));
		}
		else {
			this.json.field(STRING);
			this.limits.write(this.json, text, this.limits.text());
		}
	}

	private void writeInteger(long value) {
		this.json.field(INTEGER);
		this.json.startString();
		this.json.part(Long.toString(value));
		this.json.endString();
	}

}
