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

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

import org.springframework.aot.AotDetector;
import org.springframework.core.env.Environment;

import io.github.springxray.recorder.StartupCheck;

/**
 * Tells of switches that say something else than when the application was processed ahead
 * of time. Which beans there are was decided then, so they would be turned in vain.
 */
final class AotSwitches implements StartupCheck {

	static final String FILE = "META-INF/io.github.springxray/switches.properties";

	/**
	 * All that conditions ask for, with what counts where nothing is said.
	 */
	static final Map<String, Boolean> DEFAULTS = defaults();

	private final Environment environment;

	private final ClassLoader classLoader;

	AotSwitches(Environment environment, ClassLoader classLoader) {
		this.environment = environment;
		this.classLoader = classLoader;
	}

	private static Map<String, Boolean> defaults() {
		Map<String, Boolean> defaults = new TreeMap<>();
		for (String on : List.of("xray.enabled", "xray.server.enabled", "xray.methods.enabled", "xray.sqs.enabled",
				"xray.lambda.functions.enabled", "xray.logging.mdc", "xray.console.capture-logs", "xray.batch.enabled",
				"xray.quartz.enabled", "xray.scheduling.enabled", "xray.context.executors.enabled",
				"xray.patch.rest-template.enabled", "xray.patch.rest-client.enabled", "xray.patch.web-client.enabled",
				"xray.patch.jdbc.enabled", "xray.patch.r2dbc.enabled", "xray.patch.mongodb.enabled",
				"xray.patch.lettuce.enabled", "xray.patch.jedis.enabled", "xray.patch.grpc.enabled",
				"xray.patch.graphql.enabled", "xray.grpc.enabled", "xray.patch.aws-sdk.enabled",
				"xray.patch.jdk-http-client.enabled", "xray.patch.apache-http-client.enabled",
				"xray.patch.okhttp.enabled", "xray.patch.jetty-http-client.enabled", "xray.patch.reactor-netty.enabled",
				"xray.patch.feign.enabled", "xray.kafka.enabled", "xray.patch.kafka.enabled", "xray.jms.enabled",
				"xray.patch.jms.enabled", "xray.rabbit.enabled", "xray.patch.rabbit.enabled",
				"xray.patch.observations.enabled", "xray.micrometer.tracer.enabled")) {
			defaults.put(on, true);
		}
		for (String off : List.of("xray.console.enabled", "xray.datadog.enabled", "xray.server.record-user",
				"xray.server.error-trace-id", "xray.server.include-actuator", "xray.patch.graphql.data-fetchers")) {
			defaults.put(off, false);
		}
		return defaults;
	}

	static Properties valuesOf(Environment environment) {
		Properties values = new Properties();
		DEFAULTS.forEach((name, otherwise) -> values.setProperty(name, valueOf(environment, name, otherwise)));
		return values;
	}

	private static String valueOf(Environment environment, String name, Boolean otherwise) {
		return environment.getProperty(name, Boolean.class, otherwise).toString();
	}

	@Override
	public List<String> findings() {
		return AotDetector.useGeneratedArtifacts() ? compare() : List.of();
	}

	private Properties read() {
		Properties decided = new Properties();
		try (InputStream file = this.classLoader.getResourceAsStream(FILE)) {
			if (file != null) {
				decided.load(file);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return decided;
	}

	private List<String> compare() {
		Properties decided = read();
		List<String> findings = new ArrayList<>();
		DEFAULTS.forEach((name, otherwise) -> {
			String value = valueOf(this.environment, name, otherwise);
			if (!decided.getProperty(name, value).equals(value)) {
				findings.add(name + " is " + value + " in vain: it was " + decided.getProperty(name)
						+ " when the application was processed ahead of time (AOT), which has decided it. "
						+ "Set it there as well.");
			}
		});
		return findings;
	}

}
