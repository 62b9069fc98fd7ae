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

import java.util.Map;

import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.client.RestClient;

import io.github.springxray.test.AutoConfigureXRay;
import io.github.springxray.test.RecordedEntity;
import io.github.springxray.test.RecordedTraces;

import static io.github.springxray.test.XRayAssertions.assertThat;

/**
 * How an application tests what it traces: no daemon, no socket.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "sample.statistics.initial-delay=24h")
@AutoConfigureXRay
class UsersTraceTests {

	@Autowired
	private RecordedTraces traces;

	@LocalServerPort
	private int port;

	@Test
	void registrationIsServiceAndWhatItStoresTo() {
		RestClient.create("http://localhost:" + this.port)
			.post()
			.uri("/users")
			.body(Map.of("name", "Grace", "email", "grace@example.com"))
			.retrieve()
			.toBodilessEntity();
		assertThat(this.traces.takeSegment()).hasName("users")
			.hasHttpStatus(201)
			.isComplete()
			.subsegment("UserService.register")
			.hasSubsegmentsExactly("UserRepository.save", "DynamoDB", "S3");
	}

	@Test
	void whatIsDoneOnManyThreadsIsUnderOneSegment() {
		RestClient.create("http://localhost:" + this.port).get().uri("/fan-out").retrieve().toBodilessEntity();
		RecordedEntity segment = this.traces.takeSegment();
		assertThat(segment).isComplete()
			.hasSubsegmentsExactly("AsyncReports.create", "AsyncReports.create", "ReportService.create",
					"ReportService.create");
		segment.subsegments()
			.forEach((subsegment) -> assertThat(subsegment).hasSubsegmentsExactly("UserRepository.count"));
	}

	@Test
	void probesAreNotTracedAndTheActuatorTellsHowTracingIsDoing() {
		RestClient client = RestClient.create("http://localhost:" + this.port);
		Map<?, ?> health = client.get().uri("/actuator/health").retrieve().body(Map.class);
		Assertions.assertThat((Object) health.get("status")).isEqualTo("UP");
		Map<?, ?> tracing = client.get().uri("/actuator/xray").retrieve().body(Map.class);
		Assertions.assertThat((Object) tracing.get("enabled")).isEqualTo(true);
		Assertions.assertThat((Object) tracing.get("name")).isEqualTo("users");
		client.get().uri("/profiles/1").retrieve().toBodilessEntity();
		assertThat(this.traces.takeSegment()).hasUrl("http://localhost:" + this.port + "/profiles/1");
	}

}
