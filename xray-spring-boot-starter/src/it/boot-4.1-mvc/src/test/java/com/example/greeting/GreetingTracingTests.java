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

package com.example.greeting;

import java.io.File;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootVersion;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.SpringVersion;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The application as its users start it, with a UDP socket as X-Ray daemon.
 */
class GreetingTracingTests {

	private static final String HEADER = "{\"format\": \"json\", \"version\": 1}";

	private static final DatagramSocket daemon = bind();

	@AfterAll
	static void close() {
		daemon.close();
	}

	@Test
	void requestIsOneSegmentWithTheServiceAsSubsegment() throws IOException {
		String address = daemon.getLocalAddress().getHostAddress() + ":" + daemon.getLocalPort();
		try (ConfigurableApplicationContext context = SpringApplication.run(GreetingApplication.class,
				"--server.port=0", "--xray.daemon.address=" + address)) {
			String url = "http://localhost:" + context.getEnvironment().getProperty("local.server.port");
			assertThat(RestClient.create(url).get().uri("/greetings/Ada").retrieve().body(String.class))
				.isEqualTo("Hello, Ada");
			JsonNode segment = receive(20_000);
			assertThat(segment).as("the document of the request").isNotNull();
			assertThat(segment.path("name").asString()).isEqualTo("greeting");
			assertThat(segment.path("trace_id").asString()).matches("1-[0-9a-f]{8}-[0-9a-f]{24}");
			assertThat(segment.path("http").path("request").path("url").asString()).isEqualTo(url + "/greetings/Ada");
			assertThat(segment.path("http").path("response").path("status").asInt()).isEqualTo(200);
			assertThat(segment.path("subsegments")).hasSize(1);
			JsonNode subsegment = segment.path("subsegments").path(0);
			assertThat(subsegment.path("name").asString()).isEqualTo("GreetingService.greet");
			assertThat(subsegment.path("end_time").asDouble()).isLessThanOrEqualTo(segment.path("end_time").asDouble());
		}
		assertThat(receive(1)).as("a second document, now that the application has closed").isNull();
	}

	@Test
	void versionsOfSpringAreThoseOfTheApplication() {
		String boot = System.getProperty("spring-boot.version");
		String framework = System.getProperty("spring-framework.version");
		assertThat(SpringBootVersion.getVersion()).isEqualTo(boot);
		assertThat(SpringVersion.getVersion()).isEqualTo(framework);
		assertThat(versionsOf("org/springframework/boot")).containsOnly(boot);
		assertThat(versionsOf("org/springframework")).containsOnly(framework);
	}

	private static List<String> versionsOf(String group) {
		Pattern path = Pattern.compile(Pattern.quote("/" + group + "/") + "[^/]+/([^/]+)/[^/]+\\.jar$");
		List<String> versions = new ArrayList<>();
		for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
			Matcher matcher = path.matcher(entry.replace(File.separatorChar, '/'));
			if (matcher.find()) {
				versions.add(matcher.group(1));
			}
		}
		return versions;
	}

	private static DatagramSocket bind() {
		try {
			return new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static JsonNode receive(int timeoutMillis) throws IOException {
		DatagramPacket packet = new DatagramPacket(new byte[65_536], 65_536);
		daemon.setSoTimeout(timeoutMillis);
		try {
			daemon.receive(packet);
		}
		catch (SocketTimeoutException ex) {
			return null;
		}
		String[] parts = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8).split("\n", 2);
		assertThat(parts).hasSize(2);
		assertThat(parts[0]).isEqualTo(HEADER);
		return JsonMapper.shared().readTree(parts[1]);
	}

}
