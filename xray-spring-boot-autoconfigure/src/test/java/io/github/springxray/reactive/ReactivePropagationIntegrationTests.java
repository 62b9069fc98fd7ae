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
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.listeners.SegmentListener;
import com.amazonaws.xray.spring.aop.XRayEnabled;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.support.WebClientAdapter;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.invoker.HttpServiceProxyFactory;

import io.github.springxray.test.RecordedEntity;
import io.github.springxray.test.RecordedTraces;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How far the trace of a request goes in an application of WebFlux, as Spring Boot
 * configures Reactor and with automatic propagation.
 */
class ReactivePropagationIntegrationTests {

	/**
	 * Leaves an application of WebFlux with Reactor Netty and no more.
	 */
	static final String EXCLUDED = "spring.autoconfigure.exclude="
			+ "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration,"
			+ "org.springframework.boot.data.jdbc.autoconfigure.DataJdbcRepositoriesAutoConfiguration,"
			+ "org.springframework.boot.security.autoconfigure.web.reactive.ReactiveWebSecurityAutoConfiguration,"
			+ "org.springframework.boot.security.autoconfigure."
			+ "actuate.web.reactive.ReactiveManagementWebSecurityAutoConfiguration," + ReactiveTracingContract.JETTY
			+ "," + ReactiveTracingContract.TOMCAT;

	private static final HttpClient client = HttpClient.newHttpClient();

	@AfterEach
	void putReactorBack() {
		Hooks.disableAutomaticContextPropagation();
	}

	@ParameterizedTest
	@ValueSource(strings = { "limited", "auto" })
	void clientsBeansAndBlockingWorkBelongToTheRequestOnWhicheverThread(String propagation) throws Exception {
		try (ConfigurableApplicationContext context = run(propagation)) {
			RecordedTraces traces = context.getBean(RecordedTraces.class);
			for (String path : List.of("/web-client", "/http-interface")) {
				get(context, path);
				RecordedEntity callee = traces.takeSegment((segment) -> isOf(segment, "/callee"));
				RecordedEntity caller = traces.takeSegment((segment) -> isOf(segment, path));
				assertThat(callee).hasTraceId(caller.traceId()).hasParentId(caller.subsegment("127.0.0.1").id());
			}
			get(context, "/bean");
			assertThat(traces.takeSegment()).hasTree("""
					propagation
					  PropagationService.outer
					    InnerService.work""");
			get(context, "/blocking");
			assertThat(traces.takeSegment()).hasSubsegmentsExactly("blocking");
			traces.assertClean();
		}
	}

	@ParameterizedTest
	@CsvSource({ "limited,false", "auto,true" })
	void theStaticApiNeedsAutomaticPropagationAfterAHop(String propagation, boolean current) throws Exception {
		try (ConfigurableApplicationContext context = run(propagation)) {
			assertThat(get(context, "/after-hop").body()).isEqualTo("before=true after=" + current);
			RecordedTraces traces = context.getBean(RecordedTraces.class);
			traces.takeSegment();
			traces.assertClean();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "limited", "auto" })
	void requestsThatAreHandledAtTheSameTimeKeepApart(String propagation) throws Exception {
		try (ConfigurableApplicationContext context = run(propagation)) {
			RecordedTraces traces = context.getBean(RecordedTraces.class);
			Flux.range(0, 200)
				.flatMap((number) -> Mono.fromCallable(() -> get(context, "/together"))
					.subscribeOn(Schedulers.boundedElastic()), 8)
				.blockLast(Duration.ofSeconds(60));
			for (RecordedEntity segment : traces.takeSegments(200)) {
				assertThat(segment).hasTree("""
						propagation
						  blocking
						  PropagationService.outer
						    InnerService.work""");
			}
			traces.assertClean();
		}
	}

	@Test
	void theBasePathIsPartOfTheUrlOnly() throws Exception {
		try (ConfigurableApplicationContext context = run("limited", "spring.webflux.base-path=/base",
				"xray.server.exclude-paths=/after-hop")) {
			RecordedTraces traces = context.getBean(RecordedTraces.class);
			get(context, "/base/bean");
			assertThat(traces.takeSegment()).hasUrl(url(context, "/base/bean"));
			get(context, "/base/after-hop");
			traces.assertNoneLeft();
		}
	}

	private static boolean isOf(RecordedEntity segment, String path) {
		return String.valueOf(segment.value("http", "request", "url")).endsWith(path);
	}

	private static ConfigurableApplicationContext run(String propagation, String... properties) {
		return new SpringApplicationBuilder(PropagationApplication.class,
				NettyTracingIntegrationTests.NettyConfiguration.class)
			.properties("spring.main.web-application-type=reactive", "server.port=0", "server.address=127.0.0.1",
					"spring.application.name=propagation", "spring.main.banner-mode=off", "server.shutdown=immediate",
					"spring.reactor.context-propagation=" + propagation, "xray.sampling.strategy=all", EXCLUDED)
			.properties(properties)
			.run();
	}

	private static HttpResponse<String> get(ConfigurableApplicationContext context, String path) throws Exception {
		return client.send(HttpRequest.newBuilder(URI.create(url(context, path))).build(), BodyHandlers.ofString());
	}

	private static String url(ConfigurableApplicationContext context, String path) {
		return url(context.getEnvironment(), path);
	}

	private static String url(Environment environment, String path) {
		return "http://127.0.0.1:" + environment.getRequiredProperty("local.server.port") + path;
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration(excludeName = "io.awspring.cloud.autoconfigure.sqs.SqsAutoConfiguration")
	@Import({ PropagationController.class, PropagationService.class, InnerService.class })
	static class PropagationApplication {

		@Bean
		RecordedTraces recordedTraces() {
			return new RecordedTraces();
		}

		@Bean
		SegmentListener heldEntities(RecordedTraces traces) {
			return traces.segmentListener();
		}

	}

	@RestController
	static class PropagationController {

		private final WebClient.Builder clients;

		private final PropagationService service;

		private final Environment environment;

		PropagationController(WebClient.Builder clients, PropagationService service, Environment environment) {
			this.clients = clients;
			this.service = service;
			this.environment = environment;
		}

		private WebClient webClient() {
			return this.clients.clone().baseUrl(url(this.environment, "")).build();
		}

		@GetMapping("/callee")
		String callee() {
			return "called";
		}

		@GetMapping("/web-client")
		Mono<String> call() {
			return hop().then(webClient().get().uri("/callee").retrieve().bodyToMono(String.class));
		}

		@GetMapping("/http-interface")
		Mono<String> callInterface() {
			Callee callee = HttpServiceProxyFactory.builderFor(WebClientAdapter.create(webClient()))
				.build()
				.createClient(Callee.class);
			return hop().then(Mono.defer(callee::call));
		}

		@GetMapping("/bean")
		Mono<String> bean() {
			return hop().then(this.service.outer());
		}

		@GetMapping("/blocking")
		Mono<String> blocking() {
			return block();
		}

		@GetMapping("/together")
		Mono<String> together() {
			return block().then(this.service.outer()).delayElement(Duration.ofMillis(1));
		}

		private static Mono<String> block() {
			return Mono.fromCallable(() -> AWSXRay.createSubsegment("blocking", () -> "blocked"))
				.subscribeOn(Schedulers.boundedElastic());
		}

		@GetMapping("/after-hop")
		Mono<String> afterHop() {
			String before = "before=" + AWSXRay.getCurrentSegmentOptional().isPresent();
			return Mono.just(before)
				.delayUntil((value) -> this.service.elsewhere())
				.map((value) -> value + " after=" + AWSXRay.getCurrentSegmentOptional().isPresent());
		}

		private static Mono<Long> hop() {
			return Mono.delay(Duration.ofMillis(2));
		}

	}

	interface Callee {

		@GetExchange("/callee")
		Mono<String> call();

	}

	@XRayEnabled
	static class PropagationService {

		private final InnerService inner;

		PropagationService(InnerService inner) {
			this.inner = inner;
		}

		public Mono<String> outer() {
			return Mono.delay(Duration.ofMillis(2)).then(this.inner.work());
		}

		/**
		 * Another thread that nobody has told of the trace.
		 */
		Mono<String> elsewhere() {
			return Mono.create((sink) -> new Thread(() -> sink.success("elsewhere")).start());
		}

	}

	@XRayEnabled
	static class InnerService {

		public Mono<String> work() {
			return Mono.just("done");
		}

	}

}
