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

package io.github.springxray.sample;

import com.amazonaws.xray.strategy.sampling.SamplingRequest;
import com.amazonaws.xray.strategy.sampling.SamplingResponse;
import com.amazonaws.xray.strategy.sampling.SamplingStrategy;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.github.springxray.sampling.XRaySamplingAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What application.yml samples where X-Ray has no say.
 */
class SamplingRuleTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withInitializer(new ConfigDataApplicationContextInitializer())
		.withConfiguration(AutoConfigurations.of(XRaySamplingAutoConfiguration.class));

	@Test
	void ofReportsOneASecondIsRecordedUnderTheNameOfTheRuleAndOfOthersAll() {
		this.contextRunner.run((context) -> {
			SamplingStrategy strategy = context.getBean(SamplingStrategy.class);
			int reports = 0;
			for (int i = 0; i < 100; i++) {
				SamplingResponse report = strategy.shouldTrace(request("/report"));
				assertThat(report.getRuleName()).contains("reports");
				reports += report.isSampled() ? 1 : 0;
				assertThat(strategy.shouldTrace(request("/users/1")).isSampled()).isTrue();
			}
			assertThat(reports).isBetween(1, 20);
		});
	}

	private static SamplingRequest request(String path) {
		return new SamplingRequest("users", "localhost", path, "GET", null);
	}

}
