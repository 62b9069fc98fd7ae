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

package io.github.springxray;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import org.springframework.context.ConfigurableApplicationContext;

import io.github.springxray.recorder.TracingFaults;
import io.github.springxray.testsupport.ForkedApplication;
import io.github.springxray.testsupport.SegmentDocumentSchema;
import io.github.springxray.testsupport.TracedApplication;
import io.github.springxray.testsupport.UdpDaemon;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the daemon of an ordinary application receives on a real socket: one valid
 * document for each request.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WireIntegrationTests {

	private final UdpDaemon daemon = new UdpDaemon();

	private ConfigurableApplicationContext application;

	@BeforeAll
	void start() {
		this.application = TracedApplication.run("--xray.daemon.address=" + this.daemon.address());
	}

	@AfterAll
	void stop() {
		this.application.close();
		this.daemon.close();
	}

	@AfterEach
	void eachRequestIsOneDatagram() {
		this.daemon.assertNothingMore();
		assertThat(this.application.getBean(TracingFaults.class).counts()).isEmpty();
	}

	@Test
	void aCallOfAnAnnotatedBean() {
		assertThat(get("/hello", 200)).isEqualTo("hello world");
		JsonNode segment = takeSegment("/hello", 200);
		assertThat(segment.at("/subsegments/0/name").asText()).isEqualTo("Greeter.greet");
		assertThat(segment.at("/annotations/http_route").asText()).isEqualTo("/hello");
		assertThat(segment.at("/aws/xray/sdk").asText()).isEqualTo("X-Ray for Java");
		assertThat(segment.has("fault")).isFalse();
	}

	@Test
	void aFailure() {
		get("/fail", 500);
		JsonNode segment = takeSegment("/fail", 500);
		assertThat(segment.get("fault").asBoolean()).isTrue();
		JsonNode failed = segment.at("/subsegments/0");
		assertThat(failed.get("fault").asBoolean()).isTrue();
		JsonNode exception = failed.at("/cause/exceptions/0");
		assertThat(exception.get("type").asText()).isEqualTo("java.lang.IllegalStateException");
		assertThat(exception.get("message").asText()).isEqualTo("no greeting");
		assertThat(exception.at("/stack/0/label").asText()).contains("fail");
	}

	@Test
	void theStaticApi() {
		get("/manual", 200);
		JsonNode outer = takeSegment("/manual", 200).at("/subsegments/0");
		assertThat(outer.get("name").asText()).isEqualTo("outer");
		assertThat(outer.at("/annotations/key").asText()).isEqualTo("value");
		assertThat(outer.at("/metadata/default/numbers").toString()).isEqualTo("[1,2]");
		assertThat(outer.at("/subsegments/0/name").asText()).isEqualTo("inner");
	}

	@Test
	void anAsynchronousResult() {
		assertThat(get("/async", 200)).isEqualTo("asynchronous");
		assertThat(takeSegment("/async", 200).at("/subsegments/0/name").asText()).isEqualTo("later");
	}

	@Test
	void aRequestThatJoinsATrace() {
		ForkedApplication.get(port(), "/hello", "X-Amzn-Trace-Id",
				"Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1");
		JsonNode segment = takeSegment("/hello", 200);
		assertThat(segment.get("trace_id").asText()).isEqualTo("1-5759e988-bd862e3fe1be46a994272793");
		assertThat(segment.get("parent_id").asText()).isEqualTo("53995c3f42cd8ad8");
	}

	@Test
	void aRequestThatIsNotSampledSendsNothing() {
		ForkedApplication.get(port(), "/hello", "X-Amzn-Trace-Id",
				"Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=0");
	}

	private String get(String path, int status) {
		var response = ForkedApplication.get(port(), path);
		assertThat(response.statusCode()).isEqualTo(status);
		return response.body();
	}

	private JsonNode takeSegment(String path, int status) {
		JsonNode segment = SegmentDocumentSchema.assertValid(this.daemon.take());
		assertThat(segment.has("type")).isFalse();
		assertThat(segment.get("name").asText()).isEqualTo("traced");
		assertThat(segment.has("in_progress")).isFalse();
		assertThat(segment.at("/http/request/url").asText()).isEqualTo("http://127.0.0.1:" + port() + path);
		assertThat(segment.at("/http/response/status").asInt()).isEqualTo(status);
		return segment;
	}

	private int port() {
		return this.application.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
	}

}
