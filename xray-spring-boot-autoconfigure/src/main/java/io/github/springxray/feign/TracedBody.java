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

package io.github.springxray.feign;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;

import feign.Response;
import org.jspecify.annotations.Nullable;

import io.github.springxray.http.CallBody;
import io.github.springxray.http.HttpClientCall;

/**
 * The body of a response, which ends its call where it ends, fails or is closed.
 */
final class TracedBody implements Response.Body {

	private final Response.Body delegate;

	private final HttpClientCall call;

	private @Nullable InputStream stream;

	private @Nullable InputStream traced;

	TracedBody(Response.Body delegate, HttpClientCall call) {
		this.delegate = delegate;
		this.call = call;
	}

	@Override
	public @Nullable Integer length() {
		return this.delegate.length();
	}

	@Override
	public boolean isRepeatable() {
		return this.delegate.isRepeatable();
	}

	@Override
	public InputStream asInputStream() throws IOException {
		InputStream stream;
		try {
			stream = this.delegate.asInputStream();
		}
		catch (Throwable ex) {
			this.call.end(ex);
			throw ex;
		}
		if (this.traced == null || this.stream != stream) {
			this.stream = stream;
			this.traced = new CallBody(stream, this.call);
		}
		return this.traced;
	}

	@Override
	public Reader asReader(Charset charset) throws IOException {
		return new InputStreamReader(asInputStream(), charset);
	}

	@Override
	public void close() throws IOException {
		try {
			this.delegate.close();
		}
		finally {
			this.call.end();
		}
	}

}
