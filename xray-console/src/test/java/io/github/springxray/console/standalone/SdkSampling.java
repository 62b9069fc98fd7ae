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
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What SDKs of other languages have to do with the rules of the console. Their program
 * waits for the rule {@code loud}, decides thirty times by it and by {@code quiet}, sends
 * a segment, and waits for the rule {@code later}.
 */
final class SdkSampling {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private final RunningConsole console;

	SdkSampling(RunningConsole console) {
		this.console = console;
	}

	void check(Programs programs, List<String> command) throws IOException, InterruptedException {
		create("loud", 1);
		create("quiet", 0);
		Process process = programs.start(command);
		try {
			Awaitility.await()
				.atMost(PATIENCE)
				.until(() -> !process.isAlive() || rule("quiet").path("requests").asInt() == 30);
			assertThat(process.isAlive()).as(programs.output()).isTrue();
			assertThat(rule("quiet").path("sampled").asInt() + rule("quiet").path("borrowed").asInt()).isZero();
			assertThat(rule("quiet").path("clients")).hasSize(1);
			JsonNode loud = Awaitility.await()
				.atMost(PATIENCE)
				.until(() -> rule("loud"), (json) -> json.path("requests").asInt() > 30);
			assertThat(loud.path("sampled").asInt() + loud.path("borrowed").asInt())
				.isEqualTo(loud.path("requests").asInt());
			JsonNode traces = Awaitility.await()
				.atMost(PATIENCE)
				.until(() -> this.console.get("/api/traces"), (json) -> json.path("matched").asInt() == 1);
			assertThat(
					this.console.get("/api/traces/" + traces.at("/traces/0/id").asString() + "/documents").toString())
				.contains("\"loud\"");
			create("later", 1);
			assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as(programs.output()).isTrue();
			assertThat(process.exitValue()).as(programs.output()).isZero();
		}
		finally {
			process.destroyForcibly();
		}
	}

	private void create(String name, int rate) {
		JsonNode answer = this.console.postToDaemon("/CreateSamplingRule", """
				{"SamplingRule":{"RuleName":"%s","Priority":1,"FixedRate":%d,"ReservoirSize":%d,"URLPath":"/%s",
				"ServiceName":"*","ServiceType":"*","Host":"*","HTTPMethod":"*","ResourceARN":"*","Version":1}}"""
			.formatted(name, rate, rate, name));
		assertThat(answer.has("SamplingRuleRecord")).as(answer.toString()).isTrue();
	}

	private JsonNode rule(String name) {
		return this.console.get("/api/sampling")
			.path("rules")
			.valueStream()
			.filter((item) -> item.at("/rule/RuleName").asString().equals(name))
			.findFirst()
			.orElseThrow();
	}

}
