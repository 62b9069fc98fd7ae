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

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Spans that are sent with one request, each under the resource that it belongs to.
 */
public final class SpanBatch {

	/**
	 * How many spans X-Ray takes at a time.
	 */
	public static final int MAX_SPANS = 10_000;

	/**
	 * How many bytes X-Ray takes at a time, before they are compressed.
	 */
	public static final int MAX_BYTES = 5_000_000;

	private static final byte[] BEGIN = bytes("{\"resourceSpans\":[");

	private static final byte[] END = bytes("]}");

	private static final byte[] RESOURCE = bytes("{\"resource\":");

	private static final byte[] SCOPE = bytes(
			",\"scopeSpans\":[{\"scope\":{\"name\":\"io.github.springxray\"},\"spans\":[");

	private static final byte[] RESOURCE_END = bytes("]}]}");

	private static final int FRAME = RESOURCE.length + SCOPE.length + RESOURCE_END.length + 1;

	private final Map<String, List<byte[]>> resources = new LinkedHashMap<>();

	private final int maxSpans;

	private final int maxBytes;

	private int spans;

	private long bytes = BEGIN.length + END.length;

	/**
	 * Create a batch within the limits of X-Ray.
	 */
	public SpanBatch() {
		this(MAX_SPANS, MAX_BYTES);
	}

	SpanBatch(int maxSpans, int maxBytes) {
		this.maxSpans = maxSpans;
		this.maxBytes = maxBytes;
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

	/**
	 * Add a span if there is room for it. For a first one there is.
	 * @param span the span
	 * @return whether it was added
	 */
	public boolean add(WrittenSpan span) {
		List<byte[]> known = this.resources.get(span.resource());
		// Three bytes for each character at most
		long needed = span.span().length + 1 + ((known != null) ? 0 : FRAME + 3L * span.resource().length());
		if (this.spans > 0 && (this.spans == this.maxSpans || this.bytes + needed > this.maxBytes)) {
			return false;
		}
		this.resources.computeIfAbsent(span.resource(), (resource) -> new ArrayList<>()).add(span.span());
		this.spans++;
		this.bytes += needed;
		return true;
	}

	/**
	 * Return the body of a request.
	 * @return JSON in UTF-8
	 */
	public byte[] toByteArray() {
		ByteArrayOutputStream body = new ByteArrayOutputStream((int) Math.min(this.bytes, Integer.MAX_VALUE - 64));
		body.writeBytes(BEGIN);
		boolean first = true;
		for (Map.Entry<String, List<byte[]>> resource : this.resources.entrySet()) {
			if (!first) {
				body.write(',');
			}
			first = false;
			body.writeBytes(RESOURCE);
			body.writeBytes(resource.getKey().getBytes(StandardCharsets.UTF_8));
			body.writeBytes(SCOPE);
			writeSpans(body, resource.getValue());
			body.writeBytes(RESOURCE_END);
		}
		body.writeBytes(END);
		return body.toByteArray();
	}

	private static void writeSpans(ByteArrayOutputStream body, List<byte[]> spans) {
		for (int i = 0; i < spans.size(); i++) {
			if (i > 0) {
				body.write(',');
			}
			body.writeBytes(spans.get(i));
		}
	}

}
