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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import feign.Client;
import feign.Feign;
import feign.Param;
import feign.Request;
import feign.RequestLine;
import feign.RequestTemplate;
import feign.Response;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.context.ApplicationContext;
import org.springframework.web.util.UriComponentsBuilder;

import io.github.springxray.http.client.HttpClientTracingContract;
import io.github.springxray.http.client.StreamReply;
import io.github.springxray.http.client.TestHttpClient;
import io.github.springxray.test.RecordedEntity;

import static io.github.springxray.test.XRayAssertions.assertThat;

/**
 * The contract on Feign with its own client.
 */
class FeignTracingIntegrationTests extends HttpClientTracingContract {

	@Override
	protected AutoConfigurations autoConfigurations() {
		return AutoConfigurations.of(XRayFeignAutoConfiguration.class);
	}

	@Override
	protected String patchProperty() {
		return "xray.patch.feign.enabled";
	}

	@Override
	protected boolean knowsRoutes() {
		return false;
	}

	@Override
	protected boolean noticesThatAResponseIsCut() {
		// It stands on the JDK's older client
		return Runtime.version().feature() >= 25;
	}

	@Override
	protected TestHttpClient client(ApplicationContext context, TestHttpClient.Options options) {
		Client client = new Client.Default(null, null);
		TracingCapability capability = context.getBeanProvider(TracingCapability.class).getIfAvailable();
		return new FeignTestClient((capability != null) ? capability.enrich(client) : client, options);
	}

	/**
	 * Feign holds the body of a request before it is sent.
	 */
	@Test
	@Override
	protected void theBodyOfARequestIsSentWhileItIsWritten() {
		run((tracing) -> {
			RecordedEntity segment = tracing.inSegment(() -> assertThat(tracing.client()
				.call(TestHttpClient.Call.get(server.url("/upload")).post((target) -> target.write(new byte[400])))
				.body()).isEqualTo("400"));
			assertThat(segment.subsegment("127.0.0.1")).hasHttpMethod("POST").hasHttpStatus(200);
		});
	}

	@Test
	void theRouteIsThatOfTheMethod() {
		run((tracing) -> {
			Api api = Feign.builder().addCapability(FeignTracing.capability()).target(Api.class, server.url(""));
			RecordedEntity segment = tracing.inSegment(() -> assertThat(api.hello("world")).isEqualTo("hello world"));
			assertThat(segment).hasSubsegmentsExactly("127.0.0.1");
			assertThat(segment.subsegment("127.0.0.1")).hasAnnotation("route", "/hello/{name}").hasHttpStatus(200);
		});
	}

	@Test
	void aCapabilityThatIsGivenTwiceTracesOnce() {
		run((tracing) -> {
			Api api = Feign.builder()
				.addCapability(FeignTracing.capability())
				.addCapability(tracing.context().getBean(TracingCapability.class))
				.target(Api.class, server.url(""));
			assertThat(tracing.inSegment(() -> api.hello("world"))).hasSubsegmentsExactly("127.0.0.1");
		});
	}

	interface Api {

		@RequestLine("GET /hello/{name}")
		String hello(@Param("name") String name);

	}

	private record FeignTestClient(Client client, Options options) implements TestHttpClient {

		@Override
		public Reply call(Call call) throws Exception {
			for (int attempt = 1;; attempt++) {
				try (StreamReply reply = open(call)) {
					if (reply.status() != 503 || attempt >= this.options.attempts()) {
						return reply.read();
					}
				}
			}
		}

		@Override
		public StreamReply open(Call call) throws Exception {
			Request.Options options = new Request.Options(20, TimeUnit.SECONDS, this.options.readTimeoutMillis(),
					TimeUnit.MILLISECONDS, true);
			Response response = this.client.execute(request(call), options);
			InputStream body = (response.body() != null) ? response.body().asInputStream()
					: InputStream.nullInputStream();
			return new StreamReply(response.status(), body, response);
		}

		private static Request request(Call call) throws IOException {
			URI uri = UriComponentsBuilder.fromUriString(call.template()).buildAndExpand(call.variableArray()).toUri();
			Map<String, Collection<String>> headers = new LinkedHashMap<>();
			call.headers().forEach((name, value) -> headers.put(name, List.of(value)));
			return Request.create(Request.HttpMethod.valueOf(call.method()), uri.toString(), headers, body(call.body()),
					null, new RequestTemplate());
		}

		private static byte @Nullable [] body(@Nullable BodyWriter body) throws IOException {
			if (body == null) {
				return null;
			}
			ByteArrayOutputStream bytes = new ByteArrayOutputStream();
			body.writeTo(bytes);
			return bytes.toByteArray();
		}

	}

}
