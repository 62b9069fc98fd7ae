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

import java.io.IOException;
import java.io.InputStream;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.ClientHttpResponse;

import io.github.springxray.http.HttpClientCall;

/**
 * A response that ends its call when it is complete: at the end of its body, when that
 * fails, or when it is closed. Its status is recorded when the application asks for it:
 * with some clients this is what waits for the response, and its failure belongs to the
 * application.
 */
final class TracingClientHttpResponse implements ClientHttpResponse {

	private final ClientHttpResponse delegate;

	private final HttpClientCall call;

	private volatile boolean recorded;

	private @Nullable InputStream body;

	private @Nullable InputStream tracedBody;

	private TracingClientHttpResponse(ClientHttpResponse delegate, HttpClientCall call) {
		this.delegate = delegate;
		this.call = call;
	}

	/**
	 * Send a request as a call.
	 * @param call the call, begun
	 * @param exchange what sends
	 * @return the response, which ends the call if it is recorded
	 * @throws IOException what sending throws
	 */
	static ClientHttpResponse of(HttpClientCall call, Exchange exchange) throws IOException {
		if (!call.isRecording()) {
			return exchange.execute();
		}
		try {
			return new TracingClientHttpResponse(exchange.execute(), call);
		}
		catch (Throwable ex) {
			call.end(ex);
			throw ex;
		}
	}

	@Override
	public HttpStatusCode getStatusCode() throws IOException {
		try {
			HttpStatusCode status = this.delegate.getStatusCode();
			record(status);
			return status;
		}
		catch (IOException ex) {
			this.call.end(ex);
			throw ex;
		}
	}

	@Override
	public String getStatusText() throws IOException {
		return this.delegate.getStatusText();
	}

	@Override
	public HttpHeaders getHeaders() {
		return this.delegate.getHeaders();
	}

	@Override
	public InputStream getBody() throws IOException {
		InputStream stream;
		try {
			stream = this.delegate.getBody();
		}
		catch (IOException ex) {
			// The status may be what cannot be read, so it is not asked for
			this.call.end(ex);
			throw ex;
		}
		if (stream == null) {
			// Against its contract, but Spring copes with it
			return stream;
		}
		if (this.tracedBody == null || this.body != stream) {
			this.body = stream;
			this.tracedBody = new TracingInputStream(stream, this);
		}
		return this.tracedBody;
	}

	@Override
	public void close() {
		recordIfNobodyAsked();
		try {
			this.delegate.close();
		}
		finally {
			this.call.end();
		}
	}

	void complete() {
		recordIfNobodyAsked();
		this.call.end();
	}

	void fail(Throwable error) {
		recordIfNobodyAsked();
		this.call.end(error);
	}

	void recordIfNobodyAsked() {
		if (!this.recorded && this.call.isRecording()) {
			try {
				record(this.delegate.getStatusCode());
			}
			catch (IOException | RuntimeException ex) {
				this.recorded = true;
			}
		}
	}

	private void record(HttpStatusCode status) {
		if (!this.recorded) {
			this.recorded = true;
			this.call.response(status.value(), contentLength());
		}
	}

	private long contentLength() {
		try {
			return this.delegate.getHeaders().getContentLength();
		}
		catch (RuntimeException ex) {
			return -1;
		}
	}

	/**
	 * Sends a request.
	 */
	@FunctionalInterface
	interface Exchange {

		ClientHttpResponse execute() throws IOException;

	}

}
