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

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The SDK of OpenTelemetry for Node.js with both of its exporters for OTLP over HTTP, if
 * there is Node.js and npm can install them.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class NodeOpenTelemetryIntegrationTests {

	private static final List<String> PACKAGES = List.of("@opentelemetry/api@1.9.0",
			"@opentelemetry/sdk-trace-node@2.0.1", "@opentelemetry/exporter-trace-otlp-http@0.203.0",
			"@opentelemetry/exporter-trace-otlp-proto@0.203.0");

	private static final String APPLICATION = """
			const { SpanKind, SpanStatusCode, trace, ROOT_CONTEXT } = require('@opentelemetry/api');
			const { NodeTracerProvider, SimpleSpanProcessor } = require('@opentelemetry/sdk-trace-node');
			const { resourceFromAttributes } = require('@opentelemetry/resources');
			(async () => {
				for (const encoding of ['http', 'proto']) {
					const { OTLPTraceExporter } = require('@opentelemetry/exporter-trace-otlp-' + encoding);
					const provider = new NodeTracerProvider({
						resource: resourceFromAttributes({ 'service.name': 'node-' + encoding, 'telemetry.sdk.language': 'nodejs' }),
						spanProcessors: [new SimpleSpanProcessor(new OTLPTraceExporter({ url: process.env.CONSOLE }))]
					});
					const tracer = provider.getTracer('test');
					const server = tracer.startSpan('GET /scores', { kind: SpanKind.SERVER }, ROOT_CONTEXT);
					server.setAttributes({ 'http.request.method': 'GET', 'http.response.status_code': 500 });
					const call = tracer.startSpan('GET', { kind: SpanKind.CLIENT }, trace.setSpan(ROOT_CONTEXT, server));
					call.setAttributes({ 'server.address': 'scores.example', 'list': ['a', 'b'], 'ratio': 0.5 });
					call.end();
					server.recordException(new Error('broken'));
					server.setStatus({ code: SpanStatusCode.ERROR });
					server.end();
					await provider.shutdown();
				}
			})();
			""";

	@TempDir
	private Path directory;

	@Test
	void bothExportersShowUp() throws Exception {
		try (RunningConsole console = new RunningConsole()) {
			Programs programs = new Programs(this.directory, Map.of("CONSOLE", console.otlp().toString()));
			Assumptions.assumeTrue(programs.run(List.of("node", "--version")) == 0, "There is no Node on this machine");
			List<String> install = new ArrayList<>(
					List.of("npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", "."));
			install.addAll(PACKAGES);
			Assumptions.assumeTrue(programs.run(install) == 0,
					"npm could not install the SDK of OpenTelemetry: " + programs.output());
			Files.writeString(this.directory.resolve("app.js"), APPLICATION);
			assertThat(programs.run(List.of("node", "app.js"))).as(programs.output()).isZero();
			for (String name : List.of("node-http", "node-proto")) {
				JsonNode traces = Awaitility.await()
					.until(() -> console.get("/api/traces?filter=service(%22" + name + "%22)"),
							(json) -> json.path("matched").asInt() == 1);
				JsonNode trace = console.get("/api/traces/" + traces.at("/traces/0/id").asString());
				JsonNode segment = trace.at("/segments/0");
				assertThat(segment.path("fault").asBoolean()).isTrue();
				assertThat(segment.at("/cause/exceptions/0/stack/0/path").asString()).endsWith("app.js");
				JsonNode call = segment.at("/subsegments/0");
				assertThat(call.path("name").asString()).isEqualTo("scores.example");
				assertThat(call.at("/metadata/default/list").toString()).isEqualTo("[\"a\",\"b\"]");
				assertThat(call.at("/metadata/default/ratio").asDouble()).isEqualTo(0.5);
			}
			assertThat(console.get("/api/status").at("/documents/invalid").asInt()).isZero();
		}
	}

}
