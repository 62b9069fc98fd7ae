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

package io.github.springxray.recorder;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ValueSets}, {@link ValueSetBindHandlerAdvisor} and
 * {@link XRayPropertyFailureAnalyzer}.
 */
class ValueSetsTests {

	private static final String METADATA = "META-INF/spring-configuration-metadata.json";

	@ParameterizedTest
	@MethodSource("propertiesWithASetOfValues")
	void everyPropertyNamesTheValuesThatItAccepts(String property, Class<?> owner, List<String> values) {
		bind(owner, property + "=bogus", (failure) -> {
			assertThat(failure).rootCause()
				.isInstanceOf(InvalidConfigurationPropertyValueException.class)
				.hasMessageContaining("'bogus'")
				.hasMessageContaining("The values of " + property);
			assertThat(analyze(failure).getAction()).contains(values).doesNotContain("Write");
			assertThat(analyze(failure).getDescription())
				.startsWith(property + " cannot be 'bogus' (\"" + property + "\" from property source");
		});
	}

	@ParameterizedTest
	@CsvSource({ "RUNTIME_ERROR,fail", "runtime_error,fail", "LOG_ERROR,log", "IGNORE_ERROR,ignore" })
	void thePropertyIsToldWhatMeansTheSameAsAValueOfTheVariable(String value, String instead) {
		bind(XRayProperties.class, "xray.context-missing=" + value,
				(failure) -> assertThat(analyze(failure).getAction())
					.startsWith("Write " + instead + " instead of " + value + ".")
					.contains("ignore, log, fail")
					.doesNotContain("_ERROR,"));
	}

	@Test
	void propertiesOfOthersAreLeftToSpringBoot() {
		assertThat(new XRayPropertyFailureAnalyzer().analyze(new IllegalStateException())).isNull();
		bind(OthersProperties.class, "other.mode=bogus",
				(failure) -> assertThat(new XRayPropertyFailureAnalyzer().analyze(failure)).isNull());
	}

	@Test
	void aPropertyWithoutASetOfValuesTellsWhatItTakes() {
		bind(XRayProperties.class, "xray.streaming-threshold=many",
				(failure) -> assertThat(analyze(failure).getAction()).isEqualTo("Write a whole number."));
	}

	private static FailureAnalysis analyze(Throwable failure) {
		FailureAnalysis analysis = new XRayPropertyFailureAnalyzer().analyze(failure);
		assertThat(analysis).isNotNull();
		return analysis;
	}

	private static void bind(Class<?> type, String property, java.util.function.Consumer<Throwable> asserted) {
		new ApplicationContextRunner().withUserConfiguration(Binding.class)
			.withBean(ValueSetBindHandlerAdvisor.class)
			.withBean(type)
			.withPropertyValues(property)
			.run((context) -> {
				assertThat(context).hasFailed();
				assertThat(context.getStartupFailure()).hasCauseInstanceOf(BindException.class);
				asserted.accept(context.getStartupFailure());
			});
	}

	static Stream<org.junit.jupiter.params.provider.Arguments> propertiesWithASetOfValues() throws Exception {
		List<org.junit.jupiter.params.provider.Arguments> found = new ArrayList<>();
		for (JsonNode property : metadata().get("properties")) {
			String type = property.path("type").asText().replaceAll("^.*<(.*)>$", "$1");
			if (type.startsWith("io.github.springxray.") && Class.forName(type).isEnum()) {
				List<String> values = Stream.of(Class.forName(type).getEnumConstants())
					.map((constant) -> constant.toString().toLowerCase().replace('_', '-'))
					.toList();
				found.add(arguments(property, values));
			}
			else if (type.equals(Boolean.class.getName())) {
				found.add(arguments(property, List.of("true", "false")));
			}
		}
		assertThat(found).hasSizeGreaterThan(20);
		return found.stream();
	}

	private static org.junit.jupiter.params.provider.Arguments arguments(JsonNode property, List<String> values)
			throws Exception {
		String owner = property.get("sourceType").asText().replaceAll("\\$.*", "");
		return org.junit.jupiter.params.provider.Arguments.of(property.get("name").asText(), Class.forName(owner),
				values);
	}

	private static JsonNode metadata() throws IOException {
		for (java.net.URL url : java.util.Collections
			.list(ValueSetsTests.class.getClassLoader().getResources(METADATA))) {
			try (InputStream in = url.openStream()) {
				JsonNode metadata = new ObjectMapper().readTree(in);
				if (metadata.toString().contains("\"xray.context-missing\"")) {
					return metadata;
				}
			}
		}
		throw new IllegalStateException("No metadata");
	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties
	static class Binding {

	}

	@org.springframework.boot.context.properties.ConfigurationProperties("other")
	static class OthersProperties {

		private ContextMissing mode = ContextMissing.IGNORE;

		public ContextMissing getMode() {
			return this.mode;
		}

		public void setMode(ContextMissing mode) {
			this.mode = mode;
		}

	}

}
