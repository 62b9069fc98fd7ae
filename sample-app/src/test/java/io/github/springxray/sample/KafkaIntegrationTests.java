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

package io.github.springxray.sample;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.web.client.RestClient;

import io.github.springxray.test.AutoConfigureXRay;
import io.github.springxray.test.RecordedEntity;
import io.github.springxray.test.RecordedTraces;

import static io.github.springxray.test.XRayAssertions.assertThat;

/**
 * The application with the profile {@code kafka}: a real broker, started by it. What
 * stands in for AWS is not needed.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "sample.statistics.initial-delay=24h", "spring.profiles.group.kafka=",
				"sample.aws.region=eu-central-1" })
@ActiveProfiles("kafka")
@AutoConfigureXRay
@Timeout(180)
class KafkaIntegrationTests {

	@Autowired
	private RecordedTraces traces;

	@LocalServerPort
	private int port;

	@Test
	void anOrderIsInOneTraceFromTheRequestToTheStatementOfTheListener() {
		RestClient.create("http://localhost:" + this.port).post().uri("/users/1/orders").retrieve().toBodilessEntity();
		RecordedEntity request = this.traces.takeSegment((segment) -> !segment.http().isEmpty());
		RecordedEntity listener = this.traces.takeSegment();
		assertThat(request).hasHttpStatus(202).subsegment("orders").hasNamespace("remote").isComplete();
		assertThat(listener).hasTraceId(request.traceId())
			.hasParentId(request.subsegment("orders").id())
			.hasAnnotation("kafka_topic", "orders")
			.hasSubsegmentsExactly("UserRepository.findById");
	}

}
