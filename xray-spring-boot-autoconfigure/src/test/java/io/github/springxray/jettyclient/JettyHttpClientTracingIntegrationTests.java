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

package io.github.springxray.jettyclient;

import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import org.eclipse.jetty.client.CompletableResponseListener;
import org.eclipse.jetty.client.ContentResponse;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.InputStreamRequestContent;
import org.eclipse.jetty.client.InputStreamResponseListener;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.io.ByteBufferPool;
import org.junit.jupiter.api.AfterEach;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.context.ApplicationContext;
import org.springframework.web.util.UriComponentsBuilder;

import io.github.springxray.http.client.HttpClientTracingContract;
import io.github.springxray.http.client.PipedBody;
import io.github.springxray.http.client.StreamReply;
import io.github.springxray.http.client.TestHttpClient;

/**
 * The contract on Jetty's client.
 */
class JettyHttpClientTracingIntegrationTests extends HttpClientTracingContract {

	private final List<HttpClient> clients = new ArrayList<>();

	@Override
	protected AutoConfigurations autoConfigurations() {
		return AutoConfigurations.of(XRayJettyHttpClientAutoConfiguration.class);
	}

	@Override
	protected String patchProperty() {
		return "xray.patch.jetty-http-client.enabled";
	}

	@Override
	protected boolean knowsRoutes() {
		return false;
	}

	@Override
	protected boolean endsACallAtOnce() {
		return false;
	}

	@Override
	protected TestHttpClient client(ApplicationContext context, TestHttpClient.Options options) {
		HttpClient client = new HttpClient();
		try {
			client.start();
		}
		catch (Exception ex) {
			throw new AssertionError(ex);
		}
		this.clients.add(client);
		return new Client((HttpClient) context.getAutowireCapableBeanFactory().initializeBean(client, "jettyClient"),
				options);
	}

	@AfterEach
	void stop() throws Exception {
		for (HttpClient client : this.clients) {
			client.stop();
		}
	}

	private record Client(HttpClient client, Options options) implements TestHttpClient {

		@Override
		public Reply call(Call call) throws Exception {
			for (int attempt = 1;; attempt++) {
				ContentResponse response = send(call);
				if (response.getStatus() != 503 || attempt >= this.options.attempts()) {
					return new Reply(response.getStatus(), response.getContentAsString());
				}
			}
		}

		/**
		 * The blocking method gives up by itself when the time is over.
		 */
		private ContentResponse send(Call call) throws Exception {
			try {
				return new CompletableResponseListener(request(call)).send().get();
			}
			catch (ExecutionException ex) {
				throw (Exception) ex.getCause();
			}
		}

		@Override
		public OpenReply open(Call call) throws Exception {
			InputStreamResponseListener listener = new InputStreamResponseListener();
			request(call).send(listener);
			Response response = listener.get(20, TimeUnit.SECONDS);
			InputStream body = listener.getInputStream();
			return new StreamReply(response.getStatus(), body, body);
		}

		private Request request(Call call) {
			URI uri = UriComponentsBuilder.fromUriString(call.template()).buildAndExpand(call.variableArray()).toUri();
			Request request = this.client.newRequest(uri)
				.method(call.method())
				.timeout(this.options.readTimeoutMillis(), TimeUnit.MILLISECONDS);
			call.headers().forEach((name, value) -> request.headers((headers) -> headers.add(name, value)));
			if (call.body() != null) {
				request.body(new InputStreamRequestContent("text/plain", PipedBody.of(call.body()),
						new ByteBufferPool.Sized(ByteBufferPool.NON_POOLING)));
			}
			return request;
		}

	}

}
