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

import java.nio.charset.StandardCharsets;

/**
 * Reads the fields of a message of Protocol Buffers, in place. Whatever the bytes are, it
 * neither leaves the message nor allocates more than it has.
 *
 * @see <a href="https://protobuf.dev/programming-guides/encoding/">Encoding</a>
 */
final class ProtobufReader {

	static final int VARINT = 0;

	static final int FIXED64 = 1;

	static final int BYTES = 2;

	static final int FIXED32 = 5;

	private final byte[] bytes;

	private final int end;

	private int position;

	private int field;

	private int type;

	private int start;

	private int length;

	private long number;

	ProtobufReader(byte[] bytes) {
		this(bytes, 0, bytes.length);
	}

	private ProtobufReader(byte[] bytes, int start, int end) {
		this.bytes = bytes;
		this.position = start;
		this.end = end;
	}

	/**
	 * Go on to the next field.
	 * @return whether there is one
	 */
	boolean next() throws OtlpRequestException {
		if (this.position == this.end) {
			return false;
		}
		long tag = varint();
		this.field = (int) (tag >>> 3);
		this.type = (int) (tag & 7);
		if (tag >>> 32 != 0 || this.field == 0) {
			throw OtlpRequestException.malformed("The body is not in the format of Protocol Buffers");
		}
		switch (this.type) {
			case VARINT -> this.number = varint();
			case FIXED64 -> this.number = fixed(Long.BYTES);
			case FIXED32 -> this.number = fixed(Integer.BYTES);
			case BYTES -> skip(varint());
			// Groups are no longer in use
			default -> throw OtlpRequestException.malformed("The body has a field of the unknown type " + this.type);
		}
		return true;
	}

	private long varint() throws OtlpRequestException {
		long value = 0;
		for (int shift = 0; shift < 64; shift += 7) {
			if (this.position == this.end) {
				throw truncated();
			}
			byte next = this.bytes[this.position++];
			value |= (next & 0x7FL) << shift;
			if (next >= 0) {
				return value;
			}
		}
		throw OtlpRequestException.malformed("The body has a number of more than 64 bits");
	}

	private long fixed(int count) throws OtlpRequestException {
		skip(count);
		long value = 0;
		for (int i = count - 1; i >= 0; i--) {
			value = value << 8 | this.bytes[this.start + i] & 0xFF;
		}
		return value;
	}

	private void skip(long count) throws OtlpRequestException {
		if (count < 0 || count > this.end - this.position) {
			throw truncated();
		}
		this.start = this.position;
		this.length = (int) count;
		this.position += this.length;
	}

	private static OtlpRequestException truncated() {
		return OtlpRequestException.malformed("The body ends within a field");
	}

	/**
	 * Return whether the field has a number and a type. One with another type is unknown
	 * to the schema, and is to be ignored.
	 */
	boolean is(int expectedField, int expectedType) {
		return this.field == expectedField && this.type == expectedType;
	}

	int field() {
		return this.field;
	}

	int type() {
		return this.type;
	}

	/**
	 * Return the value of a field of a number, whose bits are those that were sent.
	 */
	long number() {
		return this.number;
	}

	/**
	 * Return how many bytes the field has.
	 */
	int length() {
		return this.length;
	}

	String text() {
		return new String(this.bytes, this.start, this.length, StandardCharsets.UTF_8);
	}

	byte[] content() {
		byte[] content = new byte[this.length];
		System.arraycopy(this.bytes, this.start, content, 0, this.length);
		return content;
	}

	/**
	 * Return a reader of the message that the field has.
	 */
	ProtobufReader message() {
		return new ProtobufReader(this.bytes, this.start, this.start + this.length);
	}

}
