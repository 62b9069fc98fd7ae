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

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;

/**
 * Bodies of requests without their compression, of which nobody knows before how large
 * that is. All that are being read share a limit of memory.
 */
final class OtlpBodies {

	private static final int CHUNK = 64 * 1024;

	private final int maxBody;

	private final long maxPending;

	private final AtomicLong pending = new AtomicLong();

	/**
	 * Create what reads bodies.
	 * @param maxBody how many bytes one may have, compressed and not
	 * @param maxPending how many bytes all may have that are being read
	 */
	OtlpBodies(int maxBody, long maxPending) {
		this.maxBody = maxBody;
		this.maxPending = maxPending;
	}

	/**
	 * Read the body of a request, and hand it over.
	 */
	<T> T read(OtlpRequest request, Reading<T> reading) throws OtlpRequestException {
		Room room = new Room();
		try {
			room.add(request.body().length);
			return reading.read(isCompressed(request) ? inflate(request.body(), room) : request.body());
		}
		finally {
			this.pending.addAndGet(-room.bytes);
		}
	}

	private boolean isCompressed(OtlpRequest request) throws OtlpRequestException {
		if (request.body().length > this.maxBody) {
			throw tooLarge();
		}
		String encoding = (request.contentEncoding() != null)
				? request.contentEncoding().trim().toLowerCase(Locale.ROOT) : "";
		if (!encoding.isEmpty() && !encoding.equals("identity") && !encoding.equals("gzip")) {
			throw new OtlpRequestException(415, "The Content-Encoding has to be gzip, or none");
		}
		return encoding.equals("gzip");
	}

	private byte[] inflate(byte[] body, Room room) throws OtlpRequestException {
		ByteArrayOutputStream inflated = new ByteArrayOutputStream(Math.min(CHUNK, this.maxBody));
		byte[] chunk = new byte[CHUNK];
		try (InputStream stream = new GZIPInputStream(new ByteArrayInputStream(body))) {
			for (int count = stream.read(chunk); count >= 0; count = stream.read(chunk)) {
				room.add(count);
				inflated.write(chunk, 0, count);
				if (inflated.size() > this.maxBody) {
					throw tooLarge();
				}
			}
		}
		catch (IOException ex) {
			throw OtlpRequestException.malformed("The body is not compressed by gzip: " + ex.getMessage());
		}
		return inflated.toByteArray();
	}

	private OtlpRequestException tooLarge() {
		return new OtlpRequestException(413, "The body is larger than " + this.maxBody + " bytes");
	}

	/**
	 * Does something with a body.
	 */
	interface Reading<T> {

		T read(byte[] body) throws OtlpRequestException;

	}

	/**
	 * What one request takes of the memory.
	 */
	private final class Room {

		private long bytes;

		void add(long count) throws OtlpRequestException {
			this.bytes += count;
			if (OtlpBodies.this.pending.addAndGet(count) > OtlpBodies.this.maxPending) {
				throw new OtlpRequestException(503, "The console is reading too many requests at once");
			}
		}

	}

}
