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

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.springxray.console.store.Documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@ExtendWith(OutputCaptureExtension.class)
class StandaloneConsoleIntegrationTests {

	private static final String TRACE = "1-6b00f4be-539421500e2e8b0b35710767";

	private static final String SEGMENT = """
			{"trace_id":"%s","id":"53995c3f42cd8ad8","name":"users","start_time":1794000000.0,"end_time":1794000000.5,
			"http":{"request":{"method":"GET","url":"http://localhost/users/7"},"response":{"status":200}},
			"annotations":{"http_route":"/users/{id}","paid":true,"amount":12.5},"user":"ada",
			"subsegments":[{"id":"53995c3f42cd8ad9","name":"profiles","start_time":1794000000.1,
			"end_time":1794000000.4,"namespace":"remote"},{"id":"53995c3f42cd8ada","name":"H2",
			"start_time":1794000000.05,"end_time":1794000000.06,"namespace":"remote","sql":{"url":"jdbc:h2:mem"}},
			{"id":"53995c3f42cd8adb","name":"DynamoDB","start_time":1794000000.05,"end_time":1794000000.06,
			"namespace":"aws","aws":{"table_name":"scores"},"throttle":true,"error":true}]}""".formatted(TRACE);

	private static final String CALLEE = """
			{"trace_id":"%s","id":"53995c3f42cd8ae0","parent_id":"53995c3f42cd8ad9","name":"profiles",
			"start_time":1794000000.15,"end_time":1794000000.35,"fault":true}""".formatted(TRACE);

	private RunningConsole console = new RunningConsole();

	@AfterEach
	void close() {
		this.console.close();
	}

	private void restart(String... properties) {
		this.console.close();
		this.console = new RunningConsole(properties);
	}

	private JsonNode awaitReceived(int count) {
		return Awaitility.await()
			.until(() -> this.console.get("/api/status"),
					(status) -> status.at("/documents/received").asInt() >= count);
	}

	@Test
	void showsWhatComesOverUdp() throws IOException {
		this.console.send(SEGMENT);
		this.console.send(CALLEE);
		awaitReceived(2);
		JsonNode traces = this.console.get("/api/traces");
		assertThat(traces.path("matched").asInt()).isEqualTo(1);
		JsonNode trace = traces.at("/traces/0");
		assertThat(trace.path("id").asString()).isEqualTo(TRACE);
		assertThat(trace.path("url").asString()).isEqualTo("http://localhost/users/7");
		assertThat(trace.path("status").asInt()).isEqualTo(200);
		assertThat(trace.path("responseTime").asDouble()).isEqualTo(0.5);
		assertThat(trace.at("/annotations/amount").asDouble()).isEqualTo(12.5);
		assertThat(trace.path("user").asString()).isEqualTo("ada");
		assertThat(trace.path("services").valueStream().map(JsonNode::asString)).containsExactly("users", "profiles");
		JsonNode detail = this.console.get("/api/traces/" + TRACE);
		assertThat(detail.path("segments")).hasSize(2);
		assertThat(detail.at("/segments/0/subsegments/2/name").asString()).isEqualTo("profiles");
	}

	@Test
	void drawsServicesAsXRayDoes() throws IOException {
		this.console.send(SEGMENT);
		this.console.send(CALLEE);
		awaitReceived(2);
		JsonNode graph = this.console.get("/api/graph");
		assertThat(graph.path("nodes").valueStream().map((node) -> node.path("id").asString()))
			.containsExactlyInAnyOrder("client|users", "app|users", "app|profiles", "Database::SQL|H2",
					"AWS::DynamoDB::Table|scores");
		assertThat(graph.path("edges")
			.valueStream()
			.map((edge) -> edge.path("source").asString() + " > " + edge.path("target").asString()))
			.containsExactlyInAnyOrder("client|users > app|users", "app|users > app|profiles",
					"app|users > Database::SQL|H2", "app|users > AWS::DynamoDB::Table|scores");
		assertThat(graph.path("nodes").valueStream().filter((node) -> node.path("name").asString().equals("scores")))
			.singleElement()
			.satisfies((node) -> assertThat(node.path("throttle").asInt()).isEqualTo(1));
		JsonNode statistics = this.console.get("/api/statistics");
		assertThat(statistics.at("/routes/0/route").asString()).isEqualTo("/users/{id}");
		assertThat(statistics.at("/services/0/p50").asDouble()).isEqualTo(0.5);
		assertThat(statistics.at("/histogram/0/from").asDouble()).isEqualTo(0.5);
	}

	@Test
	void countsWhatIsInvalidByReason() throws IOException {
		this.console.sendRaw("no header");
		this.console.send("not JSON");
		this.console.send("{\"id\":\"53995c3f42cd8ad8\",\"name\":\"a\\u001b[31m\",\"start_time\":1}");
		JsonNode status = awaitReceived(3);
		assertThat(status.at("/documents/invalid").asInt()).isEqualTo(3);
		assertThat(status.path("invalidReasons").propertyNames()).containsExactlyInAnyOrder("header", "json",
				"trace_id");
		assertThat(status.path("lastError").asString()).doesNotContain("\u001b");
	}

	@Test
	void saysWhereFilterDoesNotParse() {
		HttpResponse<String> response = this.console
			.exchange(HttpRequest.newBuilder(this.console.uri("/api/traces?filter=responsetime+%3E+")));
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(response.body()).contains("\"position\":15").contains("Expected a number");
	}

	@Test
	void handsOutSamplingRulesAndTargets() {
		HttpResponse<String> put = this.console.exchange(HttpRequest.newBuilder(this.console.uri("/api/sampling-rules"))
			.header("Content-Type", "application/json")
			.PUT(BodyPublishers.ofString("""
					{"rules":[{"RuleName":"slow","Priority":5,"FixedRate":0.5,"ReservoirSize":3,"URLPath":"/s*"}]}
					""")));
		assertThat(put.statusCode()).isEqualTo(200);
		JsonNode rules = this.console.postToDaemon("/GetSamplingRules", "{}");
		assertThat(rules.at("/SamplingRuleRecords/0/SamplingRule/RuleName").asString()).isEqualTo("slow");
		assertThat(rules.at("/SamplingRuleRecords/1/SamplingRule/RuleName").asString()).isEqualTo("Default");
		String first = statistics("slow", "000000000000000000000001");
		String second = statistics("slow", "000000000000000000000002");
		assertThat(quota(first)).isEqualTo(3);
		// What the first has is not given twice
		assertThat(quota(second)).isZero();
		// One of the two has the odd one, and who that is changes with time
		int share = quota(first);
		assertThat(share).isBetween(1, 2);
		assertThat(quota(second)).isEqualTo(3 - share);
		assertThat(this.console.postToDaemon("/SamplingTargets", statistics("none", "000000000000000000000001"))
			.at("/UnprocessedStatistics/0/RuleName")
			.asString()).isEqualTo("none");
	}

	private int quota(String statistics) {
		return this.console.postToDaemon("/SamplingTargets", statistics)
			.at("/SamplingTargetDocuments/0/ReservoirQuota")
			.asInt();
	}

	private static String statistics(String rule, String client) {
		return "{\"SamplingStatisticsDocuments\":[{\"RuleName\":\"" + rule + "\",\"ClientID\":\"" + client
				+ "\",\"Timestamp\":1,\"RequestCount\":1,\"SampledCount\":1,\"BorrowCount\":0}]}";
	}

	@Test
	void readsSamplingRulesFromFile(@TempDir Path directory) throws IOException {
		Path file = Files.writeString(directory.resolve("rules.json"),
				"{\"SamplingRules\":[{\"RuleName\":\"Default\",\"FixedRate\":0.25,\"ReservoirSize\":2}]}");
		restart("xray.console.sampling-rules-location=file:" + file);
		JsonNode rules = this.console.get("/api/sampling-rules").path("rules");
		assertThat(rules).hasSize(1);
		assertThat(rules.at("/0/FixedRate").asDouble()).isEqualTo(0.25);
		Files.writeString(file, "{}");
		assertThatExceptionOfType(Exception.class)
			.isThrownBy(() -> new RunningConsole("xray.console.sampling-rules-location=file:" + file).close())
			.havingRootCause()
			.withMessageContaining("list of rules");
	}

	@Test
	void servesLibraryAndDownload() throws IOException {
		this.console.send(SEGMENT);
		awaitReceived(1);
		assertThat(this.console.exchange(HttpRequest.newBuilder(this.console.uri("/assets/cytoscape.min.js"))).body())
			.hasSizeGreaterThan(100_000);
		HttpResponse<String> download = this.console
			.exchange(HttpRequest.newBuilder(this.console.uri("/api/traces/" + TRACE + "/documents")));
		assertThat(download.headers().firstValue("Content-Disposition")).hasValueSatisfying(
				(value) -> assertThat(value).isEqualTo("attachment; filename=\"trace-" + TRACE + ".json\""));
		assertThat(download.body()).isEqualTo("[" + SEGMENT + "]");
	}

	@Test
	void opensTraceOfThousandsOfSubsegments() {
		StringBuilder documents = new StringBuilder("{\"TraceSegmentDocuments\":[");
		documents.append(quoted(Documents.segment(Documents.TRACE, 1, ",\"end_time\":1794000001")));
		for (int i = 2; i < 5002; i++) {
			String end = ",\"end_time\":1794000001,\"namespace\":\"remote\"";
			documents.append(',').append(quoted(Documents.subsegment(i, Math.max(1, i / 10), "call", end)));
		}
		HttpResponse<String> response = this.console.exchange(HttpRequest.newBuilder(this.console.uri("/TraceSegments"))
			.header("Content-Type", "application/json")
			.POST(BodyPublishers.ofString(documents.append("]}").toString())));
		assertThat(response.body()).isEqualTo("{\"UnprocessedTraceSegments\":[]}");
		JsonNode trace = this.console.get("/api/traces/" + Documents.TRACE);
		assertThat(trace.path("segments").valueStream().mapToInt(StandaloneConsoleIntegrationTests::count).sum())
			.isEqualTo(5001);
	}

	private static String quoted(byte[] document) {
		return new JsonMapper().writeValueAsString(new String(document, StandardCharsets.UTF_8));
	}

	private static int count(JsonNode node) {
		return 1 + node.path("subsegments").valueStream().mapToInt(StandaloneConsoleIntegrationTests::count).sum();
	}

	@Test
	void clearsTraces() throws IOException {
		this.console.send(SEGMENT);
		long version = awaitReceived(1).path("version").asLong();
		HttpResponse<String> response = this.console
			.exchange(HttpRequest.newBuilder(this.console.uri("/api/traces")).DELETE());
		assertThat(response.statusCode()).isEqualTo(200);
		JsonNode status = this.console.get("/api/status");
		assertThat(status.path("traces").asInt()).isZero();
		assertThat(status.path("bytes").asLong()).isZero();
		assertThat(status.path("version").asLong()).isGreaterThan(version);
	}

	@Test
	void saysWhenPortIsTaken() {
		int[] taken = { this.console.daemonPort(), this.console.uri("/").getPort() };
		String[] names = { "daemon", "server" };
		for (int i = 0; i < taken.length; i++) {
			String property = "xray.console." + names[i] + ".port=" + taken[i];
			assertThatExceptionOfType(Exception.class).as(property)
				.isThrownBy(() -> new RunningConsole(property).close())
				.havingRootCause()
				.withMessageContaining("Cannot listen there");
		}
		assertThatExceptionOfType(Exception.class)
			.isThrownBy(() -> new RunningConsole("xray.console.otlp.port=70000").close())
			.havingRootCause()
			.withMessageContaining("Write a port from 0 to 65535");
		assertThatExceptionOfType(Exception.class)
			.isThrownBy(() -> new RunningConsole("xray.console.otlp.address=192.0.2.1").close())
			.havingRootCause()
			.withMessageContaining("xray.console.otlp.port");
	}

	@Test
	void startsWithoutPortOfOtlpThatACollectorHasAndSaysSo(CapturedOutput output) throws IOException {
		assertThat(this.console.get("/api/status").path("warnings")).isEmpty();
		int port = this.console.otlp().getPort();
		try (RunningConsole other = new RunningConsole("xray.console.otlp.port=" + port)) {
			other.send(SEGMENT);
			String spans = """
					{"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"a"}}]},
					"scopeSpans":[{"spans":[{"traceId":"5b8aa5a2d2c872e8321cf37308d69df2","spanId":"051581bf3cb55c13",
					"name":"GET","kind":2,"startTimeUnixNano":"1544712660000000000",
					"endTimeUnixNano":"1544712661000000000"}]}]}]}""";
			HttpResponse<String> answer = other.exchange(HttpRequest.newBuilder(other.uri("/v1/traces"))
				.header("Content-Type", "application/json")
				.POST(BodyPublishers.ofString(spans)));
			assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
			JsonNode status = Awaitility.await()
				.until(() -> other.get("/api/status"), (json) -> json.path("traces").asInt() == 2);
			String warning = "Nothing listens for OTLP at localhost:" + port;
			assertThat(status.path("warnings")).singleElement()
				.satisfies((json) -> assertThat(json.asString()).startsWith(warning)
					.contains("Send spans to http://localhost:" + other.uri("/").getPort() + "/v1/traces"));
			assertThat(output.toString().split(Pattern.quote(warning), -1)).hasSize(2);
			assertThat(this.console.get("/api/status").path("traces").asInt()).isZero();
		}
	}

}
