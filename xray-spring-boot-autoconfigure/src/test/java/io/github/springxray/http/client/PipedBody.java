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

package io.github.springxray.http.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;

import io.github.springxray.http.client.TestHttpClient.BodyWriter;

/**
 * The body of a request for clients that read it from a stream.
 */
public final class PipedBody {

	private PipedBody() {
	}

	/**
	 * Write a body while it is read.
	 * @param body what writes
	 * @return what to read
	 */
	public static InputStream of(BodyWriter body) {
		try {
			PipedOutputStream target = new PipedOutputStream();
			InputStream source = new PipedInputStream(target, 1 << 16);
			new Thread(() -> {
				try (target) {
					body.writeTo(target);
				}
				catch (IOException ex) {
					// The reader sees a broken pipe
				}
			}, "body").start();
			return source;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
