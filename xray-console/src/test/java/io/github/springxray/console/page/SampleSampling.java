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

import tools.jackson.databind.json.JsonMapper;

import io.github.springxray.console.sampling.SamplingCounts;
import io.github.springxray.console.telemetry.TelemetryCounts;
import io.github.springxray.console.telemetry.TelemetryLog.Sender;

/**
 * Rules, reports and telemetry for the page to show.
 */
final class SampleSampling {

	private SampleSampling() {
	}

	static void fill(RunningConsole console) {
		rule(console, "health-checks", 1, 0, 0, "\"URLPath\":\"/health*\",\"HTTPMethod\":\"GET\"");
		rule(console, "checkout", 10, 0.25, 8, "\"URLPath\":\"/orders/*\",\"HTTPMethod\":\"POST\","
				+ "\"SamplingRateBoost\":{\"MaxRate\":0.8,\"CooldownWindowMinutes\":10}");
		rule(console, "gold customers", 20, 1, 0,
				"\"ServiceName\":\"edge-gateway\",\"Host\":\"*.example.com\",\"Attributes\":{\"tenant\":\"gold-*\"}");
		rule(console, "batch-of-the-night-x-x-x-x-x-x-x", 30, 0.004, 1, "\"ServiceType\":\"AWS::ECS::Container\","
				+ "\"SamplingRateBoost\":{\"MaxRate\":0.1,\"CooldownWindowMinutes\":60}");
		console.targets().reportAnomalies("checkout", 10, 1);
		console.targets().report("health-checks", "8f2a01b6c3d47e5900aa11bb", new SamplingCounts(1220, 0, 0));
		console.targets().report("checkout", "8f2a01b6c3d47e5900aa11bb", new SamplingCounts(512, 131, 3));
		console.targets().report("checkout", "00c4e1d97ab355f2c08d6e13", new SamplingCounts(96, 30, 1));
		console.targets().report("Default", "8f2a01b6c3d47e5900aa11bb", new SamplingCounts(14_031, 14_031, 12));
		console.telemetry()
			.add(new Sender("worker-7.internal", "i-0abc1234def567890", ""),
					new TelemetryCounts(5120, 5088, 0, 32, new TelemetryCounts.Errors(4, 0, 0, 2, 0, 0)));
		console.telemetry()
			.add(new Sender("laptop", "", ""),
					new TelemetryCounts(40, 40, 0, 0, new TelemetryCounts.Errors(0, 0, 0, 0, 0, 0)));
	}

	static void rule(RunningConsole console, String name, int priority, double rate, int reservoir, String more) {
		String defaults = "";
		for (String matcher : new String[] { "ServiceName", "ServiceType", "Host", "HTTPMethod", "URLPath",
				"ResourceARN" }) {
			defaults += more.contains("\"" + matcher + "\"") ? "" : "\"" + matcher + "\":\"*\",";
		}
		JsonMapper mapper = new JsonMapper();
		console.rules()
			.create(mapper.readTree("{" + defaults + "\"RuleName\":" + mapper.writeValueAsString(name)
					+ ",\"Version\":1," + "\"Priority\":" + priority + ",\"FixedRate\":" + rate + ",\"ReservoirSize\":"
					+ reservoir + (more.isEmpty() ? "" : "," + more) + "}"));
	}

}
