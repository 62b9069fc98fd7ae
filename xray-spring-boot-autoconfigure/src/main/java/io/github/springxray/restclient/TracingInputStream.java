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

package io.github.springxray.restclient;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * The body of a response, which tells where it ends.
 */
final class TracingInputStream extends FilterInputStream {

	private final TracingClientHttpResponse response;

	TracingInputStream(InputStream body, TracingClientHttpResponse response) {
		super(body);
		this.response = response;
	}

	@Override
	public int read() throws IOException {
		try {
			return checked(super.read());
		}
		catch (IOException | RuntimeException ex) {
			this.response.fail(ex);
			throw ex;
		}
	}

	@Override
	public int read(byte[] b, int off, int len) throws IOException {
		try {
			return checked(super.read(b, off, len));
		}
		catch (IOException | RuntimeException ex) {
			this.response.fail(ex);
			throw ex;
		}
	}

	@Override
	public void close() throws IOException {
		this.response.recordIfNobodyAsked();
		try {
			super.close();
		}
		catch (IOException | RuntimeException ex) {
			this.response.fail(ex);
			throw ex;
		}
		finally {
			this.response.complete();
		}
	}

	private int checked(int result) {
		if (result < 0) {
			this.response.complete();
		}
		return result;
	}

}
