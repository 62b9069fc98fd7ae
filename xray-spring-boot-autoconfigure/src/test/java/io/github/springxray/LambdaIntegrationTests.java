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

import java.net.http.HttpResponse;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import io.github.springxray.testsupport.ForkedApplication;
import io.github.springxray.testsupport.SegmentDocumentSchema;
import io.github.springxray.testsupport.UdpDaemon;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application in the environment of AWS Lambda, where a segment that it sends is
 * discarded: a request has to be a subsegment of the invocation.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LambdaIntegrationTests {

	private static final String ROOT = "1-5759e988-bd862e3fe1be46a994272793";

	private static final String PARENT = "53995c3f42cd8ad8";

	private final UdpDaemon daemon = new UdpDaemon();

	private ForkedApplication application;

	@BeforeAll
	void start() {
		this.application = run(this.daemon, 1);
	}

	@AfterAll
	void stop() {
		this.application.close();
		this.daemon.close();
	}

	private static ForkedApplication run(UdpDaemon daemon, int sampled) {
		return new ForkedApplication(Map.of("LAMBDA_TASK_ROOT", "/var/task", "_X_AMZN_TRACE_ID",
				"Root=" + ROOT + ";Parent=" + PARENT + ";Sampled=" + sampled, "AWS_XRAY_DAEMON_ADDRESS",
				daemon.address()), "--xray.server.exclude-paths=/quiet", "--xray.context-missing=log");
	}

	@AfterEach
	void eachRequestIsOneDocument() {
		this.daemon.assertNothingMore();
		assertThat(this.application.output()).doesNotContain("WARN").doesNotContain("Tracing failed");
	}

	@Test
	void aRequestIsASubsegmentOfTheInvocation() {
		assertThat(this.application.get("/hello").body()).isEqualTo("hello world");
		JsonNode request = takeRequest();
		assertThat(request.get("name").asText()).isEqualTo("traced");
		assertThat(request.at("/http/request/method").asText()).isEqualTo("GET");
		assertThat(request.at("/http/request/url").asText()).endsWith("/hello");
		assertThat(request.at("/http/response/status").asInt()).isEqualTo(200);
		assertThat(request.at("/annotations/http_route").asText()).isEqualTo("/hello");
		assertThat(request.at("/subsegments/0/name").asText()).isEqualTo("Greeter.greet");
		assertThat(request.has("fault")).isFalse();
	}

	@Test
	void theHeaderOfARequestHasNoSayAgainstTheInvocation() {
		this.application.get("/hello", "X-Amzn-Trace-Id",
				"Root=1-67891233-abcdef012345678912345678;Parent=463ac35c9f6413ad;Sampled=0");
		takeRequest();
	}

	@Test
	void twoRequestsOnOneConnectionAreTwoDocuments() {
		this.application.get("/manual");
		this.application.get("/hello");
		JsonNode manual = takeRequest();
		assertThat(manual.at("/subsegments/0/subsegments/0/name").asText()).isEqualTo("inner");
		assertThat(manual.at("/subsegments/0/annotations/key").asText()).isEqualTo("value");
		JsonNode hello = takeRequest();
		assertThat(hello.get("subsegments")).hasSize(1);
		assertThat(hello.get("id")).isNotEqualTo(manual.get("id"));
	}

	/**
	 * Defect of the SDK: exceptions go to the segment, which in Lambda throws.
	 */
	@Test
	void aRequestThatThrowsIsAFault() {
		HttpResponse<String> response = this.application.get("/fail");
		assertThat(response.statusCode()).isEqualTo(500);
		JsonNode request = takeRequest();
		assertThat(request.get("fault").asBoolean()).isTrue();
		assertThat(request.at("/http/response/status").asInt()).isEqualTo(500);
		JsonNode failed = request.at("/subsegments/0");
		assertThat(failed.get("fault").asBoolean()).isTrue();
		assertThat(failed.at("/cause/exceptions/0/message").asText()).isEqualTo("no greeting");
		assertThat(this.application.output()).doesNotContain("UnsupportedOperationException");
	}

	@Test
	void anAsynchronousRequestIsOneDocument() {
		assertThat(this.application.get("/async").body()).isEqualTo("asynchronous");
		JsonNode request = takeRequest();
		assertThat(request.at("/http/response/status").asInt()).isEqualTo(200);
		assertThat(request.at("/subsegments/0/name").asText()).isEqualTo("later");
	}

	@Test
	void theStaticApiMayTouchTheSegmentOfTheInvocation() {
		HttpResponse<String> response = this.application.get("/segment");
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.body()).isEqualTo(ROOT);
		takeRequest();
	}

	@Test
	void nothingLeavesAnInvocationThatIsNotSampled() {
		try (UdpDaemon other = new UdpDaemon(); ForkedApplication unsampled = run(other, 0)) {
			assertThat(unsampled.get("/hello").body()).isEqualTo("hello world");
			assertThat(unsampled.get("/fail").statusCode()).isEqualTo(500);
			assertThat(unsampled.get("/segment").body()).isEqualTo(ROOT);
			assertThat(unsampled.get("/async").body()).isEqualTo("asynchronous");
			other.assertNothingMore();
		}
	}

	@Test
	void anExcludedRequestIsSilentAllTheWayDown() {
		assertThat(this.application.get("/quiet").body()).isEqualTo("hello nobody");
		this.application.get("/hello");
		takeRequest();
	}

	private JsonNode takeRequest() {
		JsonNode request = SegmentDocumentSchema.assertValid(this.daemon.take());
		assertThat(request.get("type").asText()).isEqualTo("subsegment");
		assertThat(request.get("trace_id").asText()).isEqualTo(ROOT);
		assertThat(request.get("parent_id").asText()).isEqualTo(PARENT);
		assertThat(request.has("in_progress")).isFalse();
		return request;
	}

}
