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

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.OriginTrackedMapPropertySource;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginTrackedValue;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.StringUtils;

/**
 * Lets the environment variables that every X-Ray SDK reads, and the system properties of
 * the SDK for Java, win over the properties of the application, in this order; and sets
 * the defaults that depend on where the application runs.
 *
 * @see <a href=
 * "https://docs.aws.amazon.com/xray/latest/devguide/xray-sdk-java-configuration.html">Configuring
 * the X-Ray SDK for Java</a>
 */
public final class XRayEnvironmentPostProcessor implements EnvironmentPostProcessor {

	static final String PROPERTY_SOURCE_NAME = "awsXRayEnvironment";

	static final String DEFAULTS_NAME = "xrayDefaults";

	/**
	 * The SDK logs the address of the daemon for each sampler and emitter that it makes
	 * when its static API starts, none of which is used.
	 */
	private static final String SILENCED = "logging.level.com.amazonaws.xray.config.DaemonConfiguration";

	@Override
	public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
		Map<String, Object> values = new LinkedHashMap<>();
		for (Variable variable : Variable.values()) {
			String value = (String) environment.getSystemEnvironment().get(variable.name());
			String source = "environment variable " + variable.name();
			if (!StringUtils.hasText(value) && variable.systemProperty != null) {
				value = (String) environment.getSystemProperties().get(variable.systemProperty);
				source = "system property " + variable.systemProperty;
			}
			if (StringUtils.hasText(value)) {
				String converted = variable.conversion.apply(value.trim());
				Origin origin = new VariableOrigin(source, value.trim(), variable.accepted);
				if (converted != null) {
					values.put(variable.property, OriginTrackedValue.of(converted, origin));
				}
			}
		}
		if (!values.isEmpty()) {
			environment.getPropertySources()
				.addFirst(new OriginTrackedMapPropertySource(PROPERTY_SOURCE_NAME, values, true));
		}
		Map<String, Object> defaults = new LinkedHashMap<>(Map.of(SILENCED, "warn"));
		if (Development.isActive(environment, application)) {
			defaults.put("xray.context-missing", "log");
			defaults.put(Development.ACTIVE, true);
		}
		environment.getPropertySources().addLast(new MapPropertySource(DEFAULTS_NAME, defaults));
	}

	private enum Variable {

		AWS_XRAY_DAEMON_ADDRESS("com.amazonaws.xray.emitters.daemonAddress", "xray.daemon.address", (value) -> value),

		AWS_XRAY_CONTEXT_MISSING("com.amazonaws.xray.strategy.contextMissingStrategy", "xray.context-missing",
				Variable::contextMissing, "RUNTIME_ERROR", "LOG_ERROR", "IGNORE_ERROR"),

		AWS_XRAY_TRACING_NAME("com.amazonaws.xray.strategy.tracingName", "xray.name", (value) -> value),

		/** What is not true says nothing about how else statements are recorded. */
		AWS_XRAY_COLLECT_SQL_QUERIES("com.amazonaws.xray.collectSqlQueries", "xray.patch.jdbc.sql",
				(value) -> "true".equalsIgnoreCase(value) ? "raw" : null),

		/** As in the SDKs for Python and Node.js, only the word false disables. */
		AWS_XRAY_SDK_ENABLED(null, "xray.enabled", (value) -> String.valueOf(!"false".equalsIgnoreCase(value)));

		private final @Nullable String systemProperty;

		private final String property;

		private final Function<String, @Nullable String> conversion;

		private final List<String> accepted;

		Variable(@Nullable String systemProperty, String property, Function<String, @Nullable String> conversion,
				String... accepted) {
			this.systemProperty = systemProperty;
			this.property = property;
			this.conversion = conversion;
			this.accepted = List.of(accepted);
		}

		/**
		 * What is no value of the variable is made none of the property either.
		 */
		private static String contextMissing(String value) {
			return switch (value.toUpperCase(Locale.ROOT)) {
				case "RUNTIME_ERROR" -> "fail";
				case "LOG_ERROR" -> "log";
				case "IGNORE_ERROR" -> "ignore";
				default -> "AWS_XRAY_CONTEXT_MISSING=" + value;
			};
		}

	}

}
