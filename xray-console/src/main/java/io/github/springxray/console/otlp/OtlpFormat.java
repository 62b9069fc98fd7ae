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

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import io.github.springxray.console.api.ApiResponse;

/**
 * The two encodings of OTLP over HTTP. An answer has that of its request.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otlp/#otlphttp">OTLP/HTTP</a>
 */
enum OtlpFormat {

	JSON("application/json") {

		@Override
		void read(byte[] body, OtlpSignal signal, SpanConsumer consumer) throws OtlpRequestException {
			JsonSpans.read(body, signal, consumer);
		}

		@Override
		ApiResponse success(OtlpSignal signal, long rejected, @Nullable String message) {
			ObjectNode json = JsonNodeFactory.instance.objectNode();
			if (rejected > 0) {
				// Numbers of 64 bits are texts in the JSON of Protocol Buffers
				json.putObject("partialSuccess")
					.put(signal.rejected(), Long.toString(rejected))
					.put("errorMessage", message);
			}
			return ApiResponse.of(200, json);
		}

		@Override
		ApiResponse failure(int status, String message) {
			return ApiResponse.of(status,
					JsonNodeFactory.instance.objectNode().put("code", codeOf(status)).put("message", message));
		}

	},

	PROTOBUF("application/x-protobuf") {

		@Override
		void read(byte[] body, OtlpSignal signal, SpanConsumer consumer) throws OtlpRequestException {
			ProtobufSpans.read(body, signal.message(), consumer);
		}

		@Override
		ApiResponse success(OtlpSignal signal, long rejected, @Nullable String message) {
			if (rejected == 0) {
				return response(200, new byte[0]);
			}
			ByteArrayOutputStream partial = new ByteArrayOutputStream();
			number(partial, 1, rejected);
			bytes(partial, 2, String.valueOf(message).getBytes(StandardCharsets.UTF_8));
			ByteArrayOutputStream body = new ByteArrayOutputStream();
			bytes(body, 1, partial.toByteArray());
			return response(200, body.toByteArray());
		}

		@Override
		ApiResponse failure(int status, String message) {
			ByteArrayOutputStream body = new ByteArrayOutputStream();
			number(body, 1, codeOf(status));
			bytes(body, 2, message.getBytes(StandardCharsets.UTF_8));
			return response(status, body.toByteArray());
		}

		private ApiResponse response(int status, byte[] body) {
			return new ApiResponse(status, contentType(), body, Map.of());
		}

	};

	private final String contentType;

	OtlpFormat(String contentType) {
		this.contentType = contentType;
	}

	/**
	 * Return the encoding that a header names.
	 * @return the encoding, or {@code null} if it is none of OTLP
	 */
	static @Nullable OtlpFormat of(@Nullable String header) {
		String type = (header != null) ? header : "";
		int end = type.indexOf(';');
		type = ((end >= 0) ? type.substring(0, end) : type).trim().toLowerCase(Locale.ROOT);
		for (OtlpFormat format : values()) {
			if (format.contentType.equals(type)) {
				return format;
			}
		}
		return null;
	}

	String contentType() {
		return this.contentType;
	}

	abstract void read(byte[] body, OtlpSignal signal, SpanConsumer consumer) throws OtlpRequestException;

	/**
	 * Return an {@code ExportTraceServiceResponse}, or its like for logs.
	 */
	abstract ApiResponse success(OtlpSignal signal, long rejected, @Nullable String message);

	/**
	 * Return a {@code google.rpc.Status}.
	 */
	abstract ApiResponse failure(int status, String message);

	/**
	 * Return the code of gRPC that is closest to a status of HTTP.
	 */
	private static int codeOf(int status) {
		return switch (status) {
			case 403 -> 7;
			case 405, 415 -> 12;
			case 413 -> 8;
			case 503 -> 14;
			case 500 -> 13;
			default -> 3;
		};
	}

	private static void number(ByteArrayOutputStream out, int field, long value) {
		varint(out, (long) field << 3);
		varint(out, value);
	}

	private static void bytes(ByteArrayOutputStream out, int field, byte[] value) {
		varint(out, (long) field << 3 | 2);
		varint(out, value.length);
		out.writeBytes(value);
	}

	private static void varint(ByteArrayOutputStream out, long value) {
		long left = value;
		while ((left & ~0x7FL) != 0) {
			out.write((int) (left & 0x7F | 0x80));
			left >>>= 7;
		}
		out.write((int) left);
	}

}
