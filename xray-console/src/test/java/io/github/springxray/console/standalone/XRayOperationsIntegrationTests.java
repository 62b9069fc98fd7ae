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

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The operations of X-Ray, as SDKs and the daemon call them at both ports.
 */
class XRayOperationsIntegrationTests {

	private final RunningConsole console = new RunningConsole();

	@AfterEach
	void close() {
		this.console.close();
	}

	private URI daemon(String path) {
		return URI.create("http://127.0.0.1:" + this.console.daemonPort() + path);
	}

	private HttpResponse<String> send(URI uri, String method, BodyPublisher body, String... headers) {
		HttpRequest.Builder request = HttpRequest.newBuilder(uri)
			.method(method, body)
			.header("Content-Type", "application/json");
		if (headers.length > 0) {
			request.headers(headers);
		}
		return this.console.exchange(request);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					/TelemetryRecords | {"TelemetryRecords":[{"Timestamp":1,"SegmentsReceivedCount":2}],"EC2InstanceId":"i"} | {}
					/TraceSegments    | {"TraceSegmentDocuments":[]} | UnprocessedTraceSegments
					/Traces           | {"TraceIds":[]}              | Traces
					/TraceSummaries   | {"StartTime":1,"EndTime":2}  | TraceSummaries
					/ServiceGraph     | {"StartTime":1,"EndTime":2}  | Services
					/TraceGraph       | {"TraceIds":[]}              | Services
					/GetSamplingRules | {}                           | SamplingRuleRecords
					/Groups           | {}                           | {"Groups":[{"GroupName":"Default"
					/GetGroup         | {"GroupName":"Default"}      | InsightsConfiguration
					/TimeSeriesServiceStatistics | {"StartTime":1,"EndTime":2,"GroupName":"Default"} | TimeSeriesServiceStatistics
					/SamplingTargets  | {"SamplingStatisticsDocuments":[]} | SamplingTargetDocuments
					/SamplingStatisticSummaries | {}                | SamplingStatisticSummaries
					/UpdateSamplingRule | {"SamplingRuleUpdate":{"RuleName":"Default","FixedRate":0.5}} | SamplingRuleRecord
					""")
	void areAnsweredAtBothPorts(String path, String body, String expected) {
		for (URI uri : new URI[] { this.console.uri(path), daemon(path) }) {
			HttpResponse<String> response = send(uri, "POST", BodyPublishers.ofString(body));
			assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
			assertThat(response.body()).contains(expected);
			for (String method : new String[] { "GET", "PUT", "DELETE", "PATCH", "OPTIONS" }) {
				HttpResponse<String> wrong = send(uri, method, BodyPublishers.ofString(body));
				assertThat(wrong.statusCode()).as(method).isEqualTo(405);
				assertThat(wrong.headers().firstValue("Allow")).contains("POST");
			}
		}
	}

	@ParameterizedTest
	@CsvSource({ "/api/status, POST, 'GET, HEAD'", "/api/traces, PUT, 'DELETE, GET, HEAD'",
			"/api/sampling-rules, DELETE, 'GET, HEAD, PUT'", "/api/traces/1-a, DELETE, 'GET, HEAD'",
			"/, POST, 'GET, HEAD'", "/assets/js/main.js, DELETE, 'GET, HEAD'", "/api/graph, OPTIONS, 'GET, HEAD'",
			"/api/status, E, 'GET, HEAD'" })
	void pathsOfThePageSayTheirMethods(String path, String method, String allowed) {
		HttpResponse<String> response = send(this.console.uri(path), method, BodyPublishers.noBody());
		assertThat(response.statusCode()).isEqualTo(405);
		assertThat(response.headers().firstValue("Allow")).contains(allowed);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/tracesegments", "/TraceSegments/", "/Insights", "/none", "/TelemetryRecords/x" })
	void othersAreNotThere(String path) {
		for (URI uri : new URI[] { this.console.uri(path), daemon(path) }) {
			HttpResponse<String> response = send(uri, "POST", BodyPublishers.ofString("{}"));
			assertThat(response.statusCode()).isEqualTo(404);
			assertThat(response.body()).startsWith("{\"message\":");
		}
		assertThat(send(daemon("/"), "GET", BodyPublishers.noBody()).statusCode()).isEqualTo(404);
		assertThat(send(daemon("/api/traces"), "GET", BodyPublishers.noBody()).statusCode()).isEqualTo(404);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/TraceSegments", "/TelemetryRecords", "/Traces", "/TraceSummaries", "/ServiceGraph",
			"/TraceGraph", "/SamplingTargets", "/GetSamplingRules", "/CreateSamplingRule", "/UpdateSamplingRule",
			"/DeleteSamplingRule", "/SamplingStatisticSummaries", "/Groups", "/CreateGroup",
			"/TimeSeriesServiceStatistics" })
	void bodiesBeyondTheBoundAreRefused(String path) {
		byte[] large = new byte[4 * 1024 * 1024 + 1];
		for (URI uri : new URI[] { this.console.uri(path), daemon(path) }) {
			assertThat(send(uri, "POST", BodyPublishers.ofByteArray(large)).statusCode()).isEqualTo(413);
			BodyPublisher chunked = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large));
			assertThat(send(uri, "POST", chunked).statusCode()).isEqualTo(413);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "{", "nonsense", "[]", "{\"TraceSegmentDocuments\":{}}", "null", "\"text\"", "1",
			"{\"StartTime\":\"now\",\"TraceIds\":7,\"TelemetryRecords\":\"x\"}" })
	void whatIsNoRequestIsSaidInTheFormOfXRay(String body) {
		for (String path : new String[] { "/TraceSegments", "/Traces", "/TraceSummaries", "/ServiceGraph",
				"/TelemetryRecords", "/TraceGraph", "/SamplingTargets", "/CreateSamplingRule", "/UpdateSamplingRule",
				"/DeleteSamplingRule", "/GetGroup", "/CreateGroup", "/UpdateGroup", "/DeleteGroup",
				"/TimeSeriesServiceStatistics" }) {
			for (URI uri : new URI[] { this.console.uri(path), daemon(path) }) {
				HttpResponse<String> response = send(uri, "POST", BodyPublishers.ofString(body));
				assertThat(response.statusCode()).as(path).isEqualTo(400);
				assertThat(response.headers().firstValue("x-amzn-ErrorType")).contains("InvalidRequestException");
				assertThat(response.body()).startsWith("{\"message\":").doesNotContain("\tat ", "Exception");
			}
		}
	}

	@Test
	void bodiesThatBlowUpAreRefused() {
		String path = "/TraceSegments";
		for (String body : new String[] { "[".repeat(1_000_000), "{\"a\":[" + "[],".repeat(1_000_000) + "1]}",
				"{\"TraceSegmentDocuments\":[" + "1,".repeat(20_000) + "1]}",
				"{\"a\":" + "9".repeat(2_000_000) + "}" }) {
			assertThat(send(this.console.uri(path), "POST", BodyPublishers.ofString(body)).statusCode()).isEqualTo(400);
		}
		String statistics = "{\"SamplingStatisticsDocuments\":[" + "{},".repeat(20_000) + "{}]}";
		assertThat(send(daemon("/SamplingTargets"), "POST", BodyPublishers.ofString(statistics)).statusCode())
			.isEqualTo(400);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					/CreateSamplingRule | {"SamplingRule":[]}
					/CreateSamplingRule | {"SamplingRule":{"RuleName":{}}}
					/CreateSamplingRule | {"SamplingRule":{"RuleName":"a","Attributes":[1,2]}}
					/UpdateSamplingRule | {"SamplingRuleUpdate":{"RuleName":"Default","FixedRate":"NaN"}}
					/UpdateSamplingRule | {"SamplingRuleUpdate":{"RuleName":"Default","ReservoirSize":1e300}}
					/UpdateSamplingRule | {"SamplingRuleUpdate":{"RuleName":"Default","ReservoirSize":0.5}}
					/UpdateSamplingRule | {"SamplingRuleUpdate":{"RuleName":"Default","SamplingRateBoost":7}}
					/UpdateSamplingRule | {"SamplingRuleUpdate":{"RuleName":"Default","Attributes":{"a":"b"}}}
					/DeleteSamplingRule | {"RuleName":["Default"]}
					/DeleteSamplingRule | {"RuleARN":"Default"}
					/GetSamplingRules | {"NextToken":"x"}
					/SamplingStatisticSummaries | {"NextToken":"x"}
					/SamplingTargets | {"SamplingStatisticsDocuments":[7]}
					/SamplingTargets | {"SamplingStatisticsDocuments":[],"SamplingBoostStatisticsDocuments":{}}
					/SamplingTargets | {"SamplingStatisticsDocuments":[],"SamplingBoostStatisticsDocuments":[{"RuleName":"Default"}]}
					/TelemetryRecords | {"TelemetryRecords":[{"Timestamp":1,"SegmentsSentCount":-1}]}
					/TelemetryRecords | {"TelemetryRecords":[{"Timestamp":1,"SegmentsSentCount":1e12}]}
					/TelemetryRecords | {"TelemetryRecords":[{"Timestamp":"now"}]}
					/TelemetryRecords | {"TelemetryRecords":[null]}
					/TelemetryRecords | {"TelemetryRecords":[],"Hostname":{}}
					""")
	void requestsOfSamplingThatMakeNoSenseChangeNothing(String path, String body) {
		for (URI uri : new URI[] { this.console.uri(path), daemon(path) }) {
			HttpResponse<String> response = send(uri, "POST", BodyPublishers.ofString(body));
			assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
			assertThat(response.headers().firstValue("x-amzn-ErrorType")).contains("InvalidRequestException");
		}
		assertThat(this.console.get("/api/sampling-rules").toString())
			.isEqualTo("{\"rules\":[" + this.console.get("/api/sampling").at("/rules/0/rule") + "]}")
			.contains("\"FixedRate\":1.0", "\"ReservoirSize\":1,");
		assertThat(this.console.get("/api/telemetry").path("senders")).isEmpty();
	}

	@Test
	void compressedBodiesAreNotUnpacked() {
		assertThat(send(this.console.uri("/TraceSegments"), "POST", BodyPublishers.ofByteArray(new byte[] { 31, -117 }),
				"Content-Encoding", "gzip")
			.statusCode()).isEqualTo(415);
		assertThat(send(daemon("/TraceSegments"), "POST", BodyPublishers.ofByteArray(new byte[] { 31, -117 }),
				"Content-Encoding", "gzip")
			.statusCode()).isEqualTo(400);
	}

	@Test
	void pagesOfSitesGetNothingFromTheDaemon() {
		for (String origin : new String[] { "http://evil.example", "null", "http://localhost" }) {
			assertThat(send(daemon("/Traces"), "POST", BodyPublishers.ofString("{\"TraceIds\":[]}"), "Origin", origin)
				.statusCode()).isEqualTo(403);
		}
	}

}
