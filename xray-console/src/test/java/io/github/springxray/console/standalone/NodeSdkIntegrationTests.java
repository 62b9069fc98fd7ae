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
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The X-Ray SDK for Node.js, if there is Node.js and npm can install the SDK.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class NodeSdkIntegrationTests {

	private static final String SDK = "aws-xray-sdk-core@3.10.3";

	private static final String SEGMENT = """
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

	/**
	 * The intervals of the SDK are ten seconds and five minutes; here they are shorter.
	 */
	private static final String SAMPLING = """
			const interval = global.setInterval;
			global.setInterval = (task, time, ...more) => interval(task, Math.min(time, 300), ...more);
			const xray = require('aws-xray-sdk-core');
			xray.enableManualMode();
			const sampler = require('aws-xray-sdk-core/dist/lib/middleware/sampling/default_sampler');
			const decide = (path) => sampler.shouldSample(
				{ host: 'shop.example', httpMethod: 'GET', urlPath: path, serviceName: 'node-app' });
			const until = async (path, decision) => {
				while (decide(path) !== decision) {
					await new Promise((done) => setTimeout(done, 50));
				}
			};
			(async () => {
				await until('/loud', 'loud');
				const quiet = Array.from({ length: 30 }, () => decide('/quiet'));
				const loud = Array.from({ length: 30 }, () => decide('/loud'));
				if (quiet.some(Boolean) || loud.some((rule) => rule !== 'loud')) {
					console.log(quiet, loud);
					process.exit(1);
				}
				const segment = new xray.Segment('node-app');
				segment.setMatchedSamplingRule(loud[0]);
				segment.close();
				await until('/later', 'later');
				process.exit(0);
			})();
			""";

	@TempDir
	private Path directory;

	private RunningConsole console;

	private Programs programs;

	@BeforeEach
	void install() throws Exception {
		this.console = new RunningConsole();
		this.programs = new Programs(this.directory,
				Map.of("AWS_XRAY_DAEMON_ADDRESS", "127.0.0.1:" + this.console.daemonPort()));
		Assumptions.assumeTrue(this.programs.run(List.of("node", "--version")) == 0,
				"There is no Node on this machine");
		int installed = this.programs
			.run(List.of("npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", ".", SDK));
		Assumptions.assumeTrue(installed == 0, "npm could not install " + SDK + ": " + this.programs.output());
	}

	@AfterEach
	void close() {
		this.console.close();
	}

	@Test
	void nodeSdkShowsUp() throws Exception {
		Files.writeString(this.directory.resolve("app.js"), SEGMENT);
		assertThat(this.programs.run(List.of("node", "app.js"))).as(this.programs.output()).isZero();
		JsonNode traces = Awaitility.await()
			.until(() -> this.console.get("/api/traces?filter=service(%22node-app%22)"),
					(json) -> json.path("matched").asInt() == 1);
		JsonNode trace = traces.at("/traces/0");
		assertThat(trace.path("name").asString()).isEqualTo("node-app");
		assertThat(trace.path("fault").asBoolean()).isTrue();
		assertThat(trace.at("/annotations/language").asString()).isEqualTo("node");
		assertThat(this.console.get("/api/graph").path("nodes").valueStream().map((node) -> node.path("id").asString()))
			.contains("AWS::DynamoDB::Table|scores");
		assertThat(this.console.get("/api/status").at("/documents/invalid").asInt()).isZero();
	}

	@Test
	void nodeSdkSamplesByTheRulesOfTheConsole() throws Exception {
		Files.writeString(this.directory.resolve("app.js"), SAMPLING);
		new SdkSampling(this.console).check(this.programs, List.of("node", "app.js"));
	}

}
