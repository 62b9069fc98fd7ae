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
import java.net.http.HttpResponse;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Groups and statistics over time, as clients of X-Ray's API ask for them.
 */
class GroupsIntegrationTests {

	private static final RunningConsole console = new RunningConsole();

	private static final long NOW = System.currentTimeMillis() / 60_000 * 60;

	@AfterAll
	static void close() {
		console.close();
	}

	@BeforeEach
	void send() {
		segment(1, "shop", NOW - 180, 0.2, ",\"fault\":true");
		segment(2, "shop", NOW - 179, 0.4, "");
		segment(3, "shop", NOW - 60, 0.1, ",\"error\":true,\"throttle\":true");
		segment(4, "stock", NOW - 60, 0.3,
				",\"subsegments\":[{\"id\":\"00000000000000aa\",\"name\":\"db\",\"namespace\":\"remote\",\"sql\":{},"
						+ "\"start_time\":%d,\"end_time\":%d.25}]".formatted(NOW - 60, NOW - 60));
	}

	@AfterEach
	void clear() {
		exchange("/DeleteGroup", "{\"GroupName\":\"slow\"}");
	}

	private static void segment(long id, String name, long start, double seconds, String more) {
		String document = "{\"trace_id\":\"1-%08x-%024x\",\"id\":\"%016x\",\"name\":\"%s\",\"start_time\":%d,\"end_time\":%s%s}"
			.formatted(start, id, id, name, start, start + seconds, more);
		post("/TraceSegments",
				"{\"TraceSegmentDocuments\":[" + JsonMapper.shared().writeValueAsString(document) + "]}");
	}

	private static HttpResponse<String> exchange(String path, String body) {
		return console.exchange(HttpRequest.newBuilder(console.uri(path))
			.header("Content-Type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofString(body)));
	}

	private static JsonNode post(String path, String body) {
		HttpResponse<String> response = exchange(path, body);
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		return JsonMapper.shared().readTree(response.body());
	}

	private static JsonNode range(String path, String more) {
		return post(path, "{\"StartTime\":%d,\"EndTime\":%d%s}".formatted(NOW - 600, NOW + 60, more));
	}

	@Test
	void groupIsMadeChangedUsedAndDeleted() {
		JsonNode made = post("/CreateGroup",
				"{\"GroupName\":\"slow\",\"FilterExpression\":\"responsetime > 0.25\",\"InsightsConfiguration\":{\"InsightsEnabled\":true}}")
			.path("Group");
		assertThat(made.path("GroupARN").asString()).startsWith("arn:aws:xray:").endsWith("/slow");
		assertThat(made.at("/InsightsConfiguration/InsightsEnabled").booleanValue()).isTrue();
		assertThat(post("/Groups", "{}").path("Groups")).extracting((group) -> group.path("GroupName").asString())
			.containsExactly("Default", "slow");
		assertThat(
				range("/TraceSummaries", ",\"FilterExpression\":\"group.name = \\\"slow\\\"\"").path("TraceSummaries"))
			.hasSize(2);
		assertThat(console.get("/api/traces?filter=group.name%3D%22slow%22").path("matched").intValue()).isEqualTo(2);
		assertThat(range("/ServiceGraph", ",\"GroupName\":\"slow\"").path("Services")
			.valueStream()
			.filter((service) -> service.path("Type").asString().equals("app"))).hasSize(2);
		post("/UpdateGroup", "{\"GroupARN\":\"" + made.path("GroupARN").asString()
				+ "\",\"FilterExpression\":\"service(\\\"stock\\\")\"}");
		JsonNode changed = post("/GetGroup", "{\"GroupName\":\"slow\"}").path("Group");
		assertThat(changed.path("FilterExpression").asString()).isEqualTo("service(\"stock\")");
		assertThat(changed.at("/InsightsConfiguration/InsightsEnabled").booleanValue()).isTrue();
		post("/DeleteGroup", "{\"GroupName\":\"slow\"}");
		assertThat(exchange("/GetGroup", "{\"GroupName\":\"slow\"}").statusCode()).isEqualTo(400);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					/CreateGroup | {"GroupName":"Default"} | There is a group Default already
					/CreateGroup | {"GroupName":"abcdefghijklmnopqrstuvwxyzabcdefg"} | GroupName has to be
					/CreateGroup | {"GroupName":"slow","FilterExpression":"nonsense = 1"} | Unknown keyword nonsense
					/CreateGroup | {"GroupName":"slow","FilterExpression":"group.name = \\"slow\\""} | There is no group
					/UpdateGroup | {"GroupName":"Default","FilterExpression":"fault"} | has no filter expression
					/DeleteGroup | {"GroupName":"Default"} | cannot be deleted
					/DeleteGroup | {"GroupName":"none"} | There is no group none
					/TimeSeriesServiceStatistics | {"StartTime":1,"EndTime":2,"GroupName":"none"} | There is no group none
					/TimeSeriesServiceStatistics | {"StartTime":1,"EndTime":2,"Period":-1} | Period has to be
					/TimeSeriesServiceStatistics | {"StartTime":1,"EndTime":2,"EntitySelectorExpression":"fault"} | Expected service, edge or id
					/TimeSeriesServiceStatistics | {"StartTime":1,"EndTime":2,"EntitySelectorExpression":"service() { fault }"} | Expected the end
					""")
	void saysWhatIsWrong(String path, String body, String message) {
		HttpResponse<String> response = exchange(path, body);
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(response.body()).contains(message);
	}

	@Test
	void thereAreNotMoreThanTwentyFiveGroups() {
		for (int i = 1; i <= 25; i++) {
			post("/CreateGroup", "{\"GroupName\":\"group" + i + "\"}");
		}
		assertThat(exchange("/CreateGroup", "{\"GroupName\":\"another\"}").body()).contains("25 groups already");
		for (int i = 1; i <= 25; i++) {
			post("/DeleteGroup", "{\"GroupName\":\"group" + i + "\"}");
		}
	}

	@Test
	void statisticsOverTimeCountServices() {
		JsonNode points = range("/TimeSeriesServiceStatistics",
				",\"EntitySelectorExpression\":\"service(\\\"shop\\\")\",\"Period\":60")
			.path("TimeSeriesServiceStatistics");
		assertThat(points).extracting((point) -> point.path("Timestamp").longValue())
			.containsExactly(NOW - 180, NOW - 60);
		JsonNode first = points.path(0).path("ServiceSummaryStatistics");
		assertThat(first.path("TotalCount").intValue()).isEqualTo(2);
		assertThat(first.path("OkCount").intValue()).isEqualTo(1);
		assertThat(first.at("/FaultStatistics/TotalCount").intValue()).isEqualTo(1);
		assertThat(first.path("TotalResponseTime").doubleValue()).isBetween(0.59, 0.61);
		assertThat(points.at("/1/ServiceSummaryStatistics/ErrorStatistics/ThrottleCount").intValue()).isEqualTo(1);
		assertThat(points.at("/0/ResponseTimeHistogram")).isNotEmpty();
	}

	@Test
	void statisticsOverTimeCountConnections() {
		JsonNode edge = range("/TimeSeriesServiceStatistics",
				",\"EntitySelectorExpression\":\"edge(\\\"stock\\\", id(type: \\\"Database::SQL\\\"))\",\"Period\":300")
			.path("TimeSeriesServiceStatistics");
		assertThat(edge).hasSize(1);
		assertThat(edge.at("/0/EdgeSummaryStatistics/TotalCount").intValue()).isEqualTo(1);
		int requests = 0;
		for (JsonNode point : range("/TimeSeriesServiceStatistics", "").path("TimeSeriesServiceStatistics")) {
			requests += point.at("/EdgeSummaryStatistics/TotalCount").intValue();
		}
		assertThat(requests).as("requests of clients").isEqualTo(4);
	}

	@Test
	void summariesTellRootCauses() {
		JsonNode summaries = range("/TraceSummaries", ",\"FilterExpression\":\"fault\"").path("TraceSummaries");
		assertThat(summaries.at("/0/FaultRootCauses/0/Services/0/Name").asString()).isEqualTo("shop");
		assertThat(summaries.at("/0/ErrorRootCauses")).isEmpty();
	}

}
