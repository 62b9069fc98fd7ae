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

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The application as its users start it, with a UDP socket as X-Ray daemon.
 */
class ShopTracingTests {

	@Test
	void eachCallIsASubsegmentAndItsCalleeJoinsTheTrace() throws IOException {
		try (DatagramSocket daemon = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
			daemon.setSoTimeout(20_000);
			String address = daemon.getLocalAddress().getHostAddress() + ":" + daemon.getLocalPort();
			String answer;
			try (ConfigurableApplicationContext context = SpringApplication.run(ShopApplication.class,
					"--server.port=0", "--xray.daemon.address=" + address)) {
				String url = "http://localhost:" + context.getEnvironment().getProperty("local.server.port");
				answer = RestClient.create().get().uri(url + "/shop").retrieve().body(String.class);
			}
			List<JsonNode> documents = List.of(receive(daemon), receive(daemon), receive(daemon), receive(daemon));
			JsonNode request = documents.stream().filter((document) -> !document.has("parent_id")).findFirst().get();
			List<String> names = new ArrayList<>();
			List<String> headers = new ArrayList<>();
			request.path("subsegments").forEach((call) -> {
				names.add(call.path("name").asString());
				if (call.has("http")) {
					headers.add("Root=" + request.path("trace_id").asString() + ";Parent=" + call.path("id").asString()
							+ ";Sampled=1");
				}
			});
			assertThat(names).containsExactly("H2", "localhost", "localhost", "localhost");
			assertThat(answer.lines()).containsExactlyElementsOf(headers);
			assertThat(request.toString()).contains("SELECT ? FROM DUAL").doesNotContain("secret");
		}
	}

	private static JsonNode receive(DatagramSocket daemon) throws IOException {
		DatagramPacket packet = new DatagramPacket(new byte[65_536], 65_536);
		daemon.receive(packet);
		String[] parts = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8).split("\n", 2);
		return JsonMapper.shared().readTree(parts[1]);
	}

}
