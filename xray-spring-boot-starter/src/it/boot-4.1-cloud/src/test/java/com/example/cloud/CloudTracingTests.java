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

package com.example.cloud;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Spring Cloud's clients and gateways, with a UDP socket as X-Ray daemon and a callee that
 * answers with the trace header that it got, and with one of its own.
 */
class CloudTracingTests {

	private static final String HEADER = "X-Amzn-Trace-Id";

	private static final String TRACE_ID = "1-5759e988-bd862e3fe1be46a994272793";

	private HttpServer callee;

	private DatagramSocket daemon;

	@BeforeEach
	void start() throws IOException {
		this.daemon = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
		this.daemon.setSoTimeout(20_000);
		this.callee = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.callee.createContext("/", (exchange) -> {
			byte[] body = String.valueOf(exchange.getRequestHeaders().get(HEADER)).getBytes(StandardCharsets.UTF_8);
			exchange.getResponseHeaders().set(HEADER, "Root=1-5759e988-111111111111111111111111");
			exchange.sendResponseHeaders(200, body.length);
			exchange.getResponseBody().write(body);
			exchange.close();
		});
		this.callee.start();
	}

	@AfterEach
	void stop() {
		this.callee.stop(0);
		this.daemon.close();
	}

	@Test
	void feignAndAGatewayOnSpringMvcHaveOneSegmentAndOneCallEach() throws Exception {
		try (ConfigurableApplicationContext context = run("servlet",
				"--spring.cloud.gateway.server.webflux.enabled=false",
				"--spring.cloud.gateway.server.webmvc.routes[0].id=greeting-route",
				"--spring.cloud.gateway.server.webmvc.routes[0].uri=" + url(),
				"--spring.cloud.gateway.server.webmvc.routes[0].predicates[0]=Path=/greeting/**")) {
			HttpResponse<String> feign = get(context, "/feign/world");
			JsonNode segment = receive();
			JsonNode call = onlyCallOf(segment);
			assertThat(call.path("name").asString()).isEqualTo("greetings");
			assertThat(call.path("annotations").path("route").asString()).isEqualTo("/greeting/{name}");
			assertTold(feign, call);
			HttpResponse<String> gateway = get(context, "/greeting/world");
			assertGateway(gateway, receive());
		}
	}

	@Test
	void aGatewayOnWebFluxHasOneSegmentAndOneCall() throws Exception {
		try (ConfigurableApplicationContext context = run("reactive",
				"--spring.cloud.gateway.server.webflux.routes[0].id=greeting-route",
				"--spring.cloud.gateway.server.webflux.routes[0].uri=lb://greetings",
				"--spring.cloud.gateway.server.webflux.routes[0].predicates[0]=Path=/greeting/**")) {
			assertGateway(get(context, "/greeting/world"), receive());
		}
	}

	private static void assertGateway(HttpResponse<String> response, JsonNode segment) {
		assertThat(segment.path("annotations").path("gateway_route").asString()).isEqualTo("greeting-route");
		assertThat(response.headers().allValues(HEADER)).singleElement().asString().contains(TRACE_ID);
		assertTold(response, onlyCallOf(segment));
	}

	private static void assertTold(HttpResponse<String> response, JsonNode call) {
		assertThat(response.body())
			.isEqualTo("[Root=" + TRACE_ID + ";Parent=" + call.path("id").asString() + ";Sampled=1]");
		assertThat(call.path("http").path("response").path("status").asInt()).isEqualTo(200);
	}

	private static JsonNode onlyCallOf(JsonNode segment) {
		assertThat(segment.path("trace_id").asString()).isEqualTo(TRACE_ID);
		assertThat(segment.path("parent_id").asString()).isEqualTo("53995c3f42cd8ad8");
		List<JsonNode> calls = new ArrayList<>();
		segment.path("subsegments").forEach(calls::add);
		assertThat(calls).as(segment.toString()).singleElement();
		assertThat(calls.get(0).has("subsegments")).as(segment.toString()).isFalse();
		return calls.get(0);
	}

	private ConfigurableApplicationContext run(String type, String... arguments) {
		List<String> all = new ArrayList<>(List.of(arguments));
		all.addAll(List.of("--server.port=0", "--spring.main.web-application-type=" + type,
				"--spring.cloud.compatibility-verifier.enabled=false",
				"--spring.cloud.discovery.client.simple.instances.greetings[0].uri=" + url(),
				"--xray.daemon.address=" + this.daemon.getLocalAddress().getHostAddress() + ":"
						+ this.daemon.getLocalPort()));
		return SpringApplication.run(CloudApplication.class, all.toArray(String[]::new));
	}

	private String url() {
		return "http://127.0.0.1:" + this.callee.getAddress().getPort();
	}

	private static HttpResponse<String> get(ConfigurableApplicationContext context, String path) throws Exception {
		HttpRequest request = HttpRequest
			.newBuilder(
					URI.create("http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port") + path))
			.header(HEADER, "Root=" + TRACE_ID + ";Parent=53995c3f42cd8ad8;Sampled=1")
			.build();
		HttpResponse<String> response = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		return response;
	}

	private JsonNode receive() throws IOException {
		DatagramPacket packet = new DatagramPacket(new byte[65_536], 65_536);
		this.daemon.receive(packet);
		String[] parts = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8).split("\n", 2);
		return JsonMapper.shared().readTree(parts[1]);
	}

}
