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

import org.jspecify.annotations.Nullable;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;

/**
 * Makes Spring Boot's own log formats print the id of the trace, in the form in which the
 * X-Ray console and CloudWatch Logs Insights look for it. What the application says of
 * the format wins, and so does another tracer that Spring Boot prints.
 */
final class XRayLogCorrelationEnvironmentPostProcessor implements EnvironmentPostProcessor {

	static final String PROPERTY_SOURCE_NAME = "xrayLogCorrelation";

	/**
	 * The id of the trace is what comes before the id of the segment. Logback and Log4j
	 * both pad and cut on the right.
	 */
	static final String PATTERN = "[%-35.-35X{" + ThreadIds.TRACE_AND_ID + "}] ";

	@Override
	public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
		if (!OtherTracers.isBridgePresent(application.getClassLoader())) {
			environment.getPropertySources().addLast(new Correlation(environment));
		}
	}

	/**
	 * Looks at the environment only when it is asked, as others may still change it. That
	 * is not the source: Spring Boot would look for properties in there again and again.
	 */
	private static final class Correlation extends PropertySource<Object> {

		private static final String PATTERN_PROPERTY = "logging.pattern.correlation";

		private final Environment environment;

		Correlation(Environment environment) {
			super(PROPERTY_SOURCE_NAME, PATTERN);
			this.environment = environment;
		}

		@Override
		public @Nullable Object getProperty(String name) {
			return (name.equals(PATTERN_PROPERTY) && isWanted()) ? PATTERN : null;
		}

		private boolean isWanted() {
			return is("xray.enabled") && is("xray.logging.mdc") && is(LoggingSystem.EXPECT_CORRELATION_ID_PROPERTY);
		}

		/**
		 * What is not a boolean is complained about where it is bound.
		 */
		private boolean is(String property) {
			return !"false".equalsIgnoreCase(this.environment.getProperty(property, "true").trim());
		}

	}

}
