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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The X-Ray SDK for Node sends to the console. Runs where Node and its registry are.
 */
class NodeSdkIntegrationTests {

	private static final String SDK = "aws-xray-sdk-core@3.10.3";

	private static final String SCRIPT = """
			const xray = require('aws-xray-sdk-core');
			xray.enableManualMode();
			const segment = new xray.Segment('node-app');
			segment.addAnnotation('language', 'node');
			const call = segment.addNewSubsegment('DynamoDB');
			call.namespace = 'aws';
			call.addAttribute('aws', { table_name: 'scores', operation: 'GetItem' });
			call.close();
			segment.addError(new Error('broken'));
			segment.close();
			setTimeout(() => process.exit(0), 200);
			""";

	@TempDir
	private Path directory;

	@Test
	@Timeout(value = 5, unit = TimeUnit.MINUTES)
	void nodeSdkShowsUp() throws Exception {
		Assumptions.assumeTrue(run(List.of("node", "--version")) == 0, "There is no Node on this machine");
		int installed = run(
				List.of("npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", ".", SDK));
		Assumptions.assumeTrue(installed == 0, "npm could not install " + SDK + ": " + output());
		Files.writeString(this.directory.resolve("app.js"), SCRIPT);
		try (RunningConsole console = new RunningConsole()) {
			assertThat(run(List.of("node", "app.js"), "127.0.0.1:" + console.daemonPort())).as(output()).isZero();
			JsonNode traces = Awaitility.await()
				.until(() -> console.get("/api/traces?filter=service(%22node-app%22)"),
						(json) -> json.path("matched").asInt() == 1);
			JsonNode trace = traces.at("/traces/0");
			assertThat(trace.path("name").asString()).isEqualTo("node-app");
			assertThat(trace.path("fault").asBoolean()).isTrue();
			assertThat(trace.at("/annotations/language").asString()).isEqualTo("node");
			assertThat(console.get("/api/graph").path("nodes").valueStream().map((node) -> node.path("id").asString()))
				.contains("AWS::DynamoDB::Table|scores");
			assertThat(console.get("/api/status").at("/documents/invalid").asInt()).isZero();
		}
	}

	private int run(List<String> command) throws InterruptedException {
		return run(command, "127.0.0.1:2000");
	}

	private int run(List<String> command, String daemon) throws InterruptedException {
		ProcessBuilder builder = new ProcessBuilder(command).directory(this.directory.toFile())
			.redirectErrorStream(true)
			.redirectOutput(this.directory.resolve("output.txt").toFile());
		builder.environment().put("AWS_XRAY_DAEMON_ADDRESS", daemon);
		try {
			Process process = builder.start();
			if (!process.waitFor(2, TimeUnit.MINUTES)) {
				process.destroyForcibly();
				return -1;
			}
			return process.exitValue();
		}
		catch (IOException ex) {
			return -1;
		}
	}

	private String output() throws IOException {
		Path output = this.directory.resolve("output.txt");
		return Files.exists(output) ? Files.readString(output, StandardCharsets.UTF_8) : "";
	}

}
