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

package io.github.springxray.okhttp;

import java.io.IOException;

import okhttp3.MediaType;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSource;
import okio.ForwardingSource;
import okio.Okio;
import org.jspecify.annotations.Nullable;

import io.github.springxray.http.ContentLengths;
import io.github.springxray.http.HttpClientCall;

/**
 * The body of a response, which ends its call where it ends, fails or is closed.
 */
final class TracedBody extends ResponseBody {

	private static final int SWITCHING_PROTOCOLS = 101;

	private final ResponseBody delegate;

	private final BufferedSource source;

	private TracedBody(ResponseBody delegate, HttpClientCall call) {
		this.delegate = delegate;
		this.source = Okio.buffer(new TracedSource(delegate.source(), call));
	}

	/**
	 * Record a response. A web socket has no body that ends.
	 */
	static Response follow(Response response, HttpClientCall call) {
		String length = response.header("Content-Length");
		call.response(response.code(), ContentLengths.parse(length));
		boolean bodiless = response.code() == SWITCHING_PROTOCOLS
				|| ContentLengths.isBodiless(response.request().method(), response.code());
		if (bodiless) {
			call.end();
			return response;
		}
		return response.newBuilder().body(new TracedBody(response.body(), call)).build();
	}

	@Override
	public @Nullable MediaType contentType() {
		return this.delegate.contentType();
	}

	@Override
	public long contentLength() {
		return this.delegate.contentLength();
	}

	@Override
	public BufferedSource source() {
		return this.source;
	}

	private static final class TracedSource extends ForwardingSource {

		private final HttpClientCall call;

		TracedSource(BufferedSource delegate, HttpClientCall call) {
			super(delegate);
			this.call = call;
		}

		@Override
		public long read(Buffer sink, long byteCount) throws IOException {
			try {
				long count = super.read(sink, byteCount);
				if (count < 0) {
					this.call.end();
				}
				return count;
			}
			catch (Throwable ex) {
				this.call.end(ex);
				throw ex;
			}
		}

		@Override
		public void close() throws IOException {
			try {
				super.close();
			}
			finally {
				this.call.end();
			}
		}

	}

}
