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

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What application.yml makes of AWS_XRAY_DAEMON_ADDRESS.
 */
class EmitterTypeTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withInitializer(new ConfigDataApplicationContextInitializer());

	@ParameterizedTest
	@CsvSource({ "'', log", "127.0.0.1:2000, daemon", "xray:2000, daemon", "[::1]:2000, daemon",
			"tcp:127.0.0.1:2000 udp:127.0.0.1:2001, daemon" })
	void followsTheAddressOfTheDaemon(String address, String type) {
		this.contextRunner.withPropertyValues("AWS_XRAY_DAEMON_ADDRESS=" + address)
			.run((context) -> assertThat(context.getEnvironment().getProperty("xray.emitter.type")).isEqualTo(type));
	}

	@Test
	void oneVariableMovesItToOtlp() {
		this.contextRunner
			.withInitializer((context) -> context.getEnvironment()
				.getPropertySources()
				.addFirst(new SystemEnvironmentPropertySource("systemEnvironment-test",
						Map.of("XRAY_EMITTER_TYPE", "otlp", "AWS_XRAY_DAEMON_ADDRESS", "127.0.0.1:2000"))))
			.run((context) -> assertThat(
					Binder.get(context.getEnvironment()).bind("xray.emitter.type", String.class).get())
				.isEqualTo("otlp"));
	}

}
