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
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.github.springxray.console.document.Document;
import io.github.springxray.console.document.Node;
import io.github.springxray.console.graph.ServiceEdge;
import io.github.springxray.console.graph.ServiceGraph;
import io.github.springxray.console.store.LogStore;
import io.github.springxray.console.store.StoredTrace;
import io.github.springxray.console.store.TraceItem;
import io.github.springxray.console.store.TraceStore;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What two applications have sent, recorded once: one with OpenTelemetry's starter
 * (2.31), one with that of Spring Boot (4.1). Both serve a request that calls themselves,
 * well and not. Of the resource only the service and the SDK are left.
 */
class RecordedStartersTests {

	private static final JsonMapper mapper = new JsonMapper();

	private final TraceStore store = new TraceStore(64 << 20, Duration.ofHours(1), InstantSource.system());

	@ParameterizedTest
	@CsvSource({ "opentelemetry-starter.bin, true", "boot-opentelemetry-starter.bin, false" })
	void requestsAndCallsAreWhatTheyWere(String recording, boolean statements) throws Exception {
		OtlpRequest request = new OtlpRequest(OtlpReceiver.PATH, "POST", "application/x-protobuf", null,
				read(recording));
		assertThat(new OtlpReceiver(this.store, new LogStore(1 << 20)).answer(request).body()).isEmpty();
		List<StoredTrace> traces = this.store.traces();
		assertThat(traces).hasSize(2);
		for (StoredTrace trace : traces) {
			boolean failed = trace.summary().root().isFault();
			assertThat(trace.summary().root().status()).isEqualTo(failed ? 500 : 200);
			assertThat(trace.summary().root().annotations()).containsEntry("http_route", "/orders/{id}");
			assertThat(trace.summary().segments()).isEqualTo(2);
			assertThat(trace.tree().roots()).extracting(TraceItem::isOrphan).containsOnly(false);
			List<Node> calls = new ArrayList<>();
			trace.tree().forEach((item) -> {
				if (item.node().isCall()) {
					calls.add(item.node());
				}
			});
			assertThat(calls).extracting(Node::serviceName)
				.containsExactlyInAnyOrder(
						statements ? new String[] { "localhost", "h2" } : new String[] { "localhost" });
			assertThat(calls).filteredOn((call) -> call.serviceName().equals("localhost"))
				.allSatisfy((call) -> assertThat(call.url()).startsWith("http://localhost:").contains("/stock/"))
				.allSatisfy((call) -> assertThat(call.method()).isEqualTo("GET"))
				.allSatisfy((call) -> assertThat(call.isFault()).isEqualTo(failed));
			for (Document document : trace.documents()) {
				JsonNode json = mapper.readTree(document.content());
				assertThat(json.toString()).doesNotContain("secret");
				assertThat(json.path("cause").path("exceptions").size() > 0).as(json.toString())
					.isEqualTo(failed && !(statements && json.has("type")));
			}
		}
		assertThat(new ServiceGraph(traces).edges()).extracting((ServiceEdge edge) -> edge.target().name())
			.contains("shop");
	}

	private static byte[] read(String resource) throws IOException {
		try (InputStream stream = RecordedStartersTests.class.getResourceAsStream(resource)) {
			return stream.readAllBytes();
		}
	}

}
