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

package io.github.springxray.emitter;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.springxray.recorder.XRayAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class MissingConsoleTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withPropertyValues("xray.emitter.type=none")
		.withConfiguration(AutoConfigurations.of(XRayEmitterAutoConfiguration.class, XRayAutoConfiguration.class));

	@ParameterizedTest
	@ValueSource(strings = { "xray.console.enabled=true", "xray.console.enabled=TRUE" })
	void consoleThatIsAskedForAndAbsentIsWarnedOfOnce(String property, CapturedOutput output) {
		this.contextRunner.withSystemProperties(property).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(output).containsOnlyOnce("io.github.springxray:xray-console")
				.containsOnlyOnce("WARN")
				.contains("optional");
		});
	}

	@Test
	void nothingIsSaidToThoseWhoHaveNotAsked(CapturedOutput output) {
		this.contextRunner.run((context) -> assertThat(output).doesNotContain("xray-console"));
		this.contextRunner.withPropertyValues("xray.console.enabled=false")
			.run((context) -> assertThat(output).doesNotContain("xray-console"));
		this.contextRunner.withPropertyValues("xray.console.enabled=true", "xray.enabled=false")
			.run((context) -> assertThat(output).doesNotContain("xray-console"));
	}

}
