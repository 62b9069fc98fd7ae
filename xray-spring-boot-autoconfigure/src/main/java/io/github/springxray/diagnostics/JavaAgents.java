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

import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import org.springframework.core.NativeDetector;

/**
 * Finds Java agents that trace the application, by the arguments of the JVM, among which
 * are those of {@code JAVA_TOOL_OPTIONS}, and by the classes that agents bring.
 */
final class JavaAgents {

	private static final String OPENTELEMETRY = "OpenTelemetry";

	private static final String ADOT = "AWS Distro for OpenTelemetry (ADOT)";

	private static final String DATADOG = "Datadog";

	private static final String XRAY = "AWS X-Ray";

	private static final String ARGUMENT = "-javaagent:";

	/**
	 * Names of jars, or the ends of their paths, in the order in which they are tried.
	 */
	private static final Map<String, String> JARS = ordered("aws-opentelemetry-agent", ADOT, "adot", ADOT,
			"otel-auto-instrumentation", OPENTELEMETRY, "opentelemetry-javaagent", OPENTELEMETRY, "dd-java-agent",
			DATADOG, "disco-java-agent", XRAY, "xray-agent", XRAY);

	static final Map<String, String> CLASSES = ordered(
			"software.amazon.opentelemetry.javaagent.bootstrap.AwsAgentBootstrap", ADOT,
			"io.opentelemetry.javaagent.OpenTelemetryAgent", OPENTELEMETRY,
			"io.opentelemetry.javaagent.bootstrap.AgentInitializer", OPENTELEMETRY, "datadog.trace.bootstrap.Agent",
			DATADOG, "software.amazon.disco.agent.DiscoAgent", XRAY);

	/**
	 * What switches an agent off that is there.
	 */
	private static final Map<String, String> SWITCHES = Map.of(OPENTELEMETRY, "otel.javaagent.enabled", ADOT,
			"otel.javaagent.enabled", DATADOG, "dd.trace.enabled");

	private JavaAgents() {
	}

	private static Map<String, String> ordered(String... pairs) {
		Map<String, String> map = new LinkedHashMap<>();
		for (int i = 0; i < pairs.length; i += 2) {
			map.put(pairs[i], pairs[i + 1]);
		}
		return map;
	}

	/**
	 * Find the agents of this JVM.
	 * @return what people call them, in alphabetical order
	 */
	static Set<String> find() {
		if (NativeDetector.inNativeImage()) {
			return Set.of();
		}
		return find(ManagementFactory.getRuntimeMXBean().getInputArguments(), ClassLoader.getSystemClassLoader(),
				JavaAgents::setting);
	}

	/**
	 * Agents take a setting as a system property or as the environment variable of the
	 * same name.
	 */
	private static @Nullable String setting(String name) {
		String property = System.getProperty(name);
		return (property != null) ? property : System.getenv(name.toUpperCase(Locale.ROOT).replace('.', '_'));
	}

	static Set<String> find(List<String> arguments, ClassLoader classLoader,
			Function<String, @Nullable String> settings) {
		Set<String> found = new TreeSet<>();
		arguments.stream().filter((argument) -> argument.startsWith(ARGUMENT)).forEach((argument) -> {
			String path = argument.substring(ARGUMENT.length()).toLowerCase(Locale.ROOT);
			JARS.entrySet()
				.stream()
				.filter((jar) -> path.contains(jar.getKey()))
				.findFirst()
				.ifPresent((jar) -> found.add(jar.getValue()));
		});
		CLASSES.entrySet()
			.stream()
			.filter((type) -> isPresent(type.getKey(), classLoader))
			.forEach((type) -> found.add(type.getValue()));
		if (found.contains(ADOT)) {
			found.remove(OPENTELEMETRY);
		}
		SWITCHES.forEach((agent, setting) -> {
			if ("false".equalsIgnoreCase(settings.apply(setting))) {
				found.remove(agent);
			}
		});
		return found;
	}

	/**
	 * Does not initialise the class, as an agent may do much there.
	 */
	private static boolean isPresent(String name, ClassLoader classLoader) {
		try {
			Class.forName(name, false, classLoader);
			return true;
		}
		catch (ClassNotFoundException | LinkageError ex) {
			return false;
		}
	}

}
