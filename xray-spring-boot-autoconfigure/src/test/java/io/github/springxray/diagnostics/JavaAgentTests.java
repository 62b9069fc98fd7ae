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

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.asm.ClassWriter;
import org.springframework.asm.Opcodes;

import io.github.springxray.testsupport.ForkedApplication;
import io.github.springxray.testsupport.UdpDaemon;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What happens beside a Java agent that traces the same.
 */
class JavaAgentTests {

	@TempDir
	private Path folder;

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "/opt/opentelemetry-javaagent.jar | OpenTelemetry",
					"/otel-auto-instrumentation-java/javaagent.jar | OpenTelemetry",
					"/opt/aws-opentelemetry-agent.jar=debug | AWS Distro for OpenTelemetry (ADOT)",
					"/datadog-lib/dd-java-agent.jar | Datadog", "C:\\agents\\DD-Java-Agent-1.2.jar | Datadog",
					"/opt/disco/disco-java-agent.jar=pluginPath=/opt/disco/plugins | AWS X-Ray" })
	void isKnownByTheArgumentsOfTheJvm(String path, String agent) {
		assertThat(find("-Xmx1g", "-javaagent:" + path)).containsExactly(agent);
	}

	@Test
	void othersAreNoTracers() {
		assertThat(find("-javaagent:/opt/jacocoagent.jar=x", "-javaagent:/opt/spring-instrument.jar",
				"-Dpath=/opt/opentelemetry-javaagent.jar"))
			.isEmpty();
	}

	@Test
	void isKnownByItsClassesWhateverItsJarIsCalled() {
		assertThat(JavaAgents.find(List.of("-javaagent:/agent.jar"),
				new KnowingClassLoader("io.opentelemetry.javaagent.OpenTelemetryAgent",
						"software.amazon.opentelemetry.javaagent.bootstrap.AwsAgentBootstrap"),
				(name) -> null))
			.containsExactly("AWS Distro for OpenTelemetry (ADOT)");
		assertThat(JavaAgents.find(List.of(), new KnowingClassLoader("datadog.trace.bootstrap.Agent"), (name) -> null))
			.containsExactly("Datadog");
	}

	@Test
	void oneThatIsSwitchedOffDoesNotTrace() {
		List<String> arguments = List.of("-javaagent:/opt/opentelemetry-javaagent.jar",
				"-javaagent:/opt/dd-java-agent.jar");
		assertThat(
				JavaAgents.find(arguments, getClass().getClassLoader(), Map.of("otel.javaagent.enabled", "false")::get))
			.containsExactly("Datadog");
		assertThat(JavaAgents.find(arguments, getClass().getClassLoader(), Map.of("dd.trace.enabled", "FALSE")::get))
			.containsExactly("OpenTelemetry");
	}

	@Test
	void isOneWarningByDefault() {
		try (UdpDaemon daemon = new UdpDaemon(); ForkedApplication application = withAgent(daemon)) {
			assertThat(application.get("/hello").body()).isEqualTo("hello world");
			assertThat(daemon.take().get("name").asText()).isEqualTo("traced");
			assertThat(application.output().lines().filter((line) -> line.contains("WARN"))).singleElement()
				.asString()
				.contains("A Java agent traces this application, too: OpenTelemetry.")
				.contains("xray.agent=step-back");
		}
	}

	@Test
	void canBeIgnored() {
		try (UdpDaemon daemon = new UdpDaemon();
				ForkedApplication application = withAgent(daemon, "--xray.agent=ignore")) {
			assertThat(application.get("/hello").body()).isEqualTo("hello world");
			assertThat(daemon.take().get("name").asText()).isEqualTo("traced");
			assertThat(application.output()).doesNotContain("WARN");
		}
	}

	@Test
	void isLeftToTraceAloneOnDemand() {
		try (UdpDaemon daemon = new UdpDaemon();
				ForkedApplication application = withAgent(daemon, "--xray.agent=step_back", "--xray.enabled=true",
						"--management.endpoints.web.exposure.include=xray")) {
			assertThat(application.get("/hello").headers().firstValue("X-Amzn-Trace-Id")).isEmpty();
			daemon.assertNothingMore();
			String reason = "a Java agent traces this application (OpenTelemetry) and xray.agent is step-back";
			assertThat(application.output()).doesNotContain("WARN");
			assertThat(application.get("/actuator/xray").body()).contains(reason);
		}
	}

	@Test
	void withoutAgentNobodyStepsBack() {
		try (UdpDaemon daemon = new UdpDaemon();
				ForkedApplication application = new ForkedApplication(Map.of(), "--xray.agent=step-back",
						"--xray.daemon.address=" + daemon.address())) {
			assertThat(application.get("/hello").body()).isEqualTo("hello world");
			assertThat(daemon.take().get("name").asText()).isEqualTo("traced");
		}
	}

	private ForkedApplication withAgent(UdpDaemon daemon, String... arguments) {
		Path jar = this.folder.resolve("opentelemetry-javaagent.jar");
		if (!Files.exists(jar)) {
			AgentJar.write(jar);
		}
		String[] all = java.util.stream.Stream
			.concat(java.util.Arrays.stream(arguments),
					java.util.stream.Stream.of("--xray.daemon.address=" + daemon.address()))
			.toArray(String[]::new);
		return new ForkedApplication(Map.of("JAVA_TOOL_OPTIONS", "-javaagent:" + jar), all);
	}

	private static Set<String> find(String... arguments) {
		return JavaAgents.find(List.of(arguments), JavaAgentTests.class.getClassLoader(), (name) -> null);
	}

	/**
	 * Has empty classes of some names.
	 */
	private static final class KnowingClassLoader extends ClassLoader {

		private final Set<String> names;

		KnowingClassLoader(String... names) {
			this.names = Set.of(names);
		}

		@Override
		protected Class<?> findClass(String name) throws ClassNotFoundException {
			if (!this.names.contains(name)) {
				throw new ClassNotFoundException(name);
			}
			ClassWriter writer = new ClassWriter(0);
			writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, name.replace('.', '/'), null, "java/lang/Object", null);
			writer.visitEnd();
			byte[] code = writer.toByteArray();
			return defineClass(name, code, 0, code.length);
		}

	}

}
