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

import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The requests of the X-Ray SDKs of other languages as they were recorded, byte by byte,
 * and what these SDKs read of the answers.
 */
class RecordedSdkRequestsIntegrationTests {

	private final RunningConsole console = new RunningConsole();

	@AfterEach
	void close() {
		this.console.close();
	}

	@ParameterizedTest
	@EnumSource
	void rulesAndTargetsAreWhatItReads(Sdk sdk) throws IOException {
		try (Socket socket = new Socket("127.0.0.1", this.console.daemonPort())) {
			// Both keep their connection
			JsonNode rules = exchange(socket, sdk.rules);
			assertThat(rules.path("SamplingRuleRecords")).hasSize(1);
			JsonNode rule = rules.at("/SamplingRuleRecords/0/SamplingRule");
			assertThat(rule.path("RuleName").asString()).isEqualTo("Default");
			assertThat(rule.path("Version").asInt()).isEqualTo(1);
			assertThat(rule.path("Priority").isInt()).isTrue();
			assertThat(rule.path("FixedRate").isNumber()).isTrue();
			assertThat(rule.path("ReservoirSize").isInt()).isTrue();
			for (String field : new String[] { "ResourceARN", "ServiceType", "ServiceName", "Host", "HTTPMethod",
					"URLPath" }) {
				assertThat(rule.path(field).asString()).as(field).isEqualTo("*");
			}
			// Node.js leaves out rules that have none, Python those that have one
			assertThat(rule.path("Attributes").isObject()).isTrue();
			assertThat(rule.path("Attributes")).isEmpty();
			JsonNode targets = exchange(socket, sdk.targets);
			assertThat(targets.path("LastRuleModification").isNumber()).isTrue();
			JsonNode target = targets.at("/SamplingTargetDocuments/0");
			assertThat(target.path("RuleName").asString()).isEqualTo("Default");
			assertThat(target.path("FixedRate").asDouble()).isEqualTo(1);
			assertThat(target.path("ReservoirQuota").asInt()).isEqualTo(1);
			assertThat(target.path("ReservoirQuotaTTL").asLong()).isGreaterThan(1_700_000_000L);
			assertThat(target.path("Interval").asInt()).isEqualTo(10);
			assertThat(targets.path("UnprocessedStatistics")).isEmpty();
		}
		JsonNode shown = this.console.get("/api/sampling").at("/rules/0");
		assertThat(shown.path("requests").asInt()).isEqualTo(3);
		assertThat(shown.path("sampled").asInt()).isEqualTo(2);
		assertThat(shown.path("borrowed").asInt()).isEqualTo(1);
		assertThat(shown.at("/clients/0/id").asString()).hasSize(24);
	}

	private static JsonNode exchange(Socket socket, String request) throws IOException {
		int body = request.indexOf("\n\n") + 2;
		String head = request.substring(0, body).replace("\n", "\r\n");
		socket.getOutputStream().write((head + request.substring(body)).getBytes(StandardCharsets.US_ASCII));
		DataInputStream answer = new DataInputStream(socket.getInputStream());
		assertThat(line(answer)).isEqualTo("HTTP/1.1 200 OK");
		int length = -1;
		for (String header = line(answer); !header.isEmpty(); header = line(answer)) {
			if (header.regionMatches(true, 0, "Content-Length:", 0, 15)) {
				length = Integer.parseInt(header.substring(15).strip());
			}
		}
		byte[] content = new byte[length];
		answer.readFully(content);
		return new JsonMapper().readTree(content);
	}

	private static String line(DataInputStream input) throws IOException {
		StringBuilder line = new StringBuilder();
		for (int each = input.readUnsignedByte(); each != '\n'; each = input.readUnsignedByte()) {
			line.append((char) each);
		}
		return line.toString().strip();
	}

	enum Sdk {

		/**
		 * Version 2.15.0, with botocore 1.43.11.
		 */
		PYTHON("""
				POST /GetSamplingRules HTTP/1.1
				Host: 127.0.0.1:2000
				Accept-Encoding: identity
				Content-Type: application/json
				User-Agent: Botocore/1.43.11 ua/2.1 os/linux#6.1.0 md/arch#x86_64 lang/python#3.11.7 md/pyimpl#CPython m/b,N,D,Z cfg/retry-mode#legacy
				amz-sdk-invocation-id: e788b7e7-aaa0-4ad9-b329-1c21fe447b3d
				amz-sdk-request: attempt=1
				Content-Length: 2

				{}""",
				"""
						POST /SamplingTargets HTTP/1.1
						Host: 127.0.0.1:2000
						Accept-Encoding: identity
						Content-Type: application/json
						User-Agent: Botocore/1.43.11 ua/2.1 os/linux#6.1.0 md/arch#x86_64 lang/python#3.11.7 md/pyimpl#CPython m/b,N,D,Z cfg/retry-mode#legacy
						amz-sdk-invocation-id: c244961c-adc5-4b76-9049-61e4cafbbbaa
						amz-sdk-request: attempt=1
						Content-Length: 179

						{"SamplingStatisticsDocuments": [{"RuleName": "Default", "ClientID": "b7118f9f9c7efba625ab2980", "RequestCount": 3, "BorrowCount": 1, "SampledCount": 2, "Timestamp": 1795835434}]}"""),

		/**
		 * Version 3.10.3 of aws-xray-sdk-core.
		 */
		NODE("""
				POST /GetSamplingRules HTTP/1.1
				Content-Type: application/json
				Content-Length: 2
				Host: 127.0.0.1:2000
				Connection: keep-alive

				{}""", """
				POST /SamplingTargets HTTP/1.1
				Content-Type: application/json
				Content-Length: 167
				Host: 127.0.0.1:2000
				Connection: keep-alive

				{"SamplingStatisticsDocuments":[{"RuleName":"Default","ClientID":"fa671c08a283e6939a371b32",\
				"RequestCount":3,"BorrowCount":1,"SampledCount":2,"Timestamp":1795835447}]}""");

		private final String rules;

		private final String targets;

		Sdk(String rules, String targets) {
			this.rules = rules;
			this.targets = targets;
		}

	}

}
