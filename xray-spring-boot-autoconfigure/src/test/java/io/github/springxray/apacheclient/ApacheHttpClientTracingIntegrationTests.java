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

package io.github.springxray.apacheclient;

import java.io.InputStream;
import java.net.URI;
import java.util.Objects;
import java.util.concurrent.ExecutionException;

import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.async.methods.SimpleRequestBuilder;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.DefaultHttpRequestRetryStrategy;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.InputStreamEntity;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
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
 * The contract on Apache's clients.
 */
@ParameterizedClass
@ValueSource(booleans = { false, true })
class ApacheHttpClientTracingIntegrationTests extends HttpClientTracingContract {

	private static final int CONNECTIONS = 60;

	private static final int FACE_MILLIS = 10_000;

	@Parameter
	boolean async;

	@Override
	protected AutoConfigurations autoConfigurations() {
		return AutoConfigurations.of(XRayApacheHttpClientAutoConfiguration.class);
	}

	@Override
	protected String patchProperty() {
		return "xray.patch.apache-http-client.enabled";
	}

	@Override
	protected boolean knowsRoutes() {
		return false;
	}

	@Override
	protected TestHttpClient client(ApplicationContext context, TestHttpClient.Options options) {
		return this.async ? async(context, options) : new Client(classic(context, options), null);
	}

	private CloseableHttpClient classic(ApplicationContext context, TestHttpClient.Options options) {
		return bean(context, HttpClientBuilder.create()).setRetryStrategy(retries(options))
			.setDefaultRequestConfig(config(options))
			.setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
				.setMaxConnPerRoute(CONNECTIONS)
				.setMaxConnTotal(CONNECTIONS)
				.build())
			.build();
	}

	/**
	 * An asynchronous client, and the same with a classic face for bodies that are
	 * streams. The face waits longer than the client beneath.
	 */
	private Client async(ApplicationContext context, TestHttpClient.Options options) {
		CloseableHttpAsyncClient client = bean(context, HttpAsyncClientBuilder.create())
			.setRetryStrategy(retries(options))
			.setDefaultRequestConfig(config(options))
			.setConnectionManager(PoolingAsyncClientConnectionManagerBuilder.create()
				.setMaxConnPerRoute(CONNECTIONS)
				.setMaxConnTotal(CONNECTIONS)
				.build())
			.build();
		client.start();
		return new Client(
				HttpAsyncClients.classic(client, Timeout.ofMilliseconds(options.readTimeoutMillis() + FACE_MILLIS)),
				client);
	}

	@SuppressWarnings("unchecked")
	private static <T> T bean(ApplicationContext context, T builder) {
		return (T) context.getAutowireCapableBeanFactory().initializeBean(builder, "httpClientBuilder");
	}

	private static DefaultHttpRequestRetryStrategy retries(TestHttpClient.Options options) {
		return new DefaultHttpRequestRetryStrategy(options.attempts() - 1, TimeValue.ZERO_MILLISECONDS);
	}

	private static RequestConfig config(TestHttpClient.Options options) {
		return RequestConfig.custom().setResponseTimeout(Timeout.ofMilliseconds(options.readTimeoutMillis())).build();
	}

	private record Client(CloseableHttpClient client,
			@Nullable CloseableHttpAsyncClient async) implements TestHttpClient {

		@Override
		public Reply call(Call call) throws Exception {
			if (this.async != null && call.body() == null) {
				return call(this.async, call);
			}
			StreamReply reply = open(call);
			try {
				return reply.read();
			}
			finally {
				reply.close();
			}
		}

		private static Reply call(CloseableHttpAsyncClient client, Call call) throws Exception {
			SimpleRequestBuilder request = SimpleRequestBuilder.create(call.method()).setUri(uri(call));
			call.headers().forEach(request::addHeader);
			try {
				SimpleHttpResponse response = client.execute(request.build(), null).get();
				return new Reply(response.getCode(), Objects.toString(response.getBodyText(), ""));
			}
			catch (ExecutionException ex) {
				throw (Exception) ex.getCause();
			}
		}

		private static URI uri(Call call) {
			return UriComponentsBuilder.fromUriString(call.template()).buildAndExpand(call.variableArray()).toUri();
		}

		@Override
		public StreamReply open(Call call) throws Exception {
			ClassicHttpResponse response = this.client.executeOpen(null, request(call), null);
			HttpEntity entity = response.getEntity();
			InputStream body = (entity != null) ? entity.getContent() : InputStream.nullInputStream();
			return new StreamReply(response.getCode(), body, response);
		}

		private ClassicHttpRequest request(Call call) {
			ClassicRequestBuilder builder = ClassicRequestBuilder.create(call.method()).setUri(uri(call));
			call.headers().forEach(builder::addHeader);
			if (call.body() != null) {
				builder.setEntity(new InputStreamEntity(PipedBody.of(call.body()), ContentType.TEXT_PLAIN));
			}
			return builder.build();
		}

	}

}
