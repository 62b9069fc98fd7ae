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

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import net.bytebuddy.ByteBuddy;
import net.bytebuddy.dynamic.loading.ClassLoadingStrategy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.util.StringUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Development}.
 */
class DevelopmentTests {

	private static final Collection<StackTraceElement[]> NO_TEST = threads("com.example.Application");

	@Test
	void classesInADirectoryAreDeveloped() {
		assertThat(isActive(DevelopmentTests.class, Map.of(), NO_TEST)).isTrue();
	}

	@Test
	void classesInAJarAreNot() {
		assertThat(isActive(StringUtils.class, Map.of(), NO_TEST)).isFalse();
		assertThat(isActive(String.class, Map.of(), NO_TEST)).isFalse();
		assertThat(isActive(null, Map.of(), NO_TEST)).isFalse();
	}

	@Test
	void theClassThatIsRunIsAskedForWhereThereIsNoMainMethod() {
		SpringApplication application = new SpringApplication(DevelopmentTests.class);
		application.setMainApplicationClass(null);
		assertThat(Development.isActive(environment(Map.of()), application, () -> NO_TEST)).isTrue();
	}

	@ParameterizedTest
	@CsvSource({ "build/classes,true", "BOOT-INF/classes,false", "WEB-INF/classes,false" })
	void anUnpackedArchiveIsNoDirectoryOfClasses(String path, boolean expected, @TempDir Path directory)
			throws Exception {
		Path classes = Files.createDirectories(directory.resolve(path));
		assertThat(Development.isDirectory(classes.toUri().toURL())).isEqualTo(expected);
	}

	@ParameterizedTest
	@ValueSource(strings = { "file:/nothing/of/the/kind/", "jar:file:/app.jar!/", "http://127.0.0.1:1/classes/",
			"file:/with space%" })
	void otherPlacesAreNoDirectoriesEither(String location) throws Exception {
		assertThat(Development.isDirectory(new URL(null, location))).isFalse();
		assertThat(Development.isDirectory(null)).isFalse();
	}

	@Test
	void devToolsMeanDevelopmentWhereverTheClassesAre() throws Exception {
		assertThat(withDevTools(Map.of(), NO_TEST)).isTrue();
		assertThat(withDevTools(Map.of(), threads("org.junit.platform.Launcher"))).isFalse();
		assertThat(withDevTools(Map.of("LAMBDA_TASK_ROOT", "/var/task"), NO_TEST)).isFalse();
		assertThat(withDevTools(Map.of("KUBERNETES_SERVICE_HOST", "a", "KUBERNETES_SERVICE_PORT", "1"), NO_TEST))
			.isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "LAMBDA_TASK_ROOT", "AWS_LAMBDA_FUNCTION_NAME", "ECS_CONTAINER_METADATA_URI_V4",
			"ECS_CONTAINER_METADATA_URI", "VCAP_APPLICATION", "DYNO", "KUBERNETES_SERVICE_HOST", "NOMAD_ALLOC_ID" })
	void aCloudIsNoPlaceOfDevelopment(String variable) {
		Map<String, Object> variables = variable.startsWith("KUBERNETES")
				? Map.of(variable, "10.0.0.1", "KUBERNETES_SERVICE_PORT", "443") : Map.of(variable, "set");
		assertThat(isActive(DevelopmentTests.class, variables, NO_TEST)).isFalse();
	}

	@Test
	void aCloudPlatformThatIsSetByHandCounts() {
		StandardEnvironment environment = environment(Map.of());
		environment.getPropertySources()
			.addLast(new MapPropertySource("file", Map.of("spring.main.cloud-platform", "kubernetes")));
		assertThat(Development.isActive(environment, application(DevelopmentTests.class), () -> NO_TEST)).isFalse();
		StandardEnvironment none = environment(Map.of("KUBERNETES_SERVICE_HOST", "a", "KUBERNETES_SERVICE_PORT", "1"));
		none.getPropertySources().addLast(new MapPropertySource("file", Map.of("spring.main.cloud-platform", "none")));
		assertThat(Development.isActive(none, application(DevelopmentTests.class), () -> NO_TEST)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "org.junit.platform.engine.Node", "org.junit.runners.ParentRunner", "org.testng.TestNG",
			"io.cucumber.core.cli.Main", "org.springframework.boot.test.context.SpringBootContextLoader",
			"org.apache.maven.surefire.booter.ForkedBooter" })
	void aTestThatRunsOnAnyThreadIsNoDevelopment(String frame) {
		assertThat(isActive(DevelopmentTests.class, Map.of(), threads(frame))).isFalse();
	}

	@Test
	void theContextOfASpringBootTestIsNoDevelopment() {
		StandardEnvironment environment = environment(Map.of());
		environment.getPropertySources()
			.addLast(new MapPropertySource("Inlined Test Properties",
					Map.of("org.springframework.boot.test.context.SpringBootTestContextBootstrapper", "true")));
		assertThat(Development.isActive(environment, application(DevelopmentTests.class), () -> NO_TEST)).isFalse();
	}

	@Test
	void anApplicationInATestIsQuiet() {
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Empty.class)
			.web(WebApplicationType.NONE)
			.run()) {
			assertThat(context.getEnvironment().getProperty("xray.context-missing")).isNull();
		}
	}

	private static boolean isActive(Class<?> type, Map<String, Object> variables,
			Collection<StackTraceElement[]> threads) {
		return Development.isActive(environment(variables), application(type), () -> threads);
	}

	private static boolean withDevTools(Map<String, Object> variables, Collection<StackTraceElement[]> threads)
			throws Exception {
		try (URLClassLoader loader = new URLClassLoader(new URL[0], DevelopmentTests.class.getClassLoader())) {
			ClassLoader devTools = new ByteBuddy().subclass(Object.class)
				.name("org.springframework.boot.devtools.restart.Restarter")
				.make()
				.load(loader, ClassLoadingStrategy.Default.WRAPPER)
				.getLoaded()
				.getClassLoader();
			SpringApplication application = new SpringApplication(new DefaultResourceLoader(devTools),
					DevelopmentTests.class);
			application.setMainApplicationClass(StringUtils.class);
			return Development.isActive(environment(variables), application, () -> threads);
		}
	}

	private static SpringApplication application(Class<?> type) {
		SpringApplication application = new SpringApplication();
		application.setMainApplicationClass(type);
		return application;
	}

	private static StandardEnvironment environment(Map<String, Object> variables) {
		StandardEnvironment environment = new StandardEnvironment() {

			@Override
			public Map<String, Object> getSystemEnvironment() {
				return variables;
			}

		};
		return environment;
	}

	private static Collection<StackTraceElement[]> threads(String frame) {
		return List.of(new StackTraceElement[] { new StackTraceElement("java.lang.Thread", "run", "Thread.java", 1) },
				new StackTraceElement[] { new StackTraceElement(frame, "run", "Source.java", 1) });
	}

	static class Empty {

	}

}
