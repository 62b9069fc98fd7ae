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

package io.github.springxray.console.otlp;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import io.github.springxray.console.api.ApiRequest;
import io.github.springxray.console.api.ApiResponse;
import io.github.springxray.console.api.SamplingApi;
import io.github.springxray.console.api.TelemetryApi;
import io.github.springxray.console.api.XRayOperations;
import io.github.springxray.console.sampling.SamplingRules;
import io.github.springxray.console.sampling.SamplingTargets;
import io.github.springxray.console.store.LogStore;
import io.github.springxray.console.store.TraceStore;
import io.github.springxray.console.telemetry.TelemetryLog;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Segments that were spans on their way are the documents that they would have been
 * without it: with all names of attributes that the starter writes, and with either half
 * of them.
 */
class RoundTripTests {

	private static final JsonMapper mapper = new JsonMapper();

	private static final String TRACE = "1-5759e988-bd862e3fe1be46a994272793";

	private final InstantSource clock = InstantSource.system();

	private final TraceStore store = new TraceStore(64 << 20, Duration.ofHours(1), this.clock);

	@ParameterizedTest
	@ValueSource(strings = { "spans-all.json", "spans-xray.json", "spans-stable.json" })
	void spansOfTheStarterAreItsDocumentsAgain(String spans) throws Exception {
		ApiResponse answer = new OtlpReceiver(this.store, new LogStore(1 << 20))
			.answer(new OtlpRequest(OtlpReceiver.PATH, "POST", "application/json", null, read(spans)));
		assertThat(new String(answer.body(), StandardCharsets.UTF_8)).isEqualTo("{}");
		JsonNode trace = batchGetTraces();
		assertThat(trace.path("Segments")).hasSize(1);
		JsonNode segment = mapper.readTree(trace.at("/Segments/0/Document").asString());
		withoutIndependence(segment);
		assertThat(mapper.writerWithDefaultPrettyPrinter().writeValueAsString(sorted(segment)))
			.isEqualTo(mapper.writerWithDefaultPrettyPrinter()
				.writeValueAsString(sorted(mapper.readTree(read("document.json")))));
	}

	private JsonNode batchGetTraces() {
		SamplingRules rules = new SamplingRules(this.clock);
		XRayOperations operations = new XRayOperations(this.store,
				new SamplingApi(rules, new SamplingTargets(rules, this.clock)),
				new TelemetryApi(new TelemetryLog(this.clock)), this.clock);
		byte[] body = ("{\"TraceIds\":[\"" + TRACE + "\"]}").getBytes(StandardCharsets.UTF_8);
		ApiResponse answer = operations.handle(new ApiRequest("POST", "/Traces", Map.of(), body));
		assertThat(answer).isNotNull();
		return mapper.readTree(answer.body()).at("/Traces/0");
	}

	/**
	 * Drop what subsegments have that came on their own, as those of X-Ray have it, too.
	 */
	private static void withoutIndependence(JsonNode document) {
		for (JsonNode child : document.path("subsegments")) {
			((ObjectNode) child).remove("type");
			((ObjectNode) child).remove("trace_id");
			((ObjectNode) child).remove("parent_id");
			withoutIndependence(child);
		}
	}

	/**
	 * Order fields by their names, as only the order of lists means anything.
	 */
	private static JsonNode sorted(JsonNode json) {
		if (json.isArray()) {
			var array = mapper.createArrayNode();
			json.forEach((item) -> array.add(sorted(item)));
			return array;
		}
		if (!json.isObject()) {
			return json;
		}
		ObjectNode object = mapper.createObjectNode();
		json.propertyNames().stream().sorted().forEach((name) -> object.set(name, sorted(json.path(name))));
		return object;
	}

	private static byte[] read(String resource) throws IOException {
		try (InputStream stream = RoundTripTests.class.getResourceAsStream(resource)) {
			return stream.readAllBytes();
		}
	}

}
