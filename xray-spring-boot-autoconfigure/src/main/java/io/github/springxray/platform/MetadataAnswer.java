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

package io.github.springxray.platform;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the answer of a metadata service, as far as it is worth reading.
 */
final class MetadataAnswer {

	/**
	 * The documents of metadata services have a few kilobytes.
	 */
	static final int MAX_BODY = 64 * 1024;

	private static final int MAX_HEAD = 16 * 1024;

	private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([0-9]{3})(?: .*)?");

	private static final int OK = 200;

	private static final int TOO_MANY_REQUESTS = 429;

	private static final int SERVER_ERROR = 500;

	private final InputStream in;

	private int head;

	MetadataAnswer(InputStream in) {
		this.in = in;
	}

	/**
	 * Read the body of an answer that is right.
	 */
	byte[] read() throws IOException {
		int status = status(line());
		if (status == TOO_MANY_REQUESTS || status >= SERVER_ERROR) {
			throw new IOException("It answered with the status " + status);
		}
		if (status != OK) {
			throw new MetadataException("it answered with the status " + status);
		}
		boolean chunked = false;
		long length = -1;
		for (String line = line(); !line.isEmpty(); line = line()) {
			String header = line.toLowerCase(Locale.ROOT);
			if (header.startsWith("content-length:")) {
				length = number(header.substring("content-length:".length()), 10);
			}
			chunked = chunked || (header.startsWith("transfer-encoding:") && header.endsWith("chunked"));
		}
		return chunked ? chunks() : body(length);
	}

	private static int status(String line) throws MetadataException {
		Matcher matcher = STATUS.matcher(line);
		if (!matcher.matches()) {
			throw new MetadataException("it does not speak HTTP");
		}
		return Integer.parseInt(matcher.group(1));
	}

	private byte[] body(long length) throws IOException {
		if (length > MAX_BODY) {
			throw tooLarge();
		}
		byte[] body = this.in.readNBytes((length >= 0) ? (int) length : MAX_BODY + 1);
		if (body.length > MAX_BODY) {
			throw tooLarge();
		}
		if (body.length < length) {
			throw new EOFException("The answer has no end");
		}
		return body;
	}

	private byte[] chunks() throws IOException {
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		while (true) {
			String line = line();
			int extension = line.indexOf(';');
			long size = number((extension >= 0) ? line.substring(0, extension) : line, 16);
			if (size == 0) {
				return body.toByteArray();
			}
			if (body.size() + size > MAX_BODY) {
				throw tooLarge();
			}
			body.write(body(size));
			line();
		}
	}

	private String line() throws IOException {
		ByteArrayOutputStream line = new ByteArrayOutputStream();
		for (int next = this.in.read(); next != '\n'; next = this.in.read()) {
			if (next < 0) {
				throw new EOFException("The answer has no end");
			}
			if (++this.head > MAX_HEAD) {
				throw tooLarge();
			}
			if (next != '\r') {
				line.write(next);
			}
		}
		return line.toString(StandardCharsets.ISO_8859_1);
	}

	private static long number(String text, int radix) throws MetadataException {
		try {
			long number = Long.parseLong(text.trim(), radix);
			if (number >= 0) {
				return number;
			}
		}
		catch (NumberFormatException ex) {
			// As below
		}
		throw new MetadataException("it does not speak HTTP");
	}

	private static MetadataException tooLarge() {
		return new MetadataException("its answer is too large");
	}

}
