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

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The command line of AWS, if it is on the machine.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class AwsCliIntegrationTests {

	@TempDir
	private Path directory;

	private final RunningConsole console = new RunningConsole();

	private Programs programs;

	@AfterEach
	void close() {
		this.console.close();
	}

	@Test
	void rulesAreManagedFromTheCommandLine() throws Exception {
		this.programs = new Programs(this.directory,
				Map.of("AWS_ACCESS_KEY_ID", "key", "AWS_SECRET_ACCESS_KEY", "secret", "AWS_DEFAULT_REGION",
						"eu-central-1", "AWS_CONFIG_FILE", "none", "AWS_SHARED_CREDENTIALS_FILE", "none", "AWS_PAGER",
						"", "AWS_ENDPOINT_URL", this.console.uri("").toString()));
		Assumptions.assumeTrue(this.programs.run(List.of("aws", "--version")) == 0,
				"There is no command line of AWS on this machine");
		Files.writeString(this.directory.resolve("rule.json"), """
				{"SamplingRule":{"RuleName":"orders","Priority":10,"FixedRate":0.5,"ReservoirSize":2,"ServiceName":"*",
				"ServiceType":"*","Host":"*","HTTPMethod":"*","URLPath":"/orders/*","ResourceARN":"*","Version":1}}
				""");
		assertThat(aws("create-sampling-rule", "--cli-input-json", "file://rule.json")
			.at("/SamplingRuleRecord/SamplingRule/RuleName")
			.asString()).isEqualTo("orders");
		aws("update-sampling-rule", "--sampling-rule-update", "RuleName=orders,FixedRate=0.25");
		aws("get-sampling-targets", "--sampling-statistics-documents",
				"RuleName=orders,ClientID=0123456789ABCDEF01234567,Timestamp=2026-01-01T00:00:00,RequestCount=7,SampledCount=3");
		assertThat(aws("get-sampling-statistic-summaries").at("/SamplingStatisticSummaries/0/RequestCount").asInt())
			.isEqualTo(7);
		JsonNode rules = aws("get-sampling-rules");
		assertThat(rules.at("/SamplingRuleRecords/0/SamplingRule/FixedRate").asDouble()).isEqualTo(0.25);
		assertThat(this.programs.run(command("delete-sampling-rule", "--rule-name", "Default"))).isNotZero();
		assertThat(this.programs.output()).contains("InvalidRequestException", "The Default rule cannot be deleted");
		aws("delete-sampling-rule", "--rule-name", "orders");
		assertThat(this.console.get("/api/sampling-rules").path("rules")).hasSize(1);
	}

	private JsonNode aws(String... arguments) throws Exception {
		assertThat(this.programs.run(command(arguments))).as(this.programs.output()).isZero();
		return new JsonMapper().readTree(this.programs.output());
	}

	private static List<String> command(String... arguments) {
		List<String> command = new ArrayList<>(List.of("aws", "xray"));
		command.addAll(List.of(arguments));
		command.addAll(List.of("--output", "json"));
		return command;
	}

}
