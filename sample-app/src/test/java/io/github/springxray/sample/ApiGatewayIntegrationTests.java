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

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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

	private static final String TRACE = "1-6b00f4be-539421500e2e8b0b35710767";

	private static final String TRACE_WITHOUT_PARENT = "1-6b00f4bf-1d77c2a09b34e6f8115ca2d3";

	private static final String PARENT = "53995c3f42cd8ad8";

	private static List<String> received = List.of();

	@BeforeAll
	static void register() throws Exception {
		try (DaemonSocket daemon = new DaemonSocket()) {
			try (UsersProcess users = UsersProcess.start(Map.of("AWS_XRAY_DAEMON_ADDRESS", daemon.address()))) {
				register(users.url(), "Root=" + TRACE + ";Parent=" + PARENT + ";Sampled=1");
				register(users.url(), "Self=1-6b00f4c0-0aa1b2c3d4e5f60718293a4b;Root=" + TRACE_WITHOUT_PARENT);
			}
			received = daemon.documents();
		}
	}

	private static void register(String url, String header) throws Exception {
		HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/users?source=campaign-7"))
			.header("Content-Type", "application/json")
			.header("X-Amzn-Trace-Id", header)
			.header("Authorization", "Bearer s3cr3t-token")
			.POST(BodyPublishers.ofString("{\"name\": \"Grace Hopper\", \"email\": \"grace@example.com\"}"))
			.build();
		assertThat(HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(201);
	}

	@Test
	void segmentJoinsTheGateway() throws Exception {
		SegmentDocument segment = document(TRACE);
		assertThat(segment.json().path("parent_id").asText()).isEqualTo(PARENT);
		assertThat(segment.json().path("name").asText()).isEqualTo("users");
	}

	@Test
	void segmentJoinsTheTraceOfAGatewayThatRecordsNothing() throws Exception {
		assertThat(document(TRACE_WITHOUT_PARENT).json().has("parent_id")).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { TRACE, TRACE_WITHOUT_PARENT })
	void nothingIsMissingAndNothingDoubled(String trace) throws Exception {
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
	void itemIsPutIntoTheTable() throws Exception {
		JsonNode call = document(TRACE).json().at("/subsegments/0/subsegments/1");
		assertThat(call.path("namespace").asText()).isEqualTo("aws");
		assertThat(call.at("/aws/operation").asText()).isEqualTo("PutItem");
		assertThat(call.at("/aws/table_name").asText()).isEqualTo("users");
		assertThat(call.at("/aws/region").asText()).isEqualTo("eu-central-1");
		assertThat(call.at("/aws/request_id").asText()).isNotEmpty();
		assertThat(call.at("/http/response/status").asInt()).isEqualTo(200);
	}

	@Test
	void fileIsPutIntoTheBucket() throws Exception {
		JsonNode call = document(TRACE).json().at("/subsegments/0/subsegments/2");
		assertThat(call.path("namespace").asText()).isEqualTo("aws");
		assertThat(call.at("/aws/operation").asText()).isEqualTo("PutObject");
		assertThat(call.at("/aws/bucket_name").asText()).isEqualTo("users-files");
		assertThat(call.at("/http/response/status").asInt()).isEqualTo(200);
	}

	@Test
	void rowIsInserted() throws Exception {
		assertThat(document(TRACE).json().at("/subsegments/0/subsegments/0/subsegments/0/sql/sanitized_query").asText())
			.isEqualTo("INSERT INTO users (name, email) VALUES (?, ?)");
	}

	@Test
	void everythingIsClosedAndValid() throws Exception {
		for (String document : received) {
			SegmentDocument segment = SegmentDocument.parse(document);
			assertThat(segment.problems()).as(segment.json()::toPrettyString).isEmpty();
			assertThat(segment.json().findValues("in_progress")).isEmpty();
			List<String> ids = segment.json().findValuesAsText("id");
			assertThat(ids).doesNotHaveDuplicates();
			assertThat(segment.json().findValues("end_time")).hasSize(6);
		}
	}

	@Test
	void noKeyNoBodyAndNoCredentialIsRecorded() {
		assertThat(received).hasSize(2)
			.allSatisfy((document) -> assertThat(document).doesNotContain("Grace", "grace@example.com", "info.txt",
					"users/1", "users/2", "s3cr3t", "Bearer", "AWS4-HMAC", "Credential", "campaign-7", "local/"));
	}

	private static SegmentDocument document(String trace) throws Exception {
		List<SegmentDocument> segments = new ArrayList<>();
		for (String document : received) {
			SegmentDocument segment = SegmentDocument.parse(document);
			if (segment.traceId().equals(trace)) {
				segments.add(segment);
			}
		}
		assertThat(segments).as("segments of " + trace).hasSize(1);
		return segments.get(0);
	}

}
