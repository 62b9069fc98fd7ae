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

import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.support.SpringFactoriesLoader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link XRayEnvironmentPostProcessor}.
 */
class XRayEnvironmentPostProcessorTests {

	private final Map<String, Object> variables = new HashMap<>();

	private final Map<String, Object> systemProperties = new HashMap<>();

	private final Map<String, Object> yaml = new HashMap<>();

	@ParameterizedTest
	@CsvSource(
			textBlock = """
					AWS_XRAY_DAEMON_ADDRESS,  com.amazonaws.xray.emitters.daemonAddress,           xray.daemon.address,  a:1, b:1, c:1, a:1, b:1
					AWS_XRAY_TRACING_NAME,    com.amazonaws.xray.strategy.tracingName,             xray.name,            a, b, c, a, b
					AWS_XRAY_CONTEXT_MISSING, com.amazonaws.xray.strategy.contextMissingStrategy,  xray.context-missing, RUNTIME_ERROR, LOG_ERROR, ignore, fail, log
					""")
	void variableWinsOverSystemPropertyWinsOverYaml(String variable, String systemProperty, String property,
			String variableValue, String systemPropertyValue, String yamlValue, String fromVariable,
			String fromSystemProperty) {
		this.yaml.put(property, yamlValue);
		assertThat(resolve(property)).isEqualTo(yamlValue);
		this.systemProperties.put(systemProperty, systemPropertyValue);
		assertThat(resolve(property)).isEqualTo(fromSystemProperty);
		this.variables.put(variable, variableValue);
		assertThat(resolve(property)).isEqualTo(fromVariable);
	}

	@ParameterizedTest
	@CsvSource({ "false,false", "False,false", "true,true", "anything,true" })
	void sdkEnabledIsReadAsOtherSdksReadIt(String value, String expected) {
		this.yaml.put("xray.enabled", !Boolean.parseBoolean(expected));
		this.variables.put("AWS_XRAY_SDK_ENABLED", value);
		assertThat(resolve("xray.enabled")).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource({ "true,raw", "TRUE,raw", "false,off", "anything,off" })
	void collectingSqlQueriesMeansRawStatements(String value, String expected) {
		this.yaml.put("xray.patch.jdbc.sql", "off");
		this.systemProperties.put("com.amazonaws.xray.collectSqlQueries", value);
		assertThat(resolve("xray.patch.jdbc.sql")).isEqualTo(expected);
		this.systemProperties.clear();
		this.variables.put("AWS_XRAY_COLLECT_SQL_QUERIES", value);
		assertThat(resolve("xray.patch.jdbc.sql")).isEqualTo(expected);
	}

	@Test
	void blankVariablesCountAsAbsent() {
		this.variables.put("AWS_XRAY_TRACING_NAME", " ");
		this.systemProperties.put("com.amazonaws.xray.strategy.tracingName", "orders");
		assertThat(resolve("xray.name")).isEqualTo("orders");
	}

	@Test
	void anUnknownPolicyIsReportedWithTheVariableThatNamesIt() {
		this.variables.put("AWS_XRAY_CONTEXT_MISSING", "EXPLODE");
		assertThatExceptionOfType(BindException.class)
			.isThrownBy(() -> Binder.get(environment()).bind("xray", XRayProperties.class))
			.satisfies((ex) -> assertThat(ex.getProperty().getOrigin())
				.hasToString("environment variable AWS_XRAY_CONTEXT_MISSING"));
	}

	@Test
	void theSdkDoesNotLogTheAddressOfADaemonThatIsNotUsedUnlessItIsAskedTo() {
		String level = "logging.level.com.amazonaws.xray.config.DaemonConfiguration";
		assertThat(resolve(level)).isEqualTo("warn");
		this.yaml.put(level, "info");
		assertThat(resolve(level)).isEqualTo("info");
	}

	@Test
	void isRegisteredWithBoot() {
		assertThat(SpringFactoriesLoader.forDefaultResourceLocation()
			.load(EnvironmentPostProcessor.class,
					SpringFactoriesLoader.ArgumentResolver.none()
						.and(org.springframework.boot.logging.DeferredLogFactory.class, (log) -> log.get())
						.and(org.springframework.boot.bootstrap.ConfigurableBootstrapContext.class,
								new org.springframework.boot.bootstrap.DefaultBootstrapContext())
						.and(org.springframework.boot.bootstrap.BootstrapContext.class,
								new org.springframework.boot.bootstrap.DefaultBootstrapContext())
						.and(org.springframework.boot.bootstrap.BootstrapRegistry.class,
								new org.springframework.boot.bootstrap.DefaultBootstrapContext())))
			.hasAtLeastOneElementOfType(XRayEnvironmentPostProcessor.class);
	}

	private String resolve(String property) {
		return environment().getProperty(property);
	}

	private StandardEnvironment environment() {
		StandardEnvironment environment = new StandardEnvironment() {

			@Override
			public Map<String, Object> getSystemEnvironment() {
				return XRayEnvironmentPostProcessorTests.this.variables;
			}

			@Override
			public Map<String, Object> getSystemProperties() {
				return XRayEnvironmentPostProcessorTests.this.systemProperties;
			}

		};
		environment.getPropertySources().addLast(new MapPropertySource("yaml", this.yaml));
		new XRayEnvironmentPostProcessor().postProcessEnvironment(environment, new SpringApplication());
		return environment;
	}

}
