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

package io.github.springxray.logging;

import java.util.Map;

import net.bytebuddy.ByteBuddy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.DefaultResourceLoader;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link XRayLogCorrelationEnvironmentPostProcessor}.
 */
class XRayLogCorrelationEnvironmentPostProcessorTests {

	private static final String PATTERN = "[%-35.-35X{AWS-XRAY-TRACE-ID}] ";

	private final StandardEnvironment environment = new StandardEnvironment();

	@Test
	void theIdOfTheTraceIsPrintedByDefault() {
		assertThat(pattern(getClass().getClassLoader())).isEqualTo(PATTERN);
		assertThat(this.environment.getProperty("logging.pattern.console")).isNull();
		assertThat(this.environment.containsProperty("server.port")).isFalse();
	}

	@ParameterizedTest
	@CsvSource({ "xray.enabled,false", "xray.logging.mdc,false", "xray.logging.mdc,FALSE",
			"logging.expect-correlation-id,false" })
	void nothingIsPrintedWhereItIsNotWanted(String property, String value) {
		this.environment.getPropertySources().addFirst(new MapPropertySource("test", Map.of(property, value)));
		assertThat(pattern(getClass().getClassLoader())).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "XRAY_ENABLED", "XRAY_LOGGING_MDC", "LOGGING_EXPECT_CORRELATION_ID" })
	void variablesOfTheEnvironmentCountAsWell(String variable) {
		this.environment.getPropertySources()
			.addFirst(new SystemEnvironmentPropertySource("test", Map.of(variable, "false")));
		assertThat(pattern(getClass().getClassLoader())).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "<%X{spanId}> ", "" })
	void whatTheApplicationSaysWins(String own) {
		this.environment.getPropertySources()
			.addFirst(new MapPropertySource("test", Map.of("logging.pattern.correlation", own)));
		assertThat(pattern(getClass().getClassLoader())).isEqualTo(own);
	}

	@ParameterizedTest
	@ValueSource(strings = { "io.micrometer.tracing.brave.bridge.BraveTracer",
			"io.micrometer.tracing.otel.bridge.OtelTracer" })
	void theColumnIsLeftToATracerThatSpringBootPrints(String bridge) {
		ClassLoader classLoader = new ByteBuddy().subclass(Object.class)
			.name(bridge)
			.make()
			.load(getClass().getClassLoader())
			.getLoaded()
			.getClassLoader();
		assertThat(pattern(classLoader)).isNull();
	}

	private @Nullable String pattern(@Nullable ClassLoader classLoader) {
		SpringApplication application = new SpringApplication();
		application.setResourceLoader(new DefaultResourceLoader(classLoader));
		ConfigurationPropertySources.attach(this.environment);
		new XRayLogCorrelationEnvironmentPostProcessor().postProcessEnvironment(this.environment, application);
		return this.environment.getProperty("logging.pattern.correlation");
	}

}
