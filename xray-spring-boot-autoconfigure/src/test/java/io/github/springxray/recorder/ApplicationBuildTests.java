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

import java.util.Map;
import java.util.Properties;
import java.util.Set;

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.emitters.Emitter;
import com.amazonaws.xray.entities.AWSLogReference;
import com.amazonaws.xray.entities.Segment;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.info.BuildProperties;
import org.springframework.boot.info.GitProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.springxray.context.XRayContextAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link ApplicationBuild}, and for what else each segment says of the
 * application and of where it runs.
 */
@ExtendWith(OutputCaptureExtension.class)
class ApplicationBuildTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(XRayAutoConfiguration.class, XRayContextAutoConfiguration.class))
		.withBean(Emitter.class, () -> mock());

	@Test
	void aSegmentHasTheVersionOfTheBuild() {
		this.contextRunner.withBean(BuildProperties.class, () -> new BuildProperties(properties("version", "1.2.3")))
			.run((context) -> assertThat(begin().getService()).containsEntry("version", "1.2.3"));
	}

	@Test
	void aLongVersionIsCut() {
		this.contextRunner
			.withBean(BuildProperties.class, () -> new BuildProperties(properties("version", "1".repeat(400))))
			.run((context) -> assertThat(begin().getService().get("version").toString()).startsWith("1".repeat(250))
				.hasSizeLessThan(300));
	}

	@Test
	void aSegmentHasNoVersionWhereTheBuildTellsNone() {
		this.contextRunner.run((context) -> assertThat(begin().getService()).doesNotContainKey("version"));
		this.contextRunner.withBean(BuildProperties.class, () -> new BuildProperties(properties("version", " ")))
			.run((context) -> assertThat(begin().getService()).doesNotContainKey("version"));
	}

	@Test
	void aVersionThatTheApplicationHasToldTheRecorderStays() {
		this.contextRunner.withBean(BuildProperties.class, () -> new BuildProperties(properties("version", "1.2.3")))
			.withBean(RecorderInitializer.class,
					() -> (recorder) -> recorder.getServiceRuntimeContext().put("version", "own"))
			.run((context) -> assertThat(begin().getService()).containsEntry("version", "own"));
	}

	@ParameterizedTest
	@CsvSource({ "commit.id", "commit.id.full", "commit.id.abbrev" })
	void aSegmentHasTheCommitWhereItIsAskedFor(String name, CapturedOutput output) {
		ApplicationContextRunner built = this.contextRunner.withBean(GitProperties.class,
				() -> new GitProperties(properties(name, "abcdef0")));
		built.run((context) -> assertThat(begin().getAnnotations()).doesNotContainKey("git_commit"));
		built.withPropertyValues("xray.git-commit=true")
			.run((context) -> assertThat(begin().getAnnotations()).containsEntry("git_commit", "abcdef0"));
		built.withPropertyValues("xray.git-commit=true", "xray.annotations.git_commit=own")
			.run((context) -> assertThat(begin().getAnnotations()).containsEntry("git_commit", "own"));
		assertThat(output).doesNotContain("xray.git-commit is true");
	}

	@Test
	void thatNobodyKnowsTheCommitIsLogged(CapturedOutput output) {
		this.contextRunner.withPropertyValues("xray.git-commit=true")
			.withBean(GitProperties.class, () -> new GitProperties(properties("branch", "main")))
			.run((context) -> assertThat(begin().getAnnotations()).doesNotContainKey("git_commit"));
		assertThat(output).contains("xray.git-commit is true: there is no git.properties");
	}

	@Test
	void aSegmentHasTheLogGroupsThatAreConfigured() {
		this.contextRunner.withPropertyValues("xray.log-groups=/ecs/users").run((context) -> {
			assertThat(begin().getAws().get("cloudwatch_logs"))
				.asInstanceOf(InstanceOfAssertFactories.collection(AWSLogReference.class))
				.extracting(AWSLogReference::getLogGroup)
				.containsExactly("/ecs/users");
		});
	}

	@Test
	void whoDescribesWhereTheApplicationRunsMayFail() {
		this.contextRunner.withBean("first", RecorderInitializer.class, () -> (recorder) -> {
			throw new NoClassDefFoundError("cloud");
		})
			.withBean("second", RecorderInitializer.class, () -> (recorder) -> recorder.setOrigin("on-premises"))
			.run((context) -> {
				assertThat(begin().getOrigin()).isEqualTo("on-premises");
				assertThat(context.getBean(TracingFaults.class).counts())
					.isEqualTo(Map.of("describing where the application runs", 1L));
			});
	}

	/**
	 * Segments share what the recorder knew when the first of them began.
	 */
	@Test
	void whatTheRecorderIsToldLaterIsOnTheNextSegment() {
		this.contextRunner.run((context) -> {
			AWSXRayRecorder recorder = context.getBean(AWSXRayRecorder.class);
			Segment before = begin();
			recorder.putRuntimeContext("later", Map.of("where", "here"));
			assertThat(begin().getAws()).containsKey("later");
			recorder.getServiceRuntimeContext().put("version", "2");
			assertThat(begin().getService()).containsEntry("version", "2");
			AWSLogReference reference = new AWSLogReference();
			reference.setLogGroup("later");
			recorder.addAllLogReferences(Set.of(reference));
			assertThat(begin().getAws()).containsKey("cloudwatch_logs");
			assertThat(before.getAws()).doesNotContainKeys("later", "cloudwatch_logs");
		});
	}

	private static Segment begin() {
		Segment segment = AWSXRay.beginSegment("described");
		AWSXRay.endSegment();
		return segment;
	}

	private static Properties properties(String name, String value) {
		Properties properties = new Properties();
		properties.setProperty(name, value);
		return properties;
	}

}
