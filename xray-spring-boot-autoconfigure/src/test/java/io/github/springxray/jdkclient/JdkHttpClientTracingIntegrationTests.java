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

package io.github.springxray.jdkclient;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.context.ApplicationContext;
import org.springframework.web.util.UriComponentsBuilder;

import io.github.springxray.http.client.HttpClientTracingContract;
import io.github.springxray.http.client.PipedBody;
import io.github.springxray.http.client.StreamReply;
import io.github.springxray.http.client.TestHttpClient;

/**
 * The contract on the JDK's client.
 */
@ParameterizedClass
@ValueSource(booleans = { false, true })
class JdkHttpClientTracingIntegrationTests extends HttpClientTracingContract {

	@Parameter
	boolean async;

	@Override
	protected AutoConfigurations autoConfigurations() {
		return AutoConfigurations.of(XRayJdkHttpClientAutoConfiguration.class);
	}

	@Override
	protected String patchProperty() {
		return "xray.patch.jdk-http-client.enabled";
	}

	@Override
	protected boolean knowsRoutes() {
		return false;
	}

	@Override
	protected TestHttpClient client(ApplicationContext context, TestHttpClient.Options options) {
		HttpClient client = HttpClient.newBuilder()
			.version(HttpClient.Version.HTTP_1_1)
			.followRedirects(HttpClient.Redirect.NORMAL)
			.build();
		return new Client((HttpClient) context.getAutowireCapableBeanFactory().initializeBean(client, "httpClient"),
				options, this.async);
	}

	private record Client(HttpClient client, Options options, boolean async) implements TestHttpClient {

		@Override
		public Reply call(Call call) throws Exception {
			for (int attempt = 1;; attempt++) {
				HttpResponse<String> response = send(request(call), BodyHandlers.ofString());
				if (response.statusCode() != 503 || attempt >= this.options.attempts()) {
					return new Reply(response.statusCode(), response.body());
				}
			}
		}

		@Override
		public OpenReply open(Call call) throws Exception {
			HttpResponse<java.io.InputStream> response = send(request(call), BodyHandlers.ofInputStream());
			return new StreamReply(response.statusCode(), response.body(), response.body());
		}

		private <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler) throws Exception {
			return this.async ? this.client.sendAsync(request, handler).get() : this.client.send(request, handler);
		}

		private HttpRequest request(Call call) {
			URI uri = UriComponentsBuilder.fromUriString(call.template()).buildAndExpand(call.variableArray()).toUri();
			HttpRequest.Builder builder = HttpRequest.newBuilder(uri)
				.timeout(Duration.ofMillis(this.options.readTimeoutMillis()))
				.method(call.method(), (call.body() != null)
						? BodyPublishers.ofInputStream(() -> PipedBody.of(call.body())) : BodyPublishers.noBody());
			call.headers().forEach(builder::header);
			return builder.build();
		}

	}

}
