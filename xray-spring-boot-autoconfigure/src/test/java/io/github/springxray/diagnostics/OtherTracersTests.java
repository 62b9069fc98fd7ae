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

package io.github.springxray.diagnostics;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link OtherTracers}.
 */
class OtherTracersTests {

	@Test
	void theSdkThatSpringBootHasForLogsAndMetersIsNoTracer() {
		assertThat(findings(OpenTelemetrySdkAutoConfiguration.class)).isEmpty();
	}

	@Test
	void theSdkIsATracerTogetherWithAProviderAndWhereSomebodyElseHasMadeIt() {
		assertThat(findings(OpenTelemetrySdkAutoConfiguration.class, TracingAutoConfiguration.class)).singleElement()
			.asString()
			.contains("beside X-Ray, OpenTelemetry traces");
		assertThat(findings(OtherAutoConfiguration.class)).hasSize(1);
	}

	private static List<String> findings(Class<?>... configurations) {
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(configurations)) {
			return new OtherTracers(context.getBeanFactory(), OtherTracersTests.class.getClassLoader(),
					Map.of(Sdk.class.getName(), "OpenTelemetry", Provider.class.getName(), "OpenTelemetry"))
				.findings();
		}
	}

	static class Sdk {

	}

	static class Provider {

	}

	@Configuration(proxyBeanMethods = false)
	static class OpenTelemetrySdkAutoConfiguration {

		@Bean
		Sdk openTelemetry() {
			return new Sdk();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class TracingAutoConfiguration {

		@Bean
		Provider provider() {
			return new Provider();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OtherAutoConfiguration {

		@Bean
		Sdk openTelemetry() {
			return new Sdk();
		}

	}

}
