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

package io.github.springxray.console.embedded;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The address that is logged is one where the console answers.
 */
@ExtendWith(OutputCaptureExtension.class)
class ConsoleAddressIntegrationTests {

	private static String announced(CapturedOutput output) {
		String text = output.getAll();
		int start = text.lastIndexOf("X-Ray console at ") + "X-Ray console at ".length();
		return text.substring(start, text.indexOf('\n', start)).strip();
	}

	private static void assertAnswers(String url, String expectedHost, String expectedPath, EmbeddedClient client) {
		assertThat(url).isEqualTo("http://" + expectedHost + ":" + client.port() + expectedPath);
		assertThat(client.send("GET", expectedPath, "Host: " + expectedHost + ":" + client.port()))
			.startsWith("HTTP/1.1 200")
			.contains("<title>X-Ray console</title>");
	}

	@ParameterizedTest
	@CsvSource({ "/app/, /xray, /app/xray/", "/app, /xray, /app/xray/", "/, /xray, /xray/", "'', /xray, /xray/",
			"/a/b/, /tools/traces, /a/b/tools/traces/" })
	void contextPathIsThatOfTheServer(String contextPath, String path, String expected, CapturedOutput output) {
		try (ConfigurableApplicationContext context = ConsoleApplication
			.run("server.servlet.context-path=" + contextPath, "xray.console.path=" + path)) {
			assertAnswers(announced(output), "localhost", expected, new EmbeddedClient(context));
		}
	}

	@ParameterizedTest
	@CsvSource({ "/base/, /base/xray/", "base, /base/xray/", "/, /xray/", "/a/b, /a/b/xray/" })
	void basePathOfReactiveApplicationsIsBeforeIt(String basePath, String expected, CapturedOutput output) {
		try (ConfigurableApplicationContext context = ConsoleApplication.run(WebApplicationType.REACTIVE,
				ConsoleApplication.NO_SECURITY, "spring.webflux.base-path=" + basePath)) {
			assertAnswers(announced(output), "localhost", expected, new EmbeddedClient(context));
		}
	}

	@Test
	void pathOfTheDispatcherServletIsNotBeforeIt(CapturedOutput output) {
		try (ConfigurableApplicationContext context = ConsoleApplication.run("spring.mvc.servlet.path=/mvc")) {
			assertAnswers(announced(output), "localhost", "/xray/", new EmbeddedClient(context));
			assertThat(new EmbeddedClient(context).status("GET", "/mvc/hello")).isEqualTo(200);
		}
	}

	@ParameterizedTest
	@CsvSource({ "127.0.0.1, localhost", "0.0.0.0, localhost", "127.0.0.2, 127.0.0.2" })
	void addressIsOneWhereTheServerListens(String address, String expected, CapturedOutput output) {
		try (ConfigurableApplicationContext context = ConsoleApplication.run("server.address=" + address)) {
			int port = new EmbeddedClient(context).port();
			assertThat(announced(output)).isEqualTo("http://" + expected + ":" + port + "/xray/");
		}
	}

	@Test
	void contextPathThatCodeHasSetIsKnownToo(CapturedOutput output) {
		try (ConfigurableApplicationContext context = ConsoleApplication
			.run("spring.main.sources=" + ContextPathConfiguration.class.getName())) {
			assertAnswers(announced(output), "localhost", "/by-code/xray/", new EmbeddedClient(context));
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class ContextPathConfiguration {

		@Bean
		WebServerFactoryCustomizer<TomcatServletWebServerFactory> contextPath() {
			return (factory) -> factory.setContextPath("/by-code");
		}

	}

}
