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

import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The application behind Amazon API Gateway, which sends the trace header, with DynamoDB
 * Local, S3Mock, and the daemon's port.
 */
class ApiGatewayIntegrationTests {

	private static List<SegmentDocument> documents = List.of();

	@BeforeAll
	static void register() throws Exception {
		documents = DaemonRun.get().documents(true);
	}

	@Test
	void segmentJoinsTheGateway() {
		SegmentDocument segment = document(DaemonRun.GATEWAY);
		assertThat(segment.json().path("parent_id").asText()).isEqualTo(DaemonRun.GATEWAY_SEGMENT);
		assertThat(segment.json().path("name").asText()).isEqualTo("users");
	}

	@Test
	void segmentJoinsTheTraceOfAGatewayThatRecordsNothing() {
		assertThat(document(DaemonRun.SILENT_GATEWAY).json().has("parent_id")).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { DaemonRun.GATEWAY, DaemonRun.SILENT_GATEWAY })
	void nothingIsMissingAndNothingDoubled(String trace) {
		assertThat(document(trace).tree()).isEqualTo("""
				users
				  UserService.register
				    UserRepository.save
				      H2
				    DynamoDB
				    S3
				""");
	}

	@Test
	void itemIsPutIntoTheTable() {
		JsonNode call = document(DaemonRun.GATEWAY).json().at("/subsegments/0/subsegments/1");
		assertThat(call.path("namespace").asText()).isEqualTo("aws");
		assertThat(call.at("/aws/operation").asText()).isEqualTo("PutItem");
		assertThat(call.at("/aws/table_name").asText()).isEqualTo("users");
		assertThat(call.at("/aws/region").asText()).isEqualTo("eu-central-1");
		assertThat(call.at("/aws/request_id").asText()).isNotEmpty();
		assertThat(call.at("/http/response/status").asInt()).isEqualTo(200);
	}

	@Test
	void fileIsPutIntoTheBucket() {
		JsonNode call = document(DaemonRun.GATEWAY).json().at("/subsegments/0/subsegments/2");
		assertThat(call.path("namespace").asText()).isEqualTo("aws");
		assertThat(call.at("/aws/operation").asText()).isEqualTo("PutObject");
		assertThat(call.at("/aws/bucket_name").asText()).isEqualTo("users-files");
		assertThat(call.at("/http/response/status").asInt()).isEqualTo(200);
	}

	@Test
	void rowIsInserted() {
		assertThat(document(DaemonRun.GATEWAY).json()
			.at("/subsegments/0/subsegments/0/subsegments/0/sql/sanitized_query")
			.asText()).isEqualTo("INSERT INTO users (name, email) VALUES (?, ?)");
	}

	@Test
	void everythingIsClosedAndValid() throws Exception {
		for (SegmentDocument segment : documents) {
			assertThat(segment.problems()).as(segment.json()::toPrettyString).isEmpty();
			assertThat(segment.json().findValues("in_progress")).isEmpty();
			List<String> ids = segment.json().findValuesAsText("id");
			assertThat(ids).doesNotHaveDuplicates();
			assertThat(segment.json().findValues("end_time")).hasSize(6);
		}
	}

	@Test
	void noKeyNoBodyAndNoCredentialIsRecorded() {
		assertThat(documents).hasSize(2)
			.allSatisfy((document) -> assertThat(document.json().toString()).doesNotContain("Grace",
					"grace@example.com", "info.txt", "users/1", "users/2", "s3cr3t", "Bearer", "AWS4-HMAC",
					"Credential", "campaign-7", "local/"));
	}

	private static SegmentDocument document(String trace) {
		List<SegmentDocument> segments = documents.stream()
			.filter((document) -> document.traceId().equals(trace))
			.toList();
		assertThat(segments).as("segments of " + trace).hasSize(1);
		return segments.get(0);
	}

}
