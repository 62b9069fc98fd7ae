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

package io.github.springxray.console.page;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Applications with X-Ray and one with OpenTelemetry between them, on one map and in one
 * trace.
 */
@BrowserTest
class MixedMapPageTests {

	private static final String SERVER = "00f067aa0ba902b7";

	private static final String CALL = "00f067aa0ba902b8";

	private final Browser browser;

	MixedMapPageTests(Browser browser) {
		this.browser = browser;
	}

	@Test
	void spansAndSegmentsAreOnOneMapAndInOneTrace() throws Exception {
		try (RunningConsole console = new RunningConsole()) {
			double now = RunningConsole.now() - 5;
			String id = SampleTraces.traceId(now, 4711);
			Part call = Part.subsegment("stock", now + 0.1, 0.6).with("namespace", "remote");
			console.add(Part.segment(id, "shop", now, 0.8).http("GET", "http://shop/orders/7", 200).add(call));
			post(console, span(id, SERVER, call.id(), 2, "GET /stock/{id}", now + 0.2, ""),
					span(id, CALL, SERVER, 3, "GET", now + 0.25, "prices.example"));
			console.add(Part.segment(id, "prices", now + 0.3, 0.2).with("parent_id", CALL).with("fault", true));
			this.browser.open(console.url());
			this.browser.see("#map .map-labels button", "prices");
			assertThat(this.browser.texts("#map .map-labels .name")).containsExactlyInAnyOrder("Clients", "shop",
					"stock", "prices");
			assertThat(edges(console)).containsExactlyInAnyOrder("client|shop > app|shop", "app|shop > app|stock",
					"app|stock > app|prices");
			this.browser.clickNode("stock");
			this.browser.see("#traces-count", "1 trace");
			this.browser.see("#traces-rows tr", "/orders/7").click();
			this.browser.see("#view-trace .row", "prices.example");
			assertThat(this.browser.texts("#view-trace .row .title")).containsExactly("shop", "stock", "stock",
					"prices.example", "prices");
			this.browser.assertNoComplaints();
		}
	}

	private static List<String> edges(RunningConsole console) throws Exception {
		HttpResponse<String> graph = HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(URI.create(console.url() + "api/graph")).build(), BodyHandlers.ofString());
		return JsonMapper.shared()
			.readTree(graph.body())
			.path("edges")
			.valueStream()
			.map((JsonNode edge) -> edge.path("source").asString() + " > " + edge.path("target").asString())
			.toList();
	}

	private static void post(RunningConsole console, String... spans) throws Exception {
		String body = """
				{"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"stock"}}]},
				"scopeSpans":[{"spans":[%s]}]}]}""".formatted(String.join(",", spans));
		HttpResponse<String> answer = HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(URI.create(console.url() + "v1/traces"))
				.header("Content-Type", "application/json")
				.POST(BodyPublishers.ofString(body))
				.build(), BodyHandlers.ofString());
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
	}

	private static String span(String trace, String id, String parent, int kind, String name, double start,
			String server) {
		long from = (long) (start * 1e9);
		String address = server.isEmpty() ? ""
				: "{\"key\":\"server.address\",\"value\":{\"stringValue\":\"" + server + "\"}}";
		return """
				{"traceId":"%s","spanId":"%s","parentSpanId":"%s","kind":%d,"name":"%s","startTimeUnixNano":"%d",
				"endTimeUnixNano":"%d","attributes":[%s]}""".formatted(trace.substring(2).replace("-", ""), id, parent,
				kind, name, from, from + 400_000_000, address);
	}

}
