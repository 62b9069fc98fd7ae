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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.awaitility.Awaitility;
import org.eclipse.jetty.server.CustomRequestLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import io.github.springxray.testsupport.TracedApplication;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The id of a trace where it leaves an application of servlets: in access logs and in
 * what clients are told of errors.
 */
class ServletIdsIntegrationTests {

	private static final HttpClient client = HttpClient.newHttpClient();

	private static final BlockingQueue<String> jettyLines = new LinkedBlockingQueue<>();

	@ParameterizedTest
	@ValueSource(strings = { "all", "none" })
	void theAccessLogOfTomcatPrintsTheAttribute(String sampling, @TempDir Path directory) throws Exception {
		try (ConfigurableApplicationContext context = TracedApplication.run("--xray.emitter.type=none",
				"--xray.sampling.strategy=" + sampling, "--server.tomcat.accesslog.enabled=true",
				"--server.tomcat.accesslog.buffered=false", "--server.tomcat.accesslog.directory=" + directory,
				"--server.tomcat.accesslog.pattern=%U %{xray.traceId}r")) {
			String trace = traceOf(get(context, "/hello"));
			Awaitility.await()
				.atMost(Duration.ofSeconds(30))
				.untilAsserted(() -> assertThat(linesIn(directory)).containsExactly("/hello " + trace));
		}
	}

	@Test
	void theAccessLogOfJettyPrintsTheAttribute() throws Exception {
		jettyLines.clear();
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(JettyApplication.class)
			.properties("server.port=0", "server.address=127.0.0.1", "spring.main.banner-mode=off",
					"server.shutdown=immediate", "xray.emitter.type=none", "xray.sampling.strategy=all", excluded())
			.run()) {
			String trace = traceOf(get(context, "/problem"));
			assertThat(jettyLines.poll(30, TimeUnit.SECONDS)).isEqualTo("/problem " + trace);
		}
	}

	@Test
	void problemsHaveTheIdWhereThatIsAskedFor() throws Exception {
		try (ConfigurableApplicationContext context = TracedApplication.run(List.of(ProblemConfiguration.class),
				"--xray.emitter.type=none", "--xray.server.error-trace-id=true",
				"--spring.mvc.problemdetails.enabled=true", "--xray.server.exclude-paths=/excluded")) {
			for (String path : List.of("/unknown", "/problem")) {
				HttpResponse<String> response = get(context, path);
				assertThat(problem(response)).containsEntry("traceId", traceOf(response));
			}
			assertThat(problem(get(context, "/own"))).containsEntry("traceId", "mine");
			assertThat(problem(get(context, "/excluded"))).doesNotContainKey("traceId").containsKey("status");
		}
	}

	@Test
	void problemsAreAsTheyAreByDefault() throws Exception {
		try (ConfigurableApplicationContext context = TracedApplication.run(List.of(ProblemConfiguration.class),
				"--xray.emitter.type=none", "--spring.mvc.problemdetails.enabled=true")) {
			assertThat(problem(get(context, "/problem"))).doesNotContainKey("traceId").containsKey("status");
		}
	}

	private static String excluded() {
		List<String> names = new ArrayList<>();
		for (String name : List.of("jdbc.autoconfigure.DataSourceAutoConfiguration",
				"data.jdbc.autoconfigure.DataJdbcRepositoriesAutoConfiguration",
				"security.autoconfigure.UserDetailsServiceAutoConfiguration",
				"security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration",
				"security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration",
				"security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration",
				"tomcat.autoconfigure.actuate.web.server.TomcatServletManagementContextAutoConfiguration",
				"tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration")) {
			names.add("org.springframework.boot." + name);
		}
		return "spring.autoconfigure.exclude=" + String.join(",", names);
	}

	private static List<String> linesIn(Path directory) throws Exception {
		List<String> lines = new ArrayList<>();
		try (Stream<Path> files = Files.list(directory)) {
			for (Path file : files.toList()) {
				lines.addAll(Files.readAllLines(file));
			}
		}
		return lines;
	}

	private static Map<String, Object> problem(HttpResponse<String> response) throws Exception {
		assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
		return new ObjectMapper().readerForMapOf(Object.class).readValue(response.body());
	}

	private static HttpResponse<String> get(ConfigurableApplicationContext context, String path) throws Exception {
		String port = context.getEnvironment().getRequiredProperty("local.server.port");
		return client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
				BodyHandlers.ofString());
	}

	private static String traceOf(HttpResponse<?> response) {
		return response.headers().firstValue("X-Amzn-Trace-Id").orElseThrow().replace("Root=", "");
	}

	@Configuration(proxyBeanMethods = false)
	@Import(ProblemController.class)
	static class ProblemConfiguration {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(ProblemController.class)
	static class JettyApplication {

		@Bean
		JettyServletWebServerFactory webServerFactory() {
			JettyServletWebServerFactory factory = new JettyServletWebServerFactory();
			factory.addServerCustomizers(
					(server) -> server.setRequestLog(new CustomRequestLog(jettyLines::add, "%U %{xray.traceId}attr")));
			return factory;
		}

	}

	@RestController
	static class ProblemController {

		@GetMapping({ "/problem", "/excluded" })
		void problem() {
			throw new ErrorResponseException(HttpStatus.CONFLICT);
		}

		@GetMapping("/own")
		void own() {
			ProblemDetail detail = ProblemDetail.forStatus(HttpStatus.CONFLICT);
			detail.setProperty("traceId", "mine");
			throw new ErrorResponseException(HttpStatus.CONFLICT, detail, null);
		}

	}

}
