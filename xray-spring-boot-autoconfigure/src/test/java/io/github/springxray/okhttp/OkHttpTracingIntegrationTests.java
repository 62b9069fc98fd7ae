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
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import okhttp3.Callback;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.context.ApplicationContext;
import org.springframework.web.util.UriComponentsBuilder;

import io.github.springxray.http.client.HttpClientTracingContract;
import io.github.springxray.http.client.StreamReply;
import io.github.springxray.http.client.TestHttpClient;

/**
 * The contract on OkHttp.
 */
@ParameterizedClass
@ValueSource(booleans = { false, true })
class OkHttpTracingIntegrationTests extends HttpClientTracingContract {

	@Parameter
	boolean enqueued;

	@Override
	protected AutoConfigurations autoConfigurations() {
		return AutoConfigurations.of(XRayOkHttpAutoConfiguration.class);
	}

	@Override
	protected String patchProperty() {
		return "xray.patch.okhttp.enabled";
	}

	@Override
	protected boolean knowsRoutes() {
		return false;
	}

	/**
	 * Its watchdog closes the socket when the time is over, which may come first.
	 */
	@Override
	protected boolean hasTheSameCauses() {
		return false;
	}

	@Override
	protected TestHttpClient client(ApplicationContext context, TestHttpClient.Options options) {
		OkHttpClient client = new OkHttpClient.Builder().readTimeout(Duration.ofMillis(options.readTimeoutMillis()))
			.addInterceptor((chain) -> {
				Response response = chain.proceed(chain.request());
				for (int attempt = 1; response.code() == 503 && attempt < options.attempts(); attempt++) {
					response.close();
					response = chain.proceed(chain.request());
				}
				return response;
			})
			.build();
		client.dispatcher().setMaxRequestsPerHost(60);
		return new Client((OkHttpClient) context.getAutowireCapableBeanFactory().initializeBean(client, "okHttpClient"),
				this.enqueued);
	}

	private record Client(OkHttpClient client, boolean enqueued) implements TestHttpClient {

		@Override
		public Reply call(Call call) throws Exception {
			try (StreamReply reply = open(call)) {
				return reply.read();
			}
		}

		@Override
		public StreamReply open(Call call) throws Exception {
			okhttp3.Call request = this.client.newCall(request(call));
			Response response = this.enqueued ? enqueue(request) : request.execute();
			return new StreamReply(response.code(), response.body().byteStream(), response);
		}

		private static Response enqueue(okhttp3.Call call) throws Exception {
			CompletableFuture<Response> future = new CompletableFuture<>();
			call.enqueue(new Callback() {

				@Override
				public void onFailure(okhttp3.Call call, IOException ex) {
					future.completeExceptionally(ex);
				}

				@Override
				public void onResponse(okhttp3.Call call, Response response) {
					future.complete(response);
				}

			});
			try {
				return future.get();
			}
			catch (ExecutionException ex) {
				throw (Exception) ex.getCause();
			}
		}

		private Request request(Call call) throws IOException {
			URI uri = UriComponentsBuilder.fromUriString(call.template()).buildAndExpand(call.variableArray()).toUri();
			Request.Builder builder = new Request.Builder().url(uri.toURL());
			call.headers().forEach(builder::addHeader);
			BodyWriter body = call.body();
			return builder.method(call.method(), (body != null) ? new Body(body) : null).build();
		}

	}

	private static final class Body extends RequestBody {

		private final TestHttpClient.BodyWriter body;

		Body(TestHttpClient.BodyWriter body) {
			this.body = body;
		}

		@Override
		public MediaType contentType() {
			return MediaType.get("text/plain");
		}

		@Override
		public void writeTo(BufferedSink target) throws IOException {
			this.body.writeTo(target.outputStream());
		}

	}

}
