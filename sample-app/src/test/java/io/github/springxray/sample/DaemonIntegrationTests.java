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

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The application with AWS_XRAY_DAEMON_ADDRESS in its environment.
 */
class DaemonIntegrationTests {

	private static List<SegmentDocument> documents = List.of();

	private static Map<String, HttpResponse<String>> responses = Map.of();

	@BeforeAll
	static void callAllEndpoints() throws Exception {
		DaemonRun run = DaemonRun.get();
		responses = run.responses();
		documents = run.documents(false);
	}

	@Test
	void eachRequestIsOneDocument() {
		assertThat(responses).hasSize(12);
		List<SegmentDocument> requests = documents.stream().filter((document) -> !document.isDownstream()).toList();
		assertThat(requests).extracting(SegmentDocument::request)
			.containsExactlyInAnyOrderElementsOf(responses.keySet());
		assertThat(requests).extracting(SegmentDocument::traceId).doesNotHaveDuplicates();
	}

	@Test
	void documentsAreValid() {
		assertThat(documents).isNotEmpty()
			.allSatisfy((document) -> assertThat(document.problems()).as(document.json()::toPrettyString).isEmpty());
	}

	@Test
	void registrationIsServiceAndRepository() {
		assertThat(responses.get("POST /users 201").body()).isEqualTo("{\"userId\":1,\"message\":\"Welcome, Ada\"}");
		assertThat(document("POST /users 201").tree()).isEqualTo("""
				users
				  UserService.register
				    UserRepository.save
				      H2
				    DynamoDB
				    S3
				""");
	}

	@Test
	void invalidUserIsProblemAndError() {
		HttpResponse<String> response = responses.get("POST /users 400");
		assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
		assertThat(document("POST /users 400").tree()).isEqualTo("users error\n");
	}

	@Test
	void foundUserIsServiceAndRepository() {
		assertThat(responses.get("GET /users/1 200").body())
			.isEqualTo("{\"id\":1,\"name\":\"Ada\",\"email\":\"ada@example.com\",\"motto\":\"Festina lente\"}");
		assertThat(document("GET /users/1 200").tree()).isEqualTo("""
				users
				  UserService.find
				    UserRepository.findById
				      H2
				    127.0.0.1
				""");
	}

	@Test
	void missingUserIsError() {
		assertThat(document("GET /users/2 404").tree()).isEqualTo("""
				users error
				  UserService.find
				    UserRepository.findById
				      H2
				""");
	}

	@Test
	void fileIsReadFromS3() {
		assertThat(responses.get("GET /users/1/file 200").body()).isEqualTo("Ada <ada@example.com>\n");
		assertThat(document("GET /users/1/file 200").tree()).isEqualTo("""
				users
				  UserService.file
				    S3
				""");
	}

	@Test
	void missingFileIsErrorOfTheCall() {
		assertThat(document("GET /users/2/file 404").tree()).isEqualTo("""
				users error
				  UserService.file
				    S3 error
				""");
	}

	@Test
	void stepsAreByHandByAnnotationAndByPatchedClients() {
		SegmentDocument document = document("GET /steps 200");
		assertThat(document.tree()).isEqualTo("""
				users
				  xray_function_sample1
				    inside_sample1
				  xray_function_sample2
				    inside_sample2
				  DynamoDB
				  S3
				""");
		assertThat(document.json().at("/subsegments/0/annotations/step").asInt()).isEqualTo(1);
		assertThat(document.json().at("/subsegments/1/subsegments/0/annotations/step").asInt()).isEqualTo(2);
	}

	@Test
	void subsegmentsMadeByHandNest() {
		SegmentDocument document = document("GET /manual 200");
		assertThat(document.tree()).isEqualTo("""
				users
				  subsegment_1
				    subsegment_2
				      subsegment_3-1
				      subsegment_3-2
				""");
		JsonNode first = document.json().at("/subsegments/0");
		assertThat(first.at("/annotations/annotation1").asText()).isEqualTo("to search for");
		assertThat(first.at("/metadata/default/metadata1/what").asText()).isEqualTo("to look at");
	}

	@Test
	void failureIsFaultWithItsException() {
		SegmentDocument document = document("GET /fail 500");
		assertThat(document.tree()).isEqualTo("users fault\n");
		assertThat(document.json().at("/cause/exceptions/0/type").asText())
			.isEqualTo(IllegalStateException.class.getName());
	}

	@Test
	void workOnAnotherThreadIsBeneathItsRequest() {
		assertThat(responses.get("GET /async 200").body()).contains("\"users\":1", "\"thread\":\"task-");
		assertThat(document("GET /async 200").tree()).isEqualTo("""
				users
				  ReportService.create
				    UserRepository.count
				      H2
				""");
	}

	@Test
	void statementIsRecordedWithoutItsValues() {
		JsonNode statement = document("POST /users 201").json().at("/subsegments/0/subsegments/0/subsegments/0");
		assertThat(statement.path("namespace").asText()).isEqualTo("remote");
		assertThat(statement.at("/sql/sanitized_query").asText())
			.isEqualTo("INSERT INTO users (name, email) VALUES (?, ?)");
		assertThat(statement.at("/sql/database_type").asText()).isEqualTo("H2");
		assertThat(statement.toString()).doesNotContain("ada@example.com");
	}

	@Test
	void downstreamServiceJoinsTheTraceBeneathTheCall() {
		SegmentDocument user = document("GET /users/1 200");
		JsonNode call = user.json().at("/subsegments/0/subsegments/1");
		assertThat(call.at("/http/request/url").asText()).endsWith("/profiles/1").startsWith("http://127.0.0.1:");
		assertThat(call.at("/http/request/traced").asBoolean()).isTrue();
		assertThat(documents).filteredOn((document) -> document.json().path("parent_id").equals(call.path("id")))
			.singleElement()
			.satisfies((profile) -> assertThat(profile.request()).isEqualTo("GET /profiles/1 200"))
			.extracting(SegmentDocument::traceId)
			.isEqualTo(user.traceId());
	}

	@Test
	void parallelCallsAreSiblings() {
		SegmentDocument report = document("GET /report 200");
		assertThat(report.tree()).isEqualTo("""
				users
				  127.0.0.1
				  127.0.0.1
				  127.0.0.1
				""");
		assertThat(documents).filteredOn(SegmentDocument::isDownstream)
			.filteredOn((document) -> document.traceId().equals(report.traceId()))
			.extracting(SegmentDocument::request)
			.containsExactlyInAnyOrder("GET /profiles/1 200", "GET /profiles/2 200", "GET /profiles/3 200");
	}

	private static SegmentDocument document(String request) {
		return documents.stream()
			.filter((document) -> document.request().equals(request))
			.findFirst()
			.orElseThrow(() -> new AssertionError("No document of " + request));
	}

}
