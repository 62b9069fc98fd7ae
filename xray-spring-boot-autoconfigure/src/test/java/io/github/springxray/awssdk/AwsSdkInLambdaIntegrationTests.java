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

package io.github.springxray.awssdk;

import java.util.HashMap;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

import io.github.springxray.testsupport.ForkedApplication;
import io.github.springxray.testsupport.SegmentDocumentSchema;
import io.github.springxray.testsupport.UdpDaemon;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of calls in the environment of AWS Lambda, where the AWS SDK sets the header of
 * the invocation by itself.
 */
class AwsSdkInLambdaIntegrationTests {

	private static final String ROOT = "1-5759e988-bd862e3fe1be46a994272793";

	private static final String PARENT = "53995c3f42cd8ad8";

	private static ForkedApplication application(UdpDaemon daemon, int sampled) {
		return application(daemon, "Root=" + ROOT + ";Parent=" + PARENT + ";Sampled=" + sampled + ";Lineage=a:0");
	}

	private static ForkedApplication application(UdpDaemon daemon, String header) {
		Map<String, String> environment = new HashMap<>(Map.of("LAMBDA_TASK_ROOT", "/var/task",
				"AWS_LAMBDA_FUNCTION_NAME", "users", "AWS_XRAY_DAEMON_ADDRESS", daemon.address()));
		if (!header.isEmpty()) {
			environment.put("_X_AMZN_TRACE_ID", header);
		}
		return new ForkedApplication(environment, "--xray.context-missing=log");
	}

	@Test
	void anInvocationThatOnlyPassesTheTraceThroughLeavesTheDecisionOpen() {
		String header = "Root=" + ROOT + ";Lineage=a:0";
		try (AwsServer aws = new AwsServer();
				UdpDaemon daemon = new UdpDaemon();
				ForkedApplication application = application(daemon, header)) {
			for (boolean orphan : new boolean[] { false, true }) {
				application.get("/aws?orphan=" + orphan + "&port=" + aws.endpoint().getPort());
				assertThat(aws.take().headersNamed(AwsCallTesting.TRACE_HEADER)).containsExactly(header);
			}
			daemon.assertNothingMore();
			assertThat(application.output()).doesNotContain("Tracing failed");
		}
	}

	@Test
	void withoutAHeaderOfTheRuntimeNoneIsInvented() {
		try (AwsServer aws = new AwsServer();
				UdpDaemon daemon = new UdpDaemon();
				ForkedApplication application = application(daemon, "")) {
			for (boolean orphan : new boolean[] { false, true }) {
				application.get("/aws?orphan=" + orphan + "&port=" + aws.endpoint().getPort());
				assertThat(aws.take().headersNamed(AwsCallTesting.TRACE_HEADER)).isEmpty();
			}
			daemon.assertNothingMore();
			assertThat(application.output()).doesNotContain("Tracing failed");
		}
	}

	@Test
	void aCallIsASubsegmentOfTheRequestOrOfTheInvocation() {
		try (AwsServer aws = new AwsServer();
				UdpDaemon daemon = new UdpDaemon();
				ForkedApplication application = application(daemon, 1)) {
			application.get("/aws?orphan=false&port=" + aws.endpoint().getPort());
			JsonNode call = take(daemon).at("/subsegments/0");
			assertThat(call.get("name").asText()).isEqualTo("DynamoDB");
			assertThat(aws.take().headersNamed(AwsCallTesting.TRACE_HEADER)).containsExactly(header(call));
			application.get("/aws?orphan=true&port=" + aws.endpoint().getPort());
			JsonNode orphan = take(daemon);
			assertThat(orphan.get("name").asText()).isEqualTo("DynamoDB");
			assertThat(orphan.get("namespace").asText()).isEqualTo("aws");
			assertThat(aws.take().headersNamed(AwsCallTesting.TRACE_HEADER)).containsExactly(header(orphan));
			take(daemon);
			daemon.assertNothingMore();
			assertThat(application.output()).doesNotContain("Tracing failed");
		}
	}

	@Test
	void anInvocationThatIsNotSampledSaysSo() {
		try (AwsServer aws = new AwsServer();
				UdpDaemon daemon = new UdpDaemon();
				ForkedApplication application = application(daemon, 0)) {
			for (boolean orphan : new boolean[] { false, true }) {
				application.get("/aws?orphan=" + orphan + "&port=" + aws.endpoint().getPort());
				assertThat(aws.take().headersNamed(AwsCallTesting.TRACE_HEADER))
					.containsExactly("Root=" + ROOT + ";Sampled=0;Lineage=a:0");
			}
			daemon.assertNothingMore();
			assertThat(application.output()).doesNotContain("Tracing failed");
		}
	}

	private static String header(JsonNode call) {
		return "Root=" + ROOT + ";Parent=" + call.get("id").asText() + ";Sampled=1;Lineage=a:0";
	}

	private static JsonNode take(UdpDaemon daemon) {
		JsonNode document = daemon.take();
		SegmentDocumentSchema.assertValid(document);
		assertThat(document.get("trace_id").asText()).isEqualTo(ROOT);
		assertThat(document.get("parent_id").asText()).isEqualTo(PARENT);
		return document;
	}

}
