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

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.aot.AotDetector;
import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.GeneratedFiles.Kind;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.SpringProperties;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.core.type.classreading.CachingMetadataReaderFactory;
import org.springframework.javapoet.ClassName;
import org.springframework.mock.env.MockEnvironment;

import io.github.springxray.recorder.SwitchedOff;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AotSwitches} and {@link AotSwitchesProcessor}.
 */
class AotSwitchesTests {

	@AfterEach
	void reset() {
		SpringProperties.setProperty(AotDetector.AOT_ENABLED, null);
	}

	@Test
	void aSwitchThatIsTurnedAfterProcessingIsToldOf(@TempDir Path directory) throws Exception {
		MockEnvironment built = new MockEnvironment().withProperty("xray.console.enabled", "true");
		MockEnvironment started = new MockEnvironment().withProperty("xray.methods.enabled", "off")
			.withProperty("xray.server.enabled", "true");
		assertThat(findings(process(built), started, directory))
			.anySatisfy((finding) -> assertThat(finding).contains("xray.console.enabled is false in vain: it was true")
				.contains("AOT"))
			.anySatisfy((finding) -> assertThat(finding).contains("xray.methods.enabled is false in vain: it was true"))
			.hasSize(2);
	}

	@Test
	void nothingIsToldWhereNothingWasProcessed(@TempDir Path directory) throws Exception {
		MockEnvironment started = new MockEnvironment().withProperty("xray.methods.enabled", "false");
		SpringProperties.setProperty(AotDetector.AOT_ENABLED, "true");
		try (URLClassLoader empty = new URLClassLoader(new URL[] { directory.toUri().toURL() }, null)) {
			assertThat(new AotSwitches(started, empty).findings()).isEmpty();
		}
		SpringProperties.setProperty(AotDetector.AOT_ENABLED, null);
		assertThat(new AotSwitches(started, getClass().getClassLoader()).findings()).isEmpty();
	}

	@Test
	void tracingThatWasLeftOutSaysWhyItIsOff() {
		MockEnvironment started = new MockEnvironment();
		SpringProperties.setProperty(AotDetector.AOT_ENABLED, "true");
		assertThat(SwitchedOff.reason(started)).contains("processed ahead of time");
		started.setProperty("xray.enabled", "false");
		assertThat(SwitchedOff.reason(started)).isEqualTo("xray.enabled is false");
	}

	/**
	 * A condition on a property is decided when an application is processed ahead of
	 * time, so that its property belongs to the switches.
	 */
	@Test
	void whateverConditionsAskForIsASwitch() throws Exception {
		TreeSet<String> asked = new TreeSet<>();
		PathMatchingResourcePatternResolver resources = new PathMatchingResourcePatternResolver();
		CachingMetadataReaderFactory readers = new CachingMetadataReaderFactory();
		for (var file : resources.getResources("classpath*:io/github/springxray/**/*Configuration*.class")) {
			AnnotationMetadata type = readers.getMetadataReader(file).getAnnotationMetadata();
			if (file.getURL().getPath().contains("/test-classes/")) {
				continue;
			}
			asked.addAll(askedBy(type));
			type.getDeclaredMethods().forEach((method) -> asked.addAll(askedBy(method)));
		}
		assertThat(asked).contains("xray.enabled", "xray.server.record-user").hasSizeGreaterThan(8);
		assertThat(AotSwitches.DEFAULTS.keySet()).as("AotSwitches.DEFAULTS").containsAll(asked);
		String metadata = new ClassPathResource("META-INF/spring-configuration-metadata.json")
			.getContentAsString(StandardCharsets.UTF_8);
		List<String> patches = Pattern.compile("xray\\.patch\\.[a-z0-9-]+\\.enabled")
			.matcher(metadata)
			.results()
			.map(MatchResult::group)
			.toList();
		assertThat(patches).isNotEmpty();
		assertThat(AotSwitches.DEFAULTS.keySet()).as("AotSwitches.DEFAULTS").containsAll(patches);
	}

	private static List<String> askedBy(AnnotatedTypeMetadata annotated) {
		return annotated.getAnnotations()
			.stream(ConditionalOnBooleanProperty.class)
			.flatMap((condition) -> Stream.of("name", "value").map(condition::getStringArray))
			.flatMap(Arrays::stream)
			.toList();
	}

	private static String process(MockEnvironment environment) throws Exception {
		try (GenericApplicationContext context = new GenericApplicationContext()) {
			context.setEnvironment(environment);
			InMemoryGeneratedFiles files = new InMemoryGeneratedFiles();
			new ApplicationContextAotGenerator().processAheadOfTime(context,
					new DefaultGenerationContext(new ClassNameGenerator(ClassName.get("com.example", "App")), files));
			return files.getGeneratedFileContent(Kind.RESOURCE, AotSwitches.FILE);
		}
	}

	private static List<String> findings(String decided, MockEnvironment started, Path directory) throws Exception {
		Path file = directory.resolve(AotSwitches.FILE);
		Files.createDirectories(file.getParent());
		Files.writeString(file, decided);
		SpringProperties.setProperty(AotDetector.AOT_ENABLED, "true");
		try (URLClassLoader classLoader = new URLClassLoader(new URL[] { directory.toUri().toURL() }, null)) {
			return new AotSwitches(started, classLoader).findings();
		}
	}

}
