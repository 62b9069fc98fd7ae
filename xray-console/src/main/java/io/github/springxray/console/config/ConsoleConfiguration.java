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

package io.github.springxray.console.config;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.InstantSource;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.io.Resource;
import org.springframework.util.unit.DataSize;

import io.github.springxray.console.XRayConsoleProperties;
import io.github.springxray.console.api.ConsoleApi;
import io.github.springxray.console.api.ConsoleWarnings;
import io.github.springxray.console.api.SamplingApi;
import io.github.springxray.console.api.TelemetryApi;
import io.github.springxray.console.api.XRayOperations;
import io.github.springxray.console.otlp.OtlpReceiver;
import io.github.springxray.console.sampling.RuleLimitException;
import io.github.springxray.console.sampling.SamplingRules;
import io.github.springxray.console.sampling.SamplingTargets;
import io.github.springxray.console.store.LogStore;
import io.github.springxray.console.store.TraceStore;
import io.github.springxray.console.telemetry.TelemetryLog;
import io.github.springxray.console.web.AccessRules;
import io.github.springxray.console.web.ConsoleHandler;

/**
 * What a console is made of.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(XRayConsoleProperties.class)
public class ConsoleConfiguration {

	/**
	 * Whether the console stands alone.
	 */
	static final String STANDALONE = "xray.console.standalone";

	private static final InstantSource CLOCK = InstantSource.system();

	private static final int SHARE_OF_LOGS = 8;

	private static final DataSize SMALLEST = DataSize.ofMegabytes(1);

	@Bean
	TraceStore xrayConsoleTraceStore(XRayConsoleProperties properties) {
		DataSize size = properties.getMaxSize();
		if (size.compareTo(SMALLEST) < 0) {
			throw new InvalidConfigurationPropertyValueException("xray.console.max-size", size,
					"Write a size such as 64MB, from 1MB.");
		}
		Duration age = properties.getMaxAge();
		if (age.isNegative() || age.isZero() || age.compareTo(Duration.ofDays(3650)) > 0) {
			throw new InvalidConfigurationPropertyValueException("xray.console.max-age", age,
					"Write a duration such as 24h, up to 3650d.");
		}
		return new TraceStore(size.toBytes(), age, CLOCK);
	}

	/**
	 * Lines of logs are for what somebody looks at now, and so they get a part of the
	 * memory on top of that of the traces.
	 */
	@Bean
	LogStore xrayConsoleLogStore(XRayConsoleProperties properties) {
		return new LogStore(properties.getMaxSize().toBytes() / SHARE_OF_LOGS);
	}

	@Bean
	SamplingApi xrayConsoleSamplingApi(XRayConsoleProperties properties) {
		SamplingRules rules = new SamplingRules(CLOCK);
		Resource location = properties.getSamplingRulesLocation();
		if (location != null) {
			load(rules, location);
		}
		return new SamplingApi(rules, new SamplingTargets(rules, CLOCK));
	}

	private static void load(SamplingRules rules, Resource location) {
		try (InputStream stream = location.getInputStream()) {
			rules.replace(JsonMapper.shared().readTree(stream));
		}
		catch (IOException | JacksonException | IllegalArgumentException | RuleLimitException ex) {
			throw new InvalidConfigurationPropertyValueException("xray.console.sampling-rules-location", location,
					"It is not a JSON file with sampling rules (" + ex.getMessage()
							+ "). Write the location of one, such as file:rules.json.");
		}
	}

	@Bean
	TelemetryApi xrayConsoleTelemetryApi() {
		return new TelemetryApi(new TelemetryLog(CLOCK));
	}

	@Bean
	XRayOperations xrayConsoleOperations(TraceStore store, SamplingApi sampling, TelemetryApi telemetry) {
		return new XRayOperations(store, sampling, telemetry, CLOCK);
	}

	@Bean
	ConsoleWarnings xrayConsoleWarnings() {
		return new ConsoleWarnings();
	}

	@Bean
	ConsoleApi xrayConsoleApi(TraceStore store, LogStore logs, XRayOperations operations, ConsoleWarnings warnings,
			Environment environment) {
		return new ConsoleApi(store, logs, operations, applicationName(environment), warnings, CLOCK);
	}

	private static @Nullable String applicationName(Environment environment) {
		if (environment.getProperty(STANDALONE, Boolean.class, false)) {
			return null;
		}
		return environment.getProperty("spring.application.name");
	}

	@Bean
	OtlpReceiver xrayConsoleOtlpReceiver(TraceStore store, LogStore logs) {
		return new OtlpReceiver(store, logs);
	}

	@Bean
	ConsoleHandler xrayConsoleHandler(ConsoleApi api, OtlpReceiver otlp, XRayConsoleProperties properties) {
		return new ConsoleHandler(api, new AccessRules(properties.isRemoteAccess(), properties.getAllowedHosts()),
				otlp);
	}

}
