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

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

import io.github.springxray.console.document.InvalidDocumentException;

/**
 * Finds the spans in a request that is encoded by Protocol Buffers. There is one of them
 * in memory at a time.
 */
final class ProtobufSpans {

	private static final int RESOURCE_SPANS = 1;

	private static final int RESOURCE = 1;

	private static final int SCOPE_SPANS = 2;

	private static final int SPANS = 2;

	private static final int SCOPE = 1;

	private final ProtobufMessage message;

	private final SpanConsumer consumer;

	private int count;

	private ProtobufSpans(ProtobufMessage message, SpanConsumer consumer) {
		this.message = message;
		this.consumer = consumer;
	}

	static void read(byte[] body, ProtobufMessage message, SpanConsumer consumer) throws OtlpRequestException {
		ProtobufSpans spans = new ProtobufSpans(message, consumer);
		ProtobufReader request = new ProtobufReader(body);
		while (request.next()) {
			if (request.is(RESOURCE_SPANS, ProtobufReader.BYTES)) {
				// The order of fields is the sender's choice
				consumer.resource(header(request.message(), RESOURCE, ProtobufMessage.RESOURCE));
				spans.readScopes(request.message());
			}
		}
	}

	/**
	 * Read what the spans of a message have in common.
	 */
	private static JsonNode header(ProtobufReader reader, int field, ProtobufMessage message)
			throws OtlpRequestException {
		JsonNode header = MissingNode.getInstance();
		while (reader.next()) {
			if (reader.is(field, ProtobufReader.BYTES)) {
				if (reader.length() > OtlpReceiver.MAX_SPAN) {
					throw OtlpRequestException.malformed("A resource has " + reader.length() + " bytes");
				}
				try {
					header = message.read(reader.message());
				}
				catch (InvalidDocumentException ex) {
					throw OtlpRequestException.malformed("A resource has values within values within values");
				}
			}
		}
		return header;
	}

	private void readScopes(ProtobufReader reader) throws OtlpRequestException {
		while (reader.next()) {
			if (reader.is(SCOPE_SPANS, ProtobufReader.BYTES)) {
				this.consumer.scope(header(reader.message(), SCOPE, ProtobufMessage.SCOPE));
				readSpans(reader.message());
			}
		}
	}

	private void readSpans(ProtobufReader reader) throws OtlpRequestException {
		while (reader.next()) {
			if (reader.is(SPANS, ProtobufReader.BYTES)) {
				OtlpReceiver.checkSpans(++this.count);
				readSpan(reader);
			}
		}
	}

	private void readSpan(ProtobufReader reader) throws OtlpRequestException {
		if (reader.length() > OtlpReceiver.MAX_SPAN) {
			this.consumer.unreadable(OtlpReceiver.tooLarge(reader.length()));
			return;
		}
		JsonNode span;
		try {
			span = this.message.read(reader.message());
		}
		catch (InvalidDocumentException ex) {
			this.consumer.unreadable(ex);
			return;
		}
		this.consumer.span(span);
	}

}
