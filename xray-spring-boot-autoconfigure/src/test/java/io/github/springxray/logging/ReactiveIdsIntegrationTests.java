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

package io.github.springxray.logging;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.MDC;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.server.logging.AccessLog;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The ids of a trace in an application of WebFlux on Reactor Netty: on the threads that
 * handle a request, in its access log, and in what clients are told of errors.
 */
class ReactiveIdsIntegrationTests {

	private static final HttpClient client = HttpClient.newHttpClient();

	private static final BlockingQueue<String> accessLog = new LinkedBlockingQueue<>();

	@AfterEach
	void putReactorBack() {
		Hooks.disableAutomaticContextPropagation();
	}

	@ParameterizedTest
	@CsvSource({ "limited,all", "limited,none", "auto,all", "auto,none" })
	void theThreadsThatHandleARequestHaveItsIds(String propagation, String sampling) throws Exception {
		try (ConfigurableApplicationContext context = run("spring.reactor.context-propagation=" + propagation,
				"xray.sampling.strategy=" + sampling)) {
			for (String path : new String[] { "/handler", "/blocking", "/hop" }) {
				HttpResponse<String> response = get(context, path);
				String trace = traceOf(response);
				if (path.equals("/hop") && propagation.equals("limited")) {
					assertThat(response.body()).isEqualTo("null null");
				}
				else {
					assertThat(response.body()).startsWith(trace + "@")
						.endsWith(" " + trace.substring(2).replace("-", ""));
				}
			}
			assertThat(get(context, "/idle").body()).isEqualTo("null null");
		}
	}

	@Test
	void theAccessLogOfReactorNettyPrintsTheHeaderOfTheResponse() throws Exception {
		accessLog.clear();
		try (ConfigurableApplicationContext context = run()) {
			String trace = traceOf(get(context, "/handler"));
			assertThat(accessLog.poll(30, TimeUnit.SECONDS)).isEqualTo("/handler Root=" + trace);
		}
	}

	@Test
	void problemsHaveTheIdWhereThatIsAskedFor() throws Exception {
		try (ConfigurableApplicationContext context = run("xray.server.error-trace-id=true",
				"spring.webflux.problemdetails.enabled=true")) {
			HttpResponse<String> response = get(context, "/problem");
			Map<String, Object> problem = new ObjectMapper().readerForMapOf(Object.class).readValue(response.body());
			assertThat(problem).containsEntry("traceId", traceOf(response)).containsEntry("status", 409);
		}
		try (ConfigurableApplicationContext context = run("spring.webflux.problemdetails.enabled=true")) {
			assertThat(get(context, "/problem").body()).contains("409").doesNotContain("traceId");
		}
	}

	private static ConfigurableApplicationContext run(String... properties) {
		return new SpringApplicationBuilder(ReactiveApplication.class)
			.properties("spring.main.web-application-type=reactive", "server.port=0", "server.address=127.0.0.1",
					"spring.main.banner-mode=off", "server.shutdown=immediate", "xray.emitter.type=none",
					"xray.sampling.strategy=all", "xray.server.exclude-paths=/idle",
					"spring.autoconfigure.exclude="
							+ "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration,"
							+ "org.springframework.boot.data.jdbc.autoconfigure.DataJdbcRepositoriesAutoConfiguration,"
							+ "org.springframework.boot.security.autoconfigure."
							+ "web.reactive.ReactiveWebSecurityAutoConfiguration,"
							+ "org.springframework.boot.security.autoconfigure."
							+ "actuate.web.reactive.ReactiveManagementWebSecurityAutoConfiguration,"
							+ "org.springframework.boot.jetty.autoconfigure.actuate.web.server."
							+ "JettyReactiveManagementContextAutoConfiguration,"
							+ "org.springframework.boot.tomcat.autoconfigure.actuate.web.server."
							+ "TomcatReactiveManagementContextAutoConfiguration")
			.properties(properties)
			.run();
	}

	private static HttpResponse<String> get(ConfigurableApplicationContext context, String path) throws Exception {
		String port = context.getEnvironment().getRequiredProperty("local.server.port");
		return client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
				BodyHandlers.ofString());
	}

	private static String traceOf(HttpResponse<?> response) {
		return response.headers().firstValue("X-Amzn-Trace-Id").orElseThrow().replace("Root=", "");
	}

	private static String ids() {
		return MDC.get("AWS-XRAY-TRACE-ID") + " " + MDC.get("traceId");
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(ReactiveController.class)
	static class ReactiveApplication {

		@Bean
		ReactorResourceFactory resources() {
			ReactorResourceFactory resources = new ReactorResourceFactory();
			resources.setUseGlobalResources(false);
			resources.setShutdownQuietPeriod(Duration.ZERO);
			return resources;
		}

		@Bean
		NettyReactiveWebServerFactory webServerFactory(ReactorResourceFactory resources) {
			NettyReactiveWebServerFactory factory = new NettyReactiveWebServerFactory();
			factory.addServerCustomizers((server) -> server.maxKeepAliveRequests(1).accessLog(true, (request) -> {
				accessLog.add(request.uri() + " " + request.responseHeader("X-Amzn-Trace-Id"));
				return AccessLog.create("{}", request.uri());
			}));
			factory.setResourceFactory(resources);
			return factory;
		}

	}

	@RestController
	static class ReactiveController {

		@GetMapping({ "/handler", "/idle" })
		Mono<String> handler() {
			return Mono.just(ids());
		}

		@GetMapping("/blocking")
		Mono<String> blocking() {
			return Mono.fromCallable(ReactiveIdsIntegrationTests::ids).subscribeOn(Schedulers.boundedElastic());
		}

		/**
		 * Goes on on a thread that is not one of Reactor.
		 */
		@GetMapping("/hop")
		Mono<String> hop() {
			return Mono.<Integer>create((sink) -> new Thread(() -> sink.success(1)).start()).map((number) -> ids());
		}

		@GetMapping("/problem")
		Mono<@Nullable String> problem() {
			return Mono.error(new ErrorResponseException(HttpStatus.CONFLICT));
		}

	}

}
