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

package io.github.springxray.platform;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

import io.github.springxray.testsupport.ForkedApplication;
import io.github.springxray.testsupport.SegmentDocumentSchema;
import io.github.springxray.testsupport.UdpDaemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Applications whose environment says where they run.
 */
class PlatformIntegrationTests {

	private static JsonNode segment(ForkedApplication application, UdpDaemon daemon) {
		HttpResponse<String> response = application.get("/hello");
		assertThat(response.statusCode()).isEqualTo(200);
		return SegmentDocumentSchema.assertValid(daemon.take());
	}

	@Test
	void anApplicationOnEcsSaysSoThroughNoProxy() {
		try (FakeMetadata service = new FakeMetadata();
				UdpDaemon daemon = new UdpDaemon();
				ForkedApplication application = new ForkedApplication(
						Map.of("ECS_CONTAINER_METADATA_URI_V4",
								service.answer(FakeMetadata.ok(EcsPlatformTests.CONTAINER)).uri() + "/v4/c",
								"AWS_XRAY_DAEMON_ADDRESS", daemon.address(), "AWS_LOG_GROUP", "of-environment",
								"XRAY_LOGGROUPS", "of-property", "JAVA_TOOL_OPTIONS",
								"-Dhttp.proxyHost=127.0.0.1 -Dhttp.proxyPort=1 -Dhttp.nonProxyHosts="
										+ " -DsocksProxyHost=127.0.0.1 -DsocksProxyPort=1"),
						"--xray.emitter.type=daemon", "--logging.level.io.github.springxray.platform=info")) {
			await().atMost(Duration.ofSeconds(40))
				.until(() -> segment(application, daemon).at("/aws/ecs/container_arn").isTextual());
			JsonNode segment = segment(application, daemon);
			assertThat(segment.get("origin").asText()).isEqualTo("AWS::ECS::Container");
			assertThat(segment.at("/aws/cloudwatch_logs")).extracting((log) -> log.get("log_group").asText())
				.containsExactlyInAnyOrder("of-environment", "of-property", "/ecs/metadata");
			await().until(() -> application.output().contains("Segments say"));
			assertThat(application.output().lines()).filteredOn((line) -> line.contains("Segments say"))
				.singleElement()
				.asString()
				.contains("AWS::ECS::Container: ecs [container, container_id, container_arn]");
		}
	}

	/**
	 * A service that hangs for ever costs the start and the requests nothing.
	 */
	@Test
	void anApplicationWhoseServiceHangsServes() {
		try (FakeMetadata service = new FakeMetadata();
				UdpDaemon daemon = new UdpDaemon();
				ForkedApplication application = new ForkedApplication(
						Map.of("ECS_CONTAINER_METADATA_URI_V4", service.answer(service.hanging()).uri() + "/v4/c",
								"AWS_XRAY_DAEMON_ADDRESS", daemon.address()))) {
			JsonNode segment = segment(application, daemon);
			assertThat(segment.get("origin").asText()).isEqualTo("AWS::ECS::Container");
			assertThat(segment.at("/aws/ecs/container").isTextual()).isTrue();
			assertThat(segment.at("/aws/ecs").has("container_arn")).isFalse();
			assertThat(application.output()).doesNotContain("WARN", "ERROR");
		}
	}

	/**
	 * The token of the service account goes nowhere unless the application says so.
	 */
	@Test
	void anApplicationOnEksAsksNobody() {
		try (FakeMetadata api = new FakeMetadata();
				UdpDaemon daemon = new UdpDaemon();
				ForkedApplication application = new ForkedApplication(
						Map.of("KUBERNETES_SERVICE_HOST", "127.0.0.1", "KUBERNETES_SERVICE_PORT",
								String.valueOf(api.port()), "AWS_XRAY_DAEMON_ADDRESS", daemon.address()))) {
			JsonNode segment = segment(application, daemon);
			assertThat(segment.get("origin").asText()).isEqualTo("AWS::EKS::Container");
			assertThat(segment.at("/aws/eks/pod").isTextual()).isTrue();
			assertThat(api.isAsked()).isFalse();
		}
	}

	@Test
	void anApplicationThatMisspellsAPlatformIsToldWhatToWrite() {
		org.assertj.core.api.Assertions.assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> new ForkedApplication(Map.of(), "--xray.plugins=ec2,fargate").close())
			.withMessageContaining("APPLICATION FAILED TO START")
			.withMessageContaining("detect, ec2, ecs, eks, elastic-beanstalk, lambda, none");
	}

}
