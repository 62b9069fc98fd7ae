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

package io.github.springxray.emitter;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

import io.github.springxray.document.SpanBatch;
import io.github.springxray.document.WrittenSpan;

/**
 * Spans on their way with one request, and whose they are.
 */
final class OtlpBatch {

	private final SpanBatch spans = new SpanBatch();

	/**
	 * How many spans each segment or subsegment has in it.
	 */
	private final Map<Parcel, Share> shares = new LinkedHashMap<>();

	/**
	 * Add a span if there is room for it.
	 * @param span the span
	 * @param documents all documents of what the span is a part of
	 * @return whether it was added
	 */
	boolean add(WrittenSpan span, List<TraceDocument> documents) {
		boolean added = this.spans.add(span);
		if (added) {
			this.shares.merge(documents.get(0).parcel(), new Share(documents, 1), Share::plus);
		}
		return added;
	}

	boolean isEmpty() {
		return this.shares.isEmpty();
	}

	byte[] toByteArray() {
		return this.spans.toByteArray();
	}

	byte[] toGzip() {
		byte[] json = toByteArray();
		ByteArrayOutputStream compressed = new ByteArrayOutputStream(json.length / 4 + 64);
		try (GZIPOutputStream out = new GZIPOutputStream(compressed)) {
			out.write(json);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return compressed.toByteArray();
	}

	void drop(String reason) {
		this.shares.values().forEach((share) -> share.drop(reason));
	}

	/**
	 * Drop as much as has a number of spans, as nobody says which spans were rejected.
	 */
	void reject(long count) {
		long left = count;
		for (Share share : this.shares.values()) {
			if (left <= 0) {
				return;
			}
			share.drop("otlp: rejected");
			left -= share.spans();
		}
	}

	/**
	 * A part of the batch.
	 */
	private record Share(List<TraceDocument> documents, long spans) {

		Share plus(Share other) {
			return new Share(this.documents, this.spans + other.spans);
		}

		void drop(String reason) {
			this.documents.forEach((document) -> document.drop(reason));
		}

	}

}
