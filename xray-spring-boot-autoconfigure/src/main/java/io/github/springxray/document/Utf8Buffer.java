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
import java.util.Arrays;

/**
 * Takes text as UTF-8, up to a limit, in a buffer that is used again for the next
 * document. Surrogates that stand alone, which UTF-8 does not have, are replaced.
 */
class Utf8Buffer {

	private static final int INITIAL = 4096;

	/**
	 * A larger buffer is not kept for the next document.
	 */
	private static final int MAX_KEPT = 128 * 1024;

	private static final int MAX_ARRAY = Integer.MAX_VALUE - 64;

	/**
	 * What one character takes at most.
	 */
	private static final int ESCAPED = 6;

	/**
	 * What stands around a string at most.
	 */
	private static final int MARKS = 4;

	private static final int MAX_DIGITS = 20;

	private static final int FRACTION = 6;

	private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

	private static final byte[] REPLACEMENT = "\uFFFD".getBytes(StandardCharsets.UTF_8);

	/**
	 * How an ASCII character is written: as it is (0), with a letter behind a backslash,
	 * or in hexadecimal digits (-1).
	 */
	private static final byte[] ESCAPES = escapes();

	private byte[] bytes = new byte[INITIAL];

	private int count;

	private int limit = MAX_ARRAY;

	private static byte[] escapes() {
		byte[] escapes = new byte[128];
		Arrays.fill(escapes, 0, ' ', (byte) -1);
		escapes['"'] = '"';
		escapes['\\'] = '\\';
		escapes['\b'] = 'b';
		escapes['\f'] = 'f';
		escapes['\n'] = 'n';
		escapes['\r'] = 'r';
		escapes['\t'] = 't';
		return escapes;
	}

	/**
	 * Begin a document.
	 * @param limit how many bytes it may have
	 */
	void begin(int limit) {
		this.count = 0;
		this.limit = Math.min(limit, MAX_ARRAY);
	}

	/**
	 * Hold on to nothing but a buffer of the usual size.
	 */
	void clear() {
		if (this.bytes.length > MAX_KEPT) {
			this.bytes = new byte[INITIAL];
		}
	}

	/**
	 * Return the document.
	 * @throws OverLimitException if it is over the limit
	 */
	byte[] toByteArray() {
		if (this.count > this.limit) {
			throw OverLimitException.INSTANCE;
		}
		return Arrays.copyOf(this.bytes, this.count);
	}

	/**
	 * What has been written from a position on.
	 */
	byte[] copy(int begin) {
		return Arrays.copyOfRange(this.bytes, begin, this.count);
	}

	int position() {
		return this.count;
	}

	/**
	 * Take back what has been written from a position on.
	 */
	void rewind(int position) {
		this.count = position;
	}

	boolean isEmpty() {
		return this.count == 0;
	}

	/**
	 * The last byte, of what is not empty.
	 */
	char last() {
		return (char) this.bytes[this.count - 1];
	}

	/**
	 * Write a string in quotation marks, with a character in front of it and one behind
	 * it if they are not 0. Most text needs no escape, and is copied character by
	 * character up to the first one that does.
	 */
	void string(String text, char before, char after) {
		int length = reserve(text);
		byte[] target = this.bytes;
		int at = this.count;
		if (before != 0) {
			target[at++] = (byte) before;
		}
		target[at++] = '"';
		for (int i = 0; i < length; i++) {
			char c = text.charAt(i);
			if (c >= ESCAPES.length || ESCAPES[c] != 0) {
				this.count = at + i;
				rest(text, i, true);
				ensure(MARKS);
				target = this.bytes;
				at = this.count - length;
				break;
			}
			target[at + i] = (byte) c;
		}
		at += length;
		target[at++] = '"';
		if (after != 0) {
			target[at++] = (byte) after;
		}
		this.count = at;
	}

	/**
	 * Write a part of a string, or with no escapes what is JSON already.
	 */
	void chars(String text, boolean escape) {
		int length = reserve(text);
		byte[] target = this.bytes;
		int at = this.count;
		for (int i = 0; i < length; i++) {
			char c = text.charAt(i);
			if (c >= ESCAPES.length || (escape && ESCAPES[c] != 0)) {
				this.count = at + i;
				rest(text, i, escape);
				return;
			}
			target[at + i] = (byte) c;
		}
		this.count = at + length;
	}

	private int reserve(String text) {
		int length = text.length();
		if (length > this.limit - this.count) {
			throw OverLimitException.INSTANCE;
		}
		ensure(length + MARKS);
		return length;
	}

	private void rest(String text, int begin, boolean escape) {
		for (int i = begin; i < text.length(); i++) {
			char c = text.charAt(i);
			ensure(ESCAPED);
			if (c < ESCAPES.length) {
				ascii(c, escape ? ESCAPES[c] : 0);
			}
			else if (c < 0x800) {
				this.bytes[this.count++] = (byte) (0xC0 | c >> 6);
				continuation(c);
			}
			else if (!Character.isSurrogate(c)) {
				this.bytes[this.count++] = (byte) (0xE0 | c >> 12);
				continuation(c >> 6);
				continuation(c);
			}
			else if (Character.isHighSurrogate(c) && i + 1 < text.length()
					&& Character.isLowSurrogate(text.charAt(i + 1))) {
				int codePoint = Character.toCodePoint(c, text.charAt(++i));
				this.bytes[this.count++] = (byte) (0xF0 | codePoint >> 18);
				continuation(codePoint >> 12);
				continuation(codePoint >> 6);
				continuation(codePoint);
			}
			else {
				write(REPLACEMENT, 0);
			}
		}
	}

	private void ascii(char c, byte escape) {
		if (escape == 0) {
			this.bytes[this.count++] = (byte) c;
			return;
		}
		this.bytes[this.count++] = '\\';
		if (escape > 0) {
			this.bytes[this.count++] = escape;
			return;
		}
		this.bytes[this.count++] = 'u';
		this.bytes[this.count++] = '0';
		this.bytes[this.count++] = '0';
		this.bytes[this.count++] = HEX[c >> 4];
		this.bytes[this.count++] = HEX[c & 0xF];
	}

	private void continuation(int bits) {
		this.bytes[this.count++] = (byte) (0x80 | bits & 0x3F);
	}

	/**
	 * From the last digit on, at the end of the room that the longest number needs, and
	 * then to its place.
	 */
	void number(long value) {
		ensure(MAX_DIGITS);
		int end = this.count + MAX_DIGITS;
		int begin = end;
		// Negative numbers reach further than positive ones
		long left = (value < 0) ? value : -value;
		do {
			long rest = left / 10;
			this.bytes[--begin] = (byte) ('0' + rest * 10 - left);
			left = rest;
		}
		while (left != 0);
		if (value < 0) {
			this.bytes[--begin] = '-';
		}
		System.arraycopy(this.bytes, begin, this.bytes, this.count, end - begin);
		this.count += end - begin;
	}

	/**
	 * Write millionths, without zeros at the end.
	 */
	void fraction(int millionths) {
		ensure(FRACTION);
		int end = this.count + FRACTION;
		int left = millionths;
		for (int i = end - 1; i >= this.count; i--) {
			this.bytes[i] = (byte) ('0' + left % 10);
			left /= 10;
		}
		while (this.bytes[end - 1] == '0') {
			end--;
		}
		this.count = end;
	}

	void put(char c) {
		ensure(1);
		this.bytes[this.count++] = (byte) c;
	}

	void write(byte[] source, int offset) {
		int length = source.length - offset;
		ensure(length);
		System.arraycopy(source, offset, this.bytes, this.count, length);
		this.count += length;
	}

	private void ensure(int length) {
		if (length > this.bytes.length - this.count) {
			grow(length);
		}
	}

	private void grow(int length) {
		if (this.count > this.limit || length > MAX_ARRAY - this.count) {
			throw OverLimitException.INSTANCE;
		}
		int doubled = (int) Math.min(2L * this.bytes.length, MAX_ARRAY);
		this.bytes = Arrays.copyOf(this.bytes, Math.max(doubled, this.count + length));
	}

	/**
	 * Ends a document that is over the limit.
	 */
	static final class OverLimitException extends RuntimeException {

		private static final OverLimitException INSTANCE = new OverLimitException();

		private OverLimitException() {
			super("Over the limit", null, false, false);
		}

	}

}
