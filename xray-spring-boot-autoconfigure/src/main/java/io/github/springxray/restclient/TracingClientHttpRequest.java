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
import java.io.OutputStream;
import java.net.URI;
import java.util.Map;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.StreamingHttpOutputMessage;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpResponse;

/**
 * A request that is a call from the moment it is sent.
 */
class TracingClientHttpRequest implements ClientHttpRequest {

	private final ClientHttpRequest delegate;

	private final RequestTracer tracer;

	TracingClientHttpRequest(ClientHttpRequest delegate, RequestTracer tracer) {
		this.delegate = delegate;
		this.tracer = tracer;
	}

	@Override
	public ClientHttpResponse execute() throws IOException {
		return TracingClientHttpResponse.of(this.tracer.begin(this.delegate),
				() -> this.tracer.send(this.delegate, this.delegate::execute));
	}

	@Override
	public HttpMethod getMethod() {
		return this.delegate.getMethod();
	}

	@Override
	public URI getURI() {
		return this.delegate.getURI();
	}

	@Override
	public Map<String, Object> getAttributes() {
		return this.delegate.getAttributes();
	}

	@Override
	public HttpHeaders getHeaders() {
		return this.delegate.getHeaders();
	}

	@Override
	public OutputStream getBody() throws IOException {
		return this.delegate.getBody();
	}

	@Override
	public String toString() {
		return this.delegate.toString();
	}

	/**
	 * A request whose body may be written while it is sent. What writes it looks for the
	 * interface, so only those have it that can.
	 */
	static final class Streaming extends TracingClientHttpRequest implements StreamingHttpOutputMessage {

		private final StreamingHttpOutputMessage delegate;

		Streaming(ClientHttpRequest request, StreamingHttpOutputMessage delegate, RequestTracer tracer) {
			super(request, tracer);
			this.delegate = delegate;
		}

		@Override
		public void setBody(Body body) {
			this.delegate.setBody(body);
		}

		@Override
		public void setBody(byte[] body) throws IOException {
			this.delegate.setBody(body);
		}

	}

}
