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

package io.github.springxray.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * The body of a response, which ends its call where it ends, fails or is closed. Bytes
 * pass as they come. For the starter's own packages.
 */
public final class CallBody extends FilterInputStream {

	private final HttpClientCall call;

	/**
	 * Create an instance.
	 * @param body the body
	 * @param call the call that ends with it
	 */
	public CallBody(InputStream body, HttpClientCall call) {
		super(body);
		this.call = call;
	}

	@Override
	public int read() throws IOException {
		try {
			return checked(super.read());
		}
		catch (IOException | RuntimeException ex) {
			this.call.end(ex);
			throw ex;
		}
	}

	@Override
	public int read(byte[] target, int offset, int length) throws IOException {
		try {
			return checked(super.read(target, offset, length));
		}
		catch (IOException | RuntimeException ex) {
			this.call.end(ex);
			throw ex;
		}
	}

	@Override
	public void close() throws IOException {
		try {
			super.close();
		}
		catch (IOException | RuntimeException ex) {
			this.call.end(ex);
			throw ex;
		}
		finally {
			this.call.end();
		}
	}

	private int checked(int result) {
		if (result < 0) {
			this.call.end();
		}
		return result;
	}

}
