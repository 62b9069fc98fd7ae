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

package com.example.shop;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;

import com.amazonaws.xray.AWSXRay;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.otlp.OtlpTracingConnectionDetails;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The details of a connection over OTLP, as Docker Compose and Testcontainers make them,
 * which in Spring Boot 4.0 know no TLS.
 */
@ExtendWith(OutputCaptureExtension.class)
class OtlpConnectionTests {

	private final BlockingQueue<String> bodies = new LinkedBlockingQueue<>();

	@Test
	void spansGoToTheServiceThatSpringBootIsConnectedTo(CapturedOutput output) throws Exception {
		HttpServer collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		collector.createContext("/v1/traces", this::take);
		collector.start();
		String url = "http://127.0.0.1:" + collector.getAddress().getPort() + "/v1/traces";
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(ShopApplication.class,
				Connected.class)
			.run("--server.port=0", "--xray.emitter.type=otlp", "--collector=" + url)) {
			AWSXRay.beginSegment("order");
			AWSXRay.endSegment();
			assertThat(this.bodies.poll(20, TimeUnit.SECONDS)).contains("resourceSpans", "\"order\"");
		}
		finally {
			collector.stop(0);
		}
		assertThat(output).contains(url.substring(0, url.indexOf("/v1"))).doesNotContain(" WARN ", " ERROR ");
	}

	private void take(HttpExchange exchange) throws IOException {
		try (exchange) {
			byte[] body = exchange.getRequestBody().readAllBytes();
			if ("gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"))) {
				body = new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes();
			}
			this.bodies.add(new String(body, StandardCharsets.UTF_8));
			exchange.sendResponseHeaders(200, -1);
		}
	}

	/**
	 * No configuration, so that the application does not find it by itself.
	 */
	static class Connected {

		@Bean
		OtlpTracingConnectionDetails collector(Environment environment) {
			return (transport) -> environment.getProperty("collector");
		}

	}

}
