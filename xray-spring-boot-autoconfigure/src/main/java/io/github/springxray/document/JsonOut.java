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

import java.nio.charset.StandardCharsets;

/**
 * Writes JSON. It writes what it is told to and checks no structure, except that it sets
 * the commas.
 */
final class JsonOut extends Utf8Buffer {

	private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);

	private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);

	private static final char NOTHING = 0;

	/**
	 * Most names of fields are those of a few classes, and always the same.
	 */
	private static final EncodedStrings names = new EncodedStrings(JsonOut::encode);

	private long second = -1;

	private byte[] secondDigits = {};

	/**
	 * Encode the name of a field once for all documents.
	 */
	static byte[] encode(String name) {
		JsonOut out = new JsonOut();
		out.string(name, ',', ':');
		return out.toByteArray();
	}

	void startObject() {
		separate();
		put('{');
	}

	void endObject() {
		put('}');
	}

	void startArray() {
		separate();
		put('[');
	}

	void endArray() {
		put(']');
	}

	/**
	 * Write the name of a field that was encoded before.
	 */
	void field(byte[] encoded) {
		int skip = needsComma() ? 0 : 1;
		write(encoded, skip);
	}

	void field(String name) {
		byte[] encoded = names.get(name);
		if (encoded != null) {
			field(encoded);
		}
		else {
			string(name, comma(), ':');
		}
	}

	void field(byte[] encoded, String value) {
		field(encoded);
		string(value, NOTHING, NOTHING);
	}

	void field(byte[] encoded, long value) {
		field(encoded);
		number(value);
	}

	void field(byte[] encoded, boolean value) {
		field(encoded);
		write(value ? TRUE : FALSE, 0);
	}

	void value(String value) {
		string(value, comma(), NOTHING);
	}

	void value(long value) {
		separate();
		number(value);
	}

	void value(boolean value) {
		separate();
		write(value ? TRUE : FALSE, 0);
	}

	/**
	 * Write JSON that was encoded before.
	 */
	void raw(byte[] json) {
		separate();
		write(json, 0);
	}

	/**
	 * Write JSON that is there already.
	 */
	void raw(String json) {
		separate();
		chars(json.isEmpty() ? "null" : json, false);
	}

	/**
	 * Write a number of microseconds as seconds, without zeros at the end.
	 */
	void seconds(long micros) {
		separate();
		second(micros / 1_000_000);
		int fraction = (int) (micros % 1_000_000);
		if (fraction > 0) {
			put('.');
			fraction(fraction);
		}
	}

	/**
	 * Most times of a document are within one second.
	 */
	private void second(long second) {
		if (second == this.second) {
			write(this.secondDigits, 0);
			return;
		}
		int begin = position();
		number(second);
		this.second = second;
		this.secondDigits = copy(begin);
	}

	/**
	 * Begin a string that consists of several parts.
	 */
	void startString() {
		separate();
		put('"');
	}

	void part(String part) {
		chars(part, true);
	}

	void part(char part) {
		put(part);
	}

	void endString() {
		put('"');
	}

	private void separate() {
		if (comma() != NOTHING) {
			put(',');
		}
	}

	private char comma() {
		return (!isEmpty() && needsComma()) ? ',' : NOTHING;
	}

	/**
	 * What has been written last says whether a comma is due: no value ends like this.
	 */
	private boolean needsComma() {
		char last = last();
		return last != '{' && last != '[' && last != ':';
	}

}
