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

import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.cloud.CloudPlatform;
import org.springframework.core.NativeDetector;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;

/**
 * Decides whether somebody is developing the application where it runs: devtools are on
 * the class path, or its classes are in a directory. That is never so in tests, in AWS
 * Lambda, on a cloud platform, in a container of Amazon ECS and in a native image.
 */
public final class Development {

	static final String DEV_TOOLS = "org.springframework.boot.devtools.restart.Restarter";

	/**
	 * What the environment of an application says in which it is so.
	 */
	static final String ACTIVE = "io.github.springxray.development";

	/**
	 * Set by {@code @SpringBootTest} and by slices.
	 */
	private static final String BOOT_TEST = "org.springframework.boot.test.context.SpringBootTestContextBootstrapper";

	private static final List<String> TEST_FRAMEWORKS = List.of("org.junit.", "org.testng.", "io.cucumber.",
			"org.spockframework.", "org.springframework.boot.test.context.", "org.springframework.test.context.",
			"org.apache.maven.surefire.");

	private static final List<String> DEPLOYED = List.of("LAMBDA_TASK_ROOT", "AWS_LAMBDA_FUNCTION_NAME",
			"ECS_CONTAINER_METADATA_URI", "ECS_CONTAINER_METADATA_URI_V4");

	private Development() {
	}

	/**
	 * Decide for an application that starts.
	 */
	static boolean isActive(ConfigurableEnvironment environment, SpringApplication application) {
		return isActive(environment, application, () -> Thread.getAllStackTraces().values());
	}

	static boolean isActive(ConfigurableEnvironment environment, SpringApplication application,
			Supplier<Collection<StackTraceElement[]>> threads) {
		return !NativeDetector.inNativeImage() && !isDeployed(environment)
				&& (hasDevTools(application.getClassLoader()) || isInDirectory(classOf(application)))
				&& !isTest(environment, threads.get());
	}

	/**
	 * Return whether somebody is developing the application where it runs.
	 * @param environment the environment of the application that has started
	 * @return whether that was decided when it started
	 */
	public static boolean isActive(Environment environment) {
		return environment.getProperty(ACTIVE, Boolean.class, false);
	}

	/**
	 * Return whether a test of Spring Boot has made this environment.
	 * @param environment the environment
	 * @return whether it has
	 */
	public static boolean isBootTest(Environment environment) {
		return environment.containsProperty(BOOT_TEST);
	}

	private static boolean isDeployed(ConfigurableEnvironment environment) {
		Map<String, Object> variables = environment.getSystemEnvironment();
		if (DEPLOYED.stream().anyMatch((name) -> StringUtils.hasText((String) variables.get(name)))) {
			return true;
		}
		CloudPlatform platform = CloudPlatform.getActive(environment);
		return platform != null && platform != CloudPlatform.NONE;
	}

	/**
	 * The context of a test may start on a thread that the test has started.
	 */
	private static boolean isTest(ConfigurableEnvironment environment, Collection<StackTraceElement[]> threads) {
		return isBootTest(environment) || threads.stream()
			.flatMap(Arrays::stream)
			.anyMatch((frame) -> TEST_FRAMEWORKS.stream().anyMatch(frame.getClassName()::startsWith));
	}

	private static boolean hasDevTools(@Nullable ClassLoader classLoader) {
		return ClassUtils.isPresent(DEV_TOOLS, classLoader);
	}

	private static @Nullable Class<?> classOf(SpringApplication application) {
		Class<?> main = application.getMainApplicationClass();
		return (main != null) ? main
				: application.getAllSources()
					.stream()
					.filter(Class.class::isInstance)
					.map((source) -> (Class<?>) source)
					.findFirst()
					.orElse(null);
	}

	private static boolean isInDirectory(@Nullable Class<?> type) {
		CodeSource source = (type != null) ? type.getProtectionDomain().getCodeSource() : null;
		return source != null && isDirectory(source.getLocation());
	}

	/**
	 * Container images and servlet containers unpack what was a jar or war file.
	 */
	static boolean isDirectory(@Nullable URL location) {
		try {
			if (location == null || !"file".equals(location.getProtocol())) {
				return false;
			}
			Path path = Path.of(location.toURI());
			return Files.isDirectory(path) && !path.endsWith("BOOT-INF/classes") && !path.endsWith("WEB-INF/classes");
		}
		catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException | SecurityException ex) {
			return false;
		}
	}

}
