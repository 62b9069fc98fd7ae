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

package io.github.springxray.benchmarks.sink;

import java.nio.ByteBuffer;

/**
 * Counts the spans of an OTLP export request, which is
 * {@code resource_spans(1) / scope_spans(2) / spans(2)}.
 *
 * @see <a href=
 * "https://github.com/open-telemetry/opentelemetry-proto/blob/main/opentelemetry/proto/trace/v1/trace.proto">trace.proto</a>
 */
final class OtlpSpans {

	private static final int[] PATH = { 1, 2, 2 };

	private static final int PARENT_SPAN_ID = 4;

	private static final int VARINT = 0;

	private static final int FIXED_64 = 1;

	private static final int LENGTH_DELIMITED = 2;

	private static final int FIXED_32 = 5;

	private int spans;

	private int roots;

	OtlpSpans(byte[] request) {
		walk(ByteBuffer.wrap(request), 0);
	}

	int spans() {
		return this.spans;
	}

	int roots() {
		return this.roots;
	}

	private void walk(ByteBuffer message, int depth) {
		boolean root = true;
		while (message.hasRemaining()) {
			int tag = (int) varint(message);
			int field = tag >>> 3;
			int type = tag & 7;
			if (type != LENGTH_DELIMITED) {
				skip(message, type);
				continue;
			}
			int length = (int) varint(message);
			ByteBuffer content = message.slice(message.position(), length);
			message.position(message.position() + length);
			if (depth == PATH.length) {
				root &= field != PARENT_SPAN_ID || length == 0;
			}
			else if (field == PATH[depth]) {
				walk(content, depth + 1);
			}
		}
		if (depth == PATH.length) {
			this.spans++;
			this.roots += root ? 1 : 0;
		}
	}

	private static void skip(ByteBuffer message, int type) {
		switch (type) {
			case VARINT -> varint(message);
			case FIXED_64 -> message.position(message.position() + Long.BYTES);
			case FIXED_32 -> message.position(message.position() + Integer.BYTES);
			default -> throw new IllegalArgumentException("Not OTLP: wire type " + type);
		}
	}

	private static long varint(ByteBuffer message) {
		long value = 0;
		int shift = 0;
		byte next;
		do {
			next = message.get();
			value |= (long) (next & 0x7f) << shift;
			shift += 7;
		}
		while (next < 0);
		return value;
	}

}
