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

package com.example.stream;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.entities.Segment;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.SpringApplication;
import org.springframework.cloud.stream.function.StreamBridge;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The binder of Spring Cloud Stream for Kafka, with a real broker and a UDP socket as
 * X-Ray daemon.
 */
class StreamTracingTests {

	private static EmbeddedKafkaKraftBroker broker;

	private static DatagramSocket daemon;

	@BeforeAll
	static void start() throws IOException {
		broker = new EmbeddedKafkaKraftBroker(1, 1, "orders", "shipped");
		broker.afterPropertiesSet();
		daemon = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
		daemon.setSoTimeout(30_000);
	}

	@AfterAll
	static void stop() {
		daemon.close();
		broker.destroy();
	}

	/**
	 * A binder takes one customizer of containers, and the application may have its own.
	 */
	@ParameterizedTest
	@CsvSource({ "plain, 0", "customized, 2" })
	void functionsAndConsumersAreInTheTraceOfWhoSentTheMessage(String profile, int customized) throws IOException {
		try (ConfigurableApplicationContext context = SpringApplication.run(StreamApplication.class,
				"--spring.profiles.active=" + profile, "--spring.application.name=orders",
				"--spring.cloud.compatibility-verifier.enabled=false",
				"--spring.cloud.function.definition=ship;deliver",
				"--spring.cloud.stream.bindings.ship-in-0.group=ship",
				"--spring.cloud.stream.bindings.ship-in-0.destination=orders",
				"--spring.cloud.stream.bindings.ship-out-0.destination=shipped",
				"--spring.cloud.stream.bindings.deliver-in-0.destination=shipped",
				"--spring.cloud.stream.bindings.deliver-in-0.group=deliver",
				"--spring.cloud.stream.kafka.binder.brokers=" + broker.getBrokersAsString(),
				"--spring.cloud.stream.kafka.default.producer.sync=true", "--xray.sampling.strategy=all",
				"--xray.daemon.address=127.0.0.1:" + daemon.getLocalPort())) {
			assertThat(context.getBean(StreamApplication.class).customized).hasSize(customized);
			try (Segment segment = AWSXRay.beginSegment("request")) {
				assertThat(context.getBean(StreamBridge.class).send("orders", "an order")).isTrue();
			}
			Map<String, JsonNode> segments = new HashMap<>();
			while (segments.size() < 3) {
				JsonNode segment = receive();
				String topic = segment.path("annotations").path("kafka_topic").asString("request");
				segments.put(topic, segment);
			}
			JsonNode sent = subsegment(segments.get("request"), "orders");
			JsonNode shipped = subsegment(segments.get("orders"), "shipped");
			assertThat(sent.path("namespace").asString()).isEqualTo("remote");
			assertThat(segments.get("orders").path("parent_id")).isEqualTo(sent.path("id"));
			assertThat(segments.get("shipped").path("parent_id")).isEqualTo(shipped.path("id"));
			assertThat(segments.get("shipped").path("trace_id")).isEqualTo(segments.get("request").path("trace_id"));
		}
	}

	private static JsonNode subsegment(JsonNode segment, String name) {
		assertThat(segment.path("subsegments")).hasSize(1);
		JsonNode subsegment = segment.path("subsegments").get(0);
		assertThat(subsegment.path("name").asString()).isEqualTo(name);
		return subsegment;
	}

	private static JsonNode receive() throws IOException {
		DatagramPacket packet = new DatagramPacket(new byte[65_536], 65_536);
		daemon.receive(packet);
		String datagram = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
		return JsonMapper.shared().readTree(datagram.substring(datagram.indexOf('\n') + 1));
	}

}
