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

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

import io.github.springxray.http.client.TestHttpClient.OpenReply;
import io.github.springxray.http.client.TestHttpClient.Reply;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A response whose body is a stream.
 *
 * @param status its status
 * @param body its body
 * @param response what is closed to give it up
 */
public record StreamReply(int status, InputStream body, Closeable response) implements OpenReply {

	public Reply read() throws IOException {
		return new Reply(this.status, new String(this.body.readAllBytes(), StandardCharsets.UTF_8));
	}

	@Override
	public void readSome() throws IOException {
		assertThat(this.body.read()).isNotNegative();
	}

	@Override
	public void readToEnd() throws IOException {
		this.body.readAllBytes();
	}

	@Override
	public void close() {
		try {
			this.response.close();
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
	}

}
