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
 * The application with the profile {@code postgres}: a real server, started by it.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "sample.statistics.initial-delay=24h")
@ActiveProfiles("postgres")
@AutoConfigureXRay
@Timeout(180)
class PostgresIntegrationTests {

	@Autowired
	private RecordedTraces traces;

	@LocalServerPort
	private int port;

	@Test
	void statementsAreSubsegmentsNamedAfterDatabaseAndHost() {
		RestClient.create("http://localhost:" + this.port)
			.post()
			.uri("/users")
			.body(Map.of("name", "Grace", "email", "grace@example.com"))
			.retrieve()
			.toBodilessEntity();
		RecordedEntity segment = this.traces.takeSegment();
		assertThat(segment).hasHttpStatus(201);
		RecordedEntity statement = segment.subsegment("postgres@localhost");
		assertThat(statement).hasNamespace("remote").isComplete();
		assertThat(statement.sql()).containsEntry("database_type", "PostgreSQL")
			.containsEntry("sanitized_query", "INSERT INTO users (name, email) VALUES (?, ?)")
			.containsEntry("user", "postgres")
			.containsEntry("preparation", "statement");
		assertThat(statement.json()).doesNotContain("grace@example.com");
	}

}
