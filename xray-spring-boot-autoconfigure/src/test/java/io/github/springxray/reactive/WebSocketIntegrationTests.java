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

package io.github.springxray.reactive;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import com.amazonaws.xray.listeners.SegmentListener;
import com.amazonaws.xray.spring.aop.XRayEnabled;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Mono;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.reactive.socket.server.RequestUpgradeStrategy;
import org.springframework.web.reactive.socket.server.WebSocketService;
import org.springframework.web.reactive.socket.server.support.HandshakeWebSocketService;
import org.springframework.web.reactive.socket.server.upgrade.JettyRequestUpgradeStrategy;
import org.springframework.web.reactive.socket.server.upgrade.ReactorNettyRequestUpgradeStrategy;
import org.springframework.web.reactive.socket.server.upgrade.StandardWebSocketUpgradeStrategy;

import io.github.springxray.test.RecordedEntity;
import io.github.springxray.test.RecordedTraces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * WebSocket on each server of WebFlux.
 */
class WebSocketIntegrationTests {

	private static final HttpClient client = HttpClient.newHttpClient();

	@ParameterizedTest
	@EnumSource
	void aConnectionIsARequestUntilItIsOpenAndItsSessionGoesOnInTheTrace(Server server) throws Exception {
		try (ConfigurableApplicationContext context = run(server)) {
			RecordedTraces traces = context.getBean(RecordedTraces.class);
			Messages messages = new Messages();
			WebSocket socket = open(context, "/socket", messages);
			RecordedEntity handshake = traces.takeSegment();
			assertThat(handshake).hasHttpStatus(101).isNotFault().isNotError().isComplete();
			assertThat(handshake).hasAnnotation("http_route", "/socket");
			socket.sendText("hello", true);
			assertThat(messages.received.poll(10, TimeUnit.SECONDS)).isEqualTo("HELLO");
			assertThat(traces.takeSubsegment("Answers.answer")).hasTraceId(handshake.traceId())
				.hasParentId(handshake.id());
			socket.sendClose(WebSocket.NORMAL_CLOSURE, "bye").get(10, TimeUnit.SECONDS);
			assertThat(messages.closed.poll(10, TimeUnit.SECONDS)).isNotNull();
			traces.assertClean();
		}
	}

	@ParameterizedTest
	@EnumSource
	void aSessionThatFailsIsNoFaultOfTheRequest(Server server) throws Exception {
		try (ConfigurableApplicationContext context = run(server)) {
			RecordedTraces traces = context.getBean(RecordedTraces.class);
			Messages messages = new Messages();
			open(context, "/failing", messages).sendText("hello", true);
			assertThat(traces.takeSegment()).hasHttpStatus(101).isNotFault().hasNoException();
			assertThat(messages.closed.poll(10, TimeUnit.SECONDS)).isNotNull();
			traces.assertClean();
		}
	}

	@ParameterizedTest
	@EnumSource
	void whatOpensNoConnectionIsAnOrdinaryRequest(Server server) throws Exception {
		try (ConfigurableApplicationContext context = run(server)) {
			RecordedTraces traces = context.getBean(RecordedTraces.class);
			HttpRequest plain = HttpRequest.newBuilder(URI.create(url(context, "/socket"))).build();
			assertThat(client.send(plain, BodyHandlers.ofString()).statusCode()).isEqualTo(400);
			assertThat(traces.takeSegment()).hasHttpStatus(400).isError();
			assertThatException().isThrownBy(() -> open(context, "/nowhere", new Messages()));
			assertThat(traces.takeSegment()).hasHttpStatus(404).isError();
			traces.assertClean();
		}
	}

	private static WebSocket open(ConfigurableApplicationContext context, String path, Messages messages)
			throws Exception {
		return client.newWebSocketBuilder()
			.buildAsync(URI.create(url(context, path).replace("http:", "ws:")), messages)
			.get(10, TimeUnit.SECONDS);
	}

	private static String url(ConfigurableApplicationContext context, String path) {
		return "http://127.0.0.1:" + context.getEnvironment().getRequiredProperty("local.server.port") + path;
	}

	private static ConfigurableApplicationContext run(Server server) {
		return new SpringApplicationBuilder(SocketApplication.class, server.configuration)
			.initializers((context) -> context.getBeanFactory().registerSingleton("server", server))
			.properties("spring.main.web-application-type=reactive", "server.port=0", "server.address=127.0.0.1",
					"spring.application.name=sockets", "spring.main.banner-mode=off", "server.shutdown=immediate",
					"xray.sampling.strategy=all", ReactivePropagationIntegrationTests.EXCLUDED)
			.run();
	}

	enum Server {

		NETTY(NettyTracingIntegrationTests.NettyConfiguration.class),
		TOMCAT(TomcatReactiveTracingIntegrationTests.TomcatConfiguration.class),
		JETTY(JettyReactiveTracingIntegrationTests.JettyConfiguration.class);

		private final Class<?> configuration;

		Server(Class<?> configuration) {
			this.configuration = configuration;
		}

		private RequestUpgradeStrategy upgradeStrategy() {
			return switch (this) {
				case NETTY -> new ReactorNettyRequestUpgradeStrategy();
				case TOMCAT -> new StandardWebSocketUpgradeStrategy();
				case JETTY -> new JettyRequestUpgradeStrategy();
			};
		}

	}

	private static final class Messages implements WebSocket.Listener {

		private final BlockingQueue<String> received = new LinkedBlockingQueue<>();

		private final BlockingQueue<Integer> closed = new LinkedBlockingQueue<>();

		@Override
		public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
			this.received.add(data.toString());
			return WebSocket.Listener.super.onText(socket, data, last);
		}

		@Override
		public CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
			this.closed.add(status);
			return WebSocket.Listener.super.onClose(socket, status, reason);
		}

		@Override
		public void onError(WebSocket socket, Throwable error) {
			this.closed.add(-1);
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration(excludeName = "io.awspring.cloud.autoconfigure.sqs.SqsAutoConfiguration")
	@Import(Answers.class)
	static class SocketApplication {

		@Bean
		RecordedTraces recordedTraces() {
			return new RecordedTraces();
		}

		@Bean
		SegmentListener heldEntities(RecordedTraces traces) {
			return traces.segmentListener();
		}

		/**
		 * WebFlux would take the one of Jetty, as the libraries of all servers are there.
		 */
		@Bean
		WebFluxConfigurer webSockets(Server server) {
			return new WebFluxConfigurer() {

				@Override
				public WebSocketService getWebSocketService() {
					return new HandshakeWebSocketService(server.upgradeStrategy());
				}

			};
		}

		@Bean
		HandlerMapping sockets(Answers answers) {
			// Spring's session with Tomcat subscribes to what is sent without the context
			WebSocketHandler handler = (session) -> Mono.deferContextual((context) -> session.send(session.receive()
				.concatMap((message) -> answers.answer(message.getPayloadAsText()))
				.map(session::textMessage)
				.contextWrite(context)));
			WebSocketHandler failing = (session) -> session.receive()
				.next()
				.flatMap((message) -> Mono.error(new IllegalStateException("failed")));
			return new SimpleUrlHandlerMapping(Map.of("/socket", handler, "/failing", failing), -1);
		}

	}

	@XRayEnabled
	static class Answers {

		public Mono<String> answer(String message) {
			return Mono.just(message.toUpperCase(Locale.ROOT));
		}

	}

}
