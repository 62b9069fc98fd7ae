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
import java.nio.charset.StandardCharsets;

import org.springframework.http.StreamingHttpOutputMessage;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpResponse;

import io.github.springxray.http.client.TestHttpClient.BodyWriter;
import io.github.springxray.http.client.TestHttpClient.OpenReply;
import io.github.springxray.http.client.TestHttpClient.Reply;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A response of a request factory.
 */
record BlockingReply(ClientHttpResponse response) implements OpenReply {

	static Reply read(ClientHttpResponse response) throws IOException {
		int status = response.getStatusCode().value();
		InputStream body = response.getBody();
		return new Reply(status, new String(body.readAllBytes(), StandardCharsets.UTF_8));
	}

	static void write(BodyWriter body, ClientHttpRequest request) throws IOException {
		if (request instanceof StreamingHttpOutputMessage streaming) {
			streaming.setBody(body::writeTo);
		}
		else {
			body.writeTo(request.getBody());
		}
	}

	@Override
	public int status() {
		try {
			return this.response.getStatusCode().value();
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
	}

	@Override
	public void readSome() throws IOException {
		assertThat(this.response.getBody().read()).isNotNegative();
	}

	@Override
	public void readToEnd() throws IOException {
		this.response.getBody().readAllBytes();
	}

	@Override
	public void close() {
		this.response.close();
	}

}
