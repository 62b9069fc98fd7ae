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

import java.util.Date;
import java.util.List;

import com.amazonaws.xray.config.DaemonConfiguration;
import com.amazonaws.xray.internal.UnsignedXrayClient;
import com.amazonaws.xray.strategy.sampling.CentralizedSamplingStrategy;
import com.amazonaws.xray.strategy.sampling.GetSamplingTargetsRequest;
import com.amazonaws.xray.strategy.sampling.GetSamplingTargetsRequest.SamplingStatisticsDocument;
import com.amazonaws.xray.strategy.sampling.GetSamplingTargetsResponse;
import com.amazonaws.xray.strategy.sampling.SamplingRequest;
import com.amazonaws.xray.strategy.sampling.SamplingResponse;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The sampling of the X-Ray SDK for Java, which is not that of the starter.
 */
class JavaSdkIntegrationTests {

	private static final String ADDRESS = DaemonConfiguration.DAEMON_ADDRESS_SYSTEM_PROPERTY_KEY;

	private final RunningConsole console = new RunningConsole();

	@BeforeEach
	void point() {
		System.setProperty(ADDRESS, "127.0.0.1:" + this.console.daemonPort());
		this.console.postToDaemon("/CreateSamplingRule", """
				{"SamplingRule":{"RuleName":"quiet","Priority":1,"FixedRate":0,"ReservoirSize":0,"URLPath":"/quiet",
				"ServiceName":"*","ServiceType":"*","Host":"*","HTTPMethod":"*","ResourceARN":"*","Version":1}}""");
	}

	@AfterEach
	void close() {
		System.clearProperty(ADDRESS);
		this.console.close();
	}

	private static SamplingResponse decide(CentralizedSamplingStrategy strategy, String path) {
		return strategy.shouldTrace(new SamplingRequest("java-app", "shop.example", path, "GET", ""));
	}

	@Test
	void decidesByTheRulesOfTheConsole() {
		CentralizedSamplingStrategy strategy = new CentralizedSamplingStrategy();
		try {
			Awaitility.await().until(() -> "Default".equals(decide(strategy, "/loud").getRuleName().orElse("")));
			for (int i = 0; i < 30; i++) {
				assertThat(decide(strategy, "/loud").isSampled()).isTrue();
				assertThat(decide(strategy, "/quiet").isSampled()).isFalse();
			}
		}
		finally {
			strategy.shutdown();
		}
	}

	@Test
	void tellsWhatItDecidedAndReadsItsTarget() {
		GetSamplingTargetsRequest request = GetSamplingTargetsRequest
			.create(List.of(SamplingStatisticsDocument.newBuilder()
				.setClientId("0123456789abcdef01234567")
				.setRuleName("quiet")
				.setTimestamp(new Date())
				.setRequestCount(9)
				.setSampledCount(2)
				.setBorrowCount(1)
				.build()));
		GetSamplingTargetsResponse response = new UnsignedXrayClient().getSamplingTargets(request);
		assertThat(response.getDocuments()).singleElement().satisfies((target) -> {
			assertThat(target.getRuleName()).isEqualTo("quiet");
			assertThat(target.getFixedRate()).isZero();
			assertThat(target.getReservoirQuotaTtl()).isAfter(new Date());
		});
		JsonNode shown = this.console.get("/api/sampling").at("/rules/0");
		assertThat(shown.path("requests").asInt()).isEqualTo(9);
		assertThat(shown.path("sampled").asInt()).isEqualTo(2);
	}

}
