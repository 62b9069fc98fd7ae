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

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import com.amazonaws.xray.entities.Entity;
import feign.Feign;
import feign.Request;
import feign.RequestLine;
import feign.Response;
import okhttp3.OkHttpClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.HttpComponentsClientHttpRequestFactory;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.client.JettyClientHttpRequestFactory;
import org.springframework.http.client.ReactorClientHttpRequestFactory;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.http.client.reactive.HttpComponentsClientHttpConnector;
import org.springframework.http.client.reactive.JdkClientHttpConnector;
import org.springframework.http.client.reactive.JettyClientHttpConnector;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;

import io.github.springxray.apacheclient.ApacheHttpClientTracing;
import io.github.springxray.apacheclient.XRayApacheHttpClientAutoConfiguration;
import io.github.springxray.feign.FeignTracing;
import io.github.springxray.feign.XRayFeignAutoConfiguration;
import io.github.springxray.http.HttpClientCall;
import io.github.springxray.http.HttpClientTracing;
import io.github.springxray.http.OutgoingHeaders;
import io.github.springxray.jdkclient.JdkHttpClientTracing;
import io.github.springxray.jdkclient.XRayJdkHttpClientAutoConfiguration;
import io.github.springxray.jettyclient.JettyHttpClientTracing;
import io.github.springxray.jettyclient.XRayJettyHttpClientAutoConfiguration;
import io.github.springxray.nettyclient.ReactorNettyTracing;
import io.github.springxray.nettyclient.XRayReactorNettyAutoConfiguration;
import io.github.springxray.okhttp.OkHttpTracing;
import io.github.springxray.okhttp.XRayOkHttpAutoConfiguration;
import io.github.springxray.restclient.RestClientTracing;
import io.github.springxray.restclient.XRayRestClientAutoConfiguration;
import io.github.springxray.test.RecordedEntity;
import io.github.springxray.webclient.WebClientTracing;
import io.github.springxray.webclient.XRayWebClientAutoConfiguration;

import static io.github.springxray.test.XRayAssertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests of clients that stand on top of others, where both are traced.
 */
class ClientsOnTopTests extends HttpCallTesting {

	private static final String HEADER = "X-Amzn-Trace-Id";

	private final org.eclipse.jetty.client.HttpClient jetty = new org.eclipse.jetty.client.HttpClient();

	@Override
	protected AutoConfigurations autoConfigurations() {
		return AutoConfigurations.of(XRayRestClientAutoConfiguration.class, XRayWebClientAutoConfiguration.class,
				XRayFeignAutoConfiguration.class, XRayJdkHttpClientAutoConfiguration.class,
				XRayApacheHttpClientAutoConfiguration.class, XRayOkHttpAutoConfiguration.class,
				XRayJettyHttpClientAutoConfiguration.class, XRayReactorNettyAutoConfiguration.class);
	}

	/**
	 * Hosts that are not told of the trace get no header, by which it could be seen.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "*", "nobody" })
	void theOneOnTopIsTheOnlyOneThatIsRecorded(String propagateTo) {
		run((tracing) -> {
			this.jetty.start();
			for (Map.Entry<String, Supplier<?>> stack : stacks(true).entrySet()) {
				RecordedEntity segment = tracing.inSegment(() -> call(tracing, stack.getValue()));
				assertThat(segment.subsegments()).as(stack.getKey()).singleElement().satisfies((call) -> {
					assertThat(call.subsegments()).as(stack.getKey()).isEmpty();
					List<String> header = server.take().headers().get(HEADER);
					if (propagateTo.equals("*")) {
						assertThat(header).as(stack.getKey()).singleElement().asString().contains(call.id());
					}
					else {
						assertThat(header).as(stack.getKey()).isNull();
					}
				});
			}
			this.jetty.stop();
		}, "xray.patch.http.propagate-to=" + propagateTo);
	}

	@Test
	void theOneBeneathIsRecordedWhereTheOneOnTopIsNotTraced() {
		run((tracing) -> {
			this.jetty.start();
			for (Map.Entry<String, Supplier<?>> stack : stacks(false).entrySet()) {
				RecordedEntity segment = tracing.inSegment(() -> call(tracing, stack.getValue()));
				assertThat(segment.subsegments()).as(stack.getKey()).singleElement().satisfies((call) -> {
					assertThat(server.take().headers().get(HEADER)).as(stack.getKey())
						.singleElement()
						.asString()
						.contains(call.id());
				});
			}
			this.jetty.stop();
		});
	}

	/**
	 * The request may be handed to the one beneath on another thread.
	 */
	@Test
	void aRequestThatTellsOfACallInProgressIsNoOtherCall() {
		run((tracing) -> {
			HttpClient client = JdkHttpClientTracing.trace(HttpClient.newHttpClient());
			HttpClientTracing clients = tracing.context().getBean(HttpClientTracing.class);
			URI uri = URI.create(server.url("/hello/world"));
			RecordedEntity segment = tracing.inSegment(() -> {
				HttpRequest.Builder request = HttpRequest.newBuilder(uri);
				HttpClientCall call = clients.begin("GET", uri, clients.current(), new Headers(request));
				client.send(request.build(), BodyHandlers.ofString());
				assertThat(clients.current().getSubsegmentsCopy()).hasSize(1);
				call.end();
				client.send(request.build(), BodyHandlers.ofString());
			});
			assertThat(segment).hasSubsegmentsExactly("127.0.0.1", "127.0.0.1");
		});
	}

	/**
	 * Some clients end a call on a thread of their own, a moment later.
	 */
	private static void call(Tracing tracing, Supplier<?> stack) {
		stack.get();
		Entity current = tracing.subsegments().current();
		await().untilAsserted(() -> assertThat(current.getSubsegmentsCopy()).noneMatch((call) -> call.isInProgress()));
	}

	private Map<String, Supplier<?>> stacks(boolean traced) {
		HttpClient jdk = JdkHttpClientTracing.trace(HttpClient.newHttpClient());
		reactor.netty.http.client.HttpClient netty = ReactorNettyTracing
			.trace(reactor.netty.http.client.HttpClient.newConnection());
		JettyHttpClientTracing.trace(this.jetty);
		OkHttpClient okhttp = OkHttpTracing.trace(new OkHttpClient());
		return Map.of("RestClient on the JDK", rest(new JdkClientHttpRequestFactory(jdk), traced),
				"RestClient on Apache",
				rest(new HttpComponentsClientHttpRequestFactory(
						ApacheHttpClientTracing.trace(HttpClientBuilder.create()).build()), traced),
				"RestClient on Jetty", rest(new JettyClientHttpRequestFactory(this.jetty), traced),
				"RestClient on Netty", rest(new ReactorClientHttpRequestFactory(netty), traced), "WebClient on the JDK",
				web(new JdkClientHttpConnector(jdk), traced), "WebClient on Apache",
				web(new HttpComponentsClientHttpConnector(
						ApacheHttpClientTracing.trace(HttpAsyncClientBuilder.create()).build()), traced),
				"WebClient on Jetty", web(new JettyClientHttpConnector(this.jetty), traced), "WebClient on Netty",
				web(new ReactorClientHttpConnector(netty), traced), "Feign on OkHttp", feign(okhttp, traced));
	}

	private static Supplier<?> rest(ClientHttpRequestFactory factory, boolean traced) {
		RestClient plain = RestClient.builder().requestFactory(factory).build();
		RestClient client = traced ? RestClientTracing.trace(plain) : plain;
		return () -> client.get().uri(server.url("/hello/world")).retrieve().body(String.class);
	}

	private static Supplier<?> web(ClientHttpConnector connector, boolean traced) {
		WebClient plain = WebClient.builder().clientConnector(connector).build();
		WebClient client = traced ? WebClientTracing.trace(plain) : plain;
		return () -> client.post()
			.uri(server.url("/hello/world"))
			.bodyValue("body")
			.retrieve()
			.bodyToMono(String.class)
			.block();
	}

	private static Supplier<?> feign(OkHttpClient client, boolean traced) {
		Feign.Builder builder = Feign.builder().client((request, options) -> execute(client, request));
		if (traced) {
			builder.addCapability(FeignTracing.capability());
		}
		Api api = builder.target(Api.class, server.url(""));
		return api::hello;
	}

	private static Response execute(OkHttpClient client, Request request) throws IOException {
		okhttp3.Request.Builder copy = new okhttp3.Request.Builder().url(request.url());
		request.headers().forEach((name, values) -> values.forEach((value) -> copy.addHeader(name, value)));
		try (okhttp3.Response response = client.newCall(copy.build()).execute()) {
			return Response.builder()
				.status(response.code())
				.request(request)
				.headers(Map.of())
				.body(response.body().bytes())
				.build();
		}
	}

	interface Api {

		@RequestLine("GET /hello/world")
		String hello();

	}

	private record Headers(HttpRequest.Builder request) implements OutgoingHeaders {

		@Override
		public List<String> get(String name) {
			return List.of();
		}

		@Override
		public void set(String name, String value) {
			this.request.setHeader(name, value);
		}

		@Override
		public void remove(String name) {
		}

	}

}
