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

package io.github.springxray.console.standalone;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whoever reaches the port can send what they like. The console stays small and answers.
 */
class HostileDocumentsIntegrationTests {

	private static final JsonMapper mapper = new JsonMapper();

	private static final String RANGE = "{\"StartTime\":0,\"EndTime\":1900000000}";

	private final RunningConsole console = new RunningConsole();

	@AfterEach
	void close() {
		this.console.close();
	}

	private static String traceId(int number) {
		return "1-6b00f4be-" + String.format("%024x", number);
	}

	private static String segment(int trace, long id, String name, String more) {
		return "{\"trace_id\":\"" + traceId(trace) + "\",\"id\":\"" + String.format("%016x", id) + "\",\"name\":"
				+ mapper.writeValueAsString(name) + ",\"start_time\":1794000000.0,\"end_time\":1794000000.5" + more
				+ "}";
	}

	private void put(String... documents) {
		put(List.of(documents));
	}

	private void put(List<String> documents) {
		for (int i = 0; i < documents.size(); i += 50) {
			String body = mapper.writeValueAsString(
					Map.of("TraceSegmentDocuments", documents.subList(i, Math.min(documents.size(), i + 50))));
			assertThat(post("/TraceSegments", body).path("UnprocessedTraceSegments")).isEmpty();
		}
	}

	private HttpResponse<String> exchange(String path, String body) {
		return this.console.exchange(HttpRequest.newBuilder(this.console.uri(path))
			.header("Content-Type", "application/json")
			.POST(BodyPublishers.ofString(body)));
	}

	private JsonNode post(String path, String body) {
		HttpResponse<String> response = exchange(path, body);
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		return mapper.readTree(response.body());
	}

	private List<JsonNode> answers() {
		return List.of(this.console.get("/api/traces"), this.console.get("/api/graph"),
				this.console.get("/api/statistics"), this.console.get("/api/status"), post("/TraceSummaries", RANGE),
				post("/ServiceGraph", RANGE), post("/TraceGraph", "{\"TraceIds\":[\"" + traceId(1) + "\"]}"));
	}

	private static void assertShort(JsonNode json) {
		json.propertyNames().forEach((name) -> assertThat(name.length()).as(name).isLessThanOrEqualTo(500));
		if (json.isString()) {
			assertThat(json.stringValue().length()).as(json.stringValue()).isLessThanOrEqualTo(1000);
		}
		json.valueStream().forEach(HostileDocumentsIntegrationTests::assertShort);
	}

	@ParameterizedTest
	@ValueSource(strings = { "x", "\u4e2d", "\ud83d\ude00", "\u0000", "/", "\u202e" })
	void textsAreCutWhereverTheyAreRepeated(String sign) {
		String text = sign.repeat(1_200 / sign.length());
		String json = mapper.writeValueAsString(text);
		put(segment(1, 1, text,
				",\"user\":%1$s,\"origin\":%1$s,\"http\":{\"request\":{\"method\":%1$s,\"url\":%1$s,\"user_agent\":%1$s,\"client_ip\":%1$s}}"
					.formatted(json)),
				segment(2, 2, "b",
						",\"annotations\":{%1$s:%1$s,\"http_route\":%1$s},\"http\":{\"request\":{\"url\":%1$s}}"
							.formatted(json)),
				segment(3, 3, "c",
						",\"subsegments\":[{\"id\":\"0000000000000004\",\"name\":%1$s,\"start_time\":1,\"end_time\":2,\"namespace\":\"aws\",\"aws\":{\"table_name\":%1$s}}]"
							.formatted(json)));
		answers().forEach(HostileDocumentsIntegrationTests::assertShort);
		String name = this.console.get("/api/graph").path("nodes").get(0).path("name").stringValue();
		assertThat(name.length()).isBetween(199, 200);
		assertThat(text).startsWith(name);
	}

	@Test
	void summariesOfLongNamesAndManyAnnotationsStaySmall() {
		StringBuilder annotations = new StringBuilder(",\"annotations\":{\"a\":1");
		for (int i = 0; i < 300; i++) {
			annotations.append(",\"b").append(i).append("\":").append(i);
		}
		List<String> documents = new ArrayList<>();
		for (int i = 0; i < 100; i++) {
			documents.add(segment(i, 1, "n".repeat(60_000), annotations + "}"));
		}
		put(documents);
		HttpResponse<String> response = exchange("/TraceSummaries", RANGE);
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.body().length()).isLessThan(6_000_000);
		JsonNode summaries = mapper.readTree(response.body()).path("TraceSummaries");
		assertThat(summaries).hasSize(100);
		assertThat(summaries.get(0).path("Annotations").size()).isEqualTo(50);
	}

	@Test
	void pagesOfLargeSummariesAreShorterAndComplete() {
		StringBuilder more = new StringBuilder(",\"annotations\":{\"a\":1");
		for (int i = 0; i < 49; i++) {
			more.append(",\"").append("k".repeat(400)).append(i).append("\":\"").append("v".repeat(800)).append('"');
		}
		List<String> documents = new ArrayList<>();
		for (int i = 0; i < 150; i++) {
			documents.add(segment(i, 1, "n".repeat(200), more + "}"));
		}
		put(documents);
		int pages = 0;
		int count = 0;
		for (String token = "0"; !token.isEmpty(); pages++) {
			JsonNode page = post("/TraceSummaries",
					"{\"StartTime\":0,\"EndTime\":1900000000,\"NextToken\":\"" + token + "\"}");
			count += page.path("TraceSummaries").size();
			token = page.path("NextToken").asString("");
		}
		assertThat(count).isEqualTo(150);
		assertThat(pages).isGreaterThan(1);
	}

	@Test
	void mapAndStatisticsOfThousandsOfServicesAreCutAndSaySo() {
		List<String> documents = new ArrayList<>();
		for (int i = 0; i < 3_000; i++) {
			documents.add(segment(i, 1, "service-" + i, ",\"http\":{\"request\":{\"url\":\"http://a/" + i + "x\"}}"));
		}
		put(documents);
		JsonNode graph = this.console.get("/api/graph");
		assertThat(graph.path("nodes").size()).isEqualTo(500);
		assertThat(graph.path("omitted").asInt()).isGreaterThan(2_000);
		assertThat(this.console.get("/api/statistics").path("routes").size()).isEqualTo(500);
		assertThat(this.console.get("/api/statistics").path("omitted").asInt()).isEqualTo(5_000);
	}

	@Test
	void numbersThatNobodyCanShowAreLeftOut() {
		put(segment(1, 1, "a", ",\"annotations\":{\"huge\":1e999,\"less\":-1e999,\"small\":1},"
				+ "\"http\":{\"response\":{\"status\":99999999999999999999}}"));
		JsonNode row = this.console.get("/api/traces").at("/traces/0");
		assertThat(row.path("annotations").propertyNames()).containsExactly("small");
		assertThat(row.path("status").isNull()).isTrue();
	}

	@Test
	void traceThatGrowsWithoutEndStaysWithinItsShare() {
		String padding = ",\"metadata\":{\"text\":\"" + "x".repeat(60_000) + "\"}";
		List<String> documents = new ArrayList<>();
		for (int i = 1; i < 300; i++) {
			documents.add(segment(1, i, "a", padding));
		}
		put(documents);
		assertThat(this.console.get("/api/status").path("bytes").asLong()).isLessThan(9 * 1024 * 1024);
		assertThat(this.console.get("/api/status").at("/documents/dropped").asInt()).isGreaterThan(100);
	}

	@Test
	void subsegmentsWithoutTheirSegmentAreNoServices() {
		String orphan = segment(1, 5, "lost-call", ",\"type\":\"subsegment\",\"parent_id\":\"00000000000000aa\","
				+ "\"namespace\":\"remote\",\"annotations\":{\"a\":1},\"user\":\"ada\"");
		String local = segment(1, 6, "lost-method", ",\"type\":\"subsegment\",\"parent_id\":\"00000000000000aa\","
				+ "\"subsegments\":[{\"id\":\"0000000000000007\",\"name\":\"lost-table\",\"start_time\":1794000000.1,"
				+ "\"end_time\":1794000000.2,\"namespace\":\"aws\"}]");
		put(orphan, local);
		assertThat(this.console.get("/api/graph").path("nodes")).isEmpty();
		assertThat(post("/ServiceGraph", RANGE).path("Services")).isEmpty();
		JsonNode summary = post("/TraceSummaries", RANGE).at("/TraceSummaries/0");
		assertThat(summary.path("ServiceIds")).isEmpty();
		assertThat(summary.has("EntryPoint")).isFalse();
		assertThat(summary.path("IsPartial").asBoolean()).isTrue();
		assertThat(summary.at("/Annotations/a/0/ServiceIds")).isEmpty();
		assertThat(this.console.get("/api/statistics").path("histogram")).isEmpty();
		assertThat(this.console.get("/api/traces").at("/traces/0/incomplete").asBoolean()).isTrue();
		JsonNode trace = this.console.get("/api/traces/" + traceId(1));
		assertThat(trace.path("segments").valueStream().map((part) -> part.path("orphan").asBoolean()))
			.containsExactly(true, true);
		put(segment(1, 8, "callee", ",\"parent_id\":\"0000000000000005\""));
		assertThat(this.console.get("/api/graph").path("nodes").valueStream().map((node) -> node.path("id").asString()))
			.as("connected by a caller whose name nobody knows yet")
			.containsExactlyInAnyOrder("app|callee", "unknown|not yet known", "AWS::lost-table|lost-table");
		assertThat(this.console.get("/api/graph").path("edges")).extracting((edge) -> edge.path("source").asString())
			.containsOnly("unknown|not yet known");
		put(segment(1, 0xaa, "caller", ""));
		assertThat(this.console.get("/api/graph").path("nodes").valueStream().map((node) -> node.path("id").asString()))
			.containsExactlyInAnyOrder("client|caller", "app|caller", "app|callee", "AWS::lost-table|lost-table");
		assertThat(this.console.get("/api/traces").at("/traces/0/incomplete").asBoolean()).isFalse();
	}

}
