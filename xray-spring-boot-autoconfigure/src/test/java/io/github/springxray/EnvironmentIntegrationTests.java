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

package io.github.springxray;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.springxray.testsupport.ForkedApplication;
import io.github.springxray.testsupport.SegmentDocumentSchema;
import io.github.springxray.testsupport.UdpDaemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Applications whose environment says otherwise than their properties.
 */
class EnvironmentIntegrationTests {

	@Test
	void environmentVariablesWin() {
		try (UdpDaemon daemon = new UdpDaemon();
				ForkedApplication application = new ForkedApplication(
						Map.of("AWS_XRAY_TRACING_NAME", "from-environment", "AWS_XRAY_CONTEXT_MISSING", "RUNTIME_ERROR",
								"AWS_XRAY_DAEMON_ADDRESS", "tcp:127.0.0.1:1 udp:" + daemon.address(), "AWS_LOG_GROUP",
								"the-group"),
						"--xray.name=from-arguments", "--xray.context-missing=ignore",
						"--xray.daemon.address=127.0.0.1:1")) {
			assertThat(application.get("/hello").statusCode()).isEqualTo(200);
			JsonNode segment = SegmentDocumentSchema.assertValid(daemon.take());
			assertThat(segment.get("name").asText()).isEqualTo("from-environment");
			assertThat(segment.at("/aws/cloudwatch_logs/0/log_group").asText()).isEqualTo("the-group");
			assertThat(application.get("/orphan").body()).isEqualTo("SegmentNotFoundException");
			SegmentDocumentSchema.assertValid(daemon.take());
			daemon.assertNothingMore();
		}
	}

	@Test
	@EnabledOnOs(OS.LINUX)
	void disabledByTheEnvironmentLeavesNothing() {
		try (UdpDaemon daemon = new UdpDaemon();
				ForkedApplication application = new ForkedApplication(Map.of("AWS_XRAY_SDK_ENABLED", "false",
						"AWS_XRAY_DAEMON_ADDRESS", daemon.address(), "AWS_XRAY_CONTEXT_MISSING", "RUNTIME_ERROR"),
						"--xray.enabled=true")) {
			assertThat(application.get("/hello").headers().firstValue("X-Amzn-Trace-Id")).isEmpty();
			assertThat(application.get("/manual").body()).isEqualTo("done");
			assertThat(application.get("/async").body()).isEqualTo("asynchronous");
			assertThat(application.get("/orphan").body()).isEqualTo("nothing");
			assertThat(application.get("/fail").statusCode()).isEqualTo(500);
			assertThat(application.get("/threads").body().toLowerCase()).doesNotContain("xray")
				.doesNotContain("poller-");
			// The global recorder of the SDK itself has one, before anyone can ask it not
			// to
			assertThat(application.get("/sockets").body()).isIn("0", "1");
			daemon.assertNothingMore();
			assertThat(application.output()).doesNotContain("WARN")
				.doesNotContain("com.amazonaws")
				.doesNotContain("TracingFilter")
				.doesNotContain("TracingMethodInterceptor");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "foo:bar", "host:99999", "tcp:127.0.0.1:1 udp:x" })
	void anAddressThatCannotBeReadIsAFailureThatSaysSo(String address) {
		Map<String, String> variable = Map.of("AWS_XRAY_DAEMON_ADDRESS", address);
		List<Map<String, String>> places = address.equals("foo:bar") ? List.of(variable,
				Map.of("JAVA_TOOL_OPTIONS", "-Dcom.amazonaws.xray.emitters.daemonAddress=" + address),
				Map.of("XRAY_DAEMON_ADDRESS", address, "XRAY_EMITTER_TYPE", "daemon")) : List.of(variable);
		for (Map<String, String> place : places) {
			assertThatExceptionOfType(AssertionError.class)
				.isThrownBy(() -> new ForkedApplication(with(place, "XRAY_EMITTER_TYPE", "log")).close())
				.withMessageContaining("APPLICATION FAILED TO START")
				.withMessageContaining("xray.daemon.address")
				.withMessageContaining("Write host:port")
				.satisfies((failure) -> assertThat(failure.getMessage()).doesNotContain("\tat "));
		}
	}

	@Test
	void whereTracingIsDisabledAnAddressThatCannotBeReadIsOneLine() {
		try (ForkedApplication application = new ForkedApplication(Map.of("AWS_XRAY_DAEMON_ADDRESS", "foo:bar"),
				"--xray.enabled=false")) {
			assertThat(application.get("/hello").body()).isEqualTo("hello world");
			await().untilAsserted(() -> assertThat(application.output().lines().filter((line) -> line.contains("WARN")))
				.singleElement()
				.asString()
				.contains("AWSXRay", "cannot be used", "AWS_XRAY_DAEMON_ADDRESS=foo:bar"));
			assertThat(application.output()).doesNotContain("\tat ");
		}
	}

	/**
	 * The SDK says it for every recorder, emitter and sampler that it makes.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "true", "false" })
	void theSdkDoesNotRepeatWhatItHasReadInTheEnvironment(String enabled) {
		List<Map<String, String>> places = List.of(
				Map.of("AWS_XRAY_DAEMON_ADDRESS", "127.0.0.1:1", "AWS_XRAY_CONTEXT_MISSING", "LOG_ERROR",
						"AWS_XRAY_TRACING_NAME", "from-environment", "AWS_XRAY_COLLECT_SQL_QUERIES", "true",
						"AWS_LOG_GROUP", "the-group"),
				Map.of("JAVA_TOOL_OPTIONS",
						"-Dcom.amazonaws.xray.emitters.daemonAddress=localhost:1 "
								+ "-Dcom.amazonaws.xray.strategy.contextMissingStrategy=LOG_ERROR "
								+ "-Dcom.amazonaws.xray.strategy.tracingName=from-property"));
		for (Map<String, String> place : places) {
			try (ForkedApplication application = new ForkedApplication(place, "--xray.enabled=" + enabled,
					"--logging.level.com.amazonaws=info")) {
				assertThat(application.get("/orphan").statusCode()).isEqualTo(200);
				List<String> lines = application.output().lines().filter((line) -> line.contains("c.a.x")).toList();
				assertThat(lines).filteredOn((line) -> line.contains("Emitting to daemon on address")).isEmpty();
				assertThat(lines).filteredOn((line) -> line.contains("contextMissingStrategy")).hasSizeLessThan(2);
			}
		}
	}

	@Test
	void inDevelopmentWhatIsOutsideOfASegmentIsLoggedOnceAPlace() {
		try (ForkedApplication application = new ForkedApplication(Map.of(), "--xray.emitter.type=none")) {
			assertThat(application.output()).doesNotContain("WARN");
			application.get("/hello");
			application.get("/orphan");
			assertThat(application.get("/orphan").body()).isEqualTo("nothing");
			await().untilAsserted(() -> assertThat(application.output().lines().filter((line) -> line.contains("WARN")))
				.singleElement()
				.asString()
				.contains("'orphan'", "TracedApplication", "set xray.context-missing=ignore"));
		}
	}

	@Test
	void deployedItIsNotLogged() {
		List<Map<String, String>> places = List.of(
				Map.of("KUBERNETES_SERVICE_HOST", "10.0.0.1", "KUBERNETES_SERVICE_PORT", "443"),
				Map.of("ECS_CONTAINER_METADATA_URI_V4", "http://169.254.170.2/v4"),
				Map.of("AWS_XRAY_CONTEXT_MISSING", "IGNORE_ERROR"));
		for (Map<String, String> place : places) {
			try (ForkedApplication application = new ForkedApplication(place, "--xray.emitter.type=none")) {
				assertThat(application.get("/orphan").body()).isEqualTo("nothing");
				assertThat(application.output()).doesNotContain("WARN");
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "BOOM", "fail" })
	void aVariableIsAnsweredWithItsOwnValuesAndNotWithThoseOfTheProperty(String value) {
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> new ForkedApplication(Map.of("AWS_XRAY_CONTEXT_MISSING", value)).close())
			.withMessageContaining("cannot be '" + value + "' (environment variable AWS_XRAY_CONTEXT_MISSING)")
			.withMessageContaining(
					"The values of the environment variable AWS_XRAY_CONTEXT_MISSING are RUNTIME_ERROR, LOG_ERROR, IGNORE_ERROR.")
			.satisfies((failure) -> assertThat(failure.getMessage().contains("Write RUNTIME_ERROR instead"))
				.isEqualTo(value.equals("fail")))
			.satisfies((failure) -> assertThat(failure.getMessage()).doesNotContain("\tat ")
				.doesNotContain("ignore, log"));
	}

	@Test
	void aSystemPropertyIsAnsweredWithItsOwnValuesAndAPropertyWithItsOwn() {
		String option = "-Dcom.amazonaws.xray.strategy.contextMissingStrategy=LOG";
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> new ForkedApplication(Map.of("JAVA_TOOL_OPTIONS", option)).close())
			.withMessageContaining("Write LOG_ERROR instead of LOG. The values of the system property "
					+ "com.amazonaws.xray.strategy.contextMissingStrategy are RUNTIME_ERROR, LOG_ERROR, IGNORE_ERROR.");
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> new ForkedApplication(Map.of("XRAY_CONTEXT_MISSING", "RUNTIME_ERROR"), "--a=b").close())
			.withMessageContaining("Write fail instead of RUNTIME_ERROR. The values of xray.context-missing are "
					+ "ignore, log, fail.");
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> new ForkedApplication(Map.of(), "--xray.patch.jdbc.sql=true").close())
			.withMessageContaining(
					"Write raw instead of true. The values of xray.patch.jdbc.sql are " + "sanitized, raw, off.");
	}

	@Test
	@EnabledOnOs(OS.LINUX)
	void aNameIsNeverWaitedFor(@TempDir Path directory) throws Exception {
		String options = hangingNames(directory);
		String name = "xray.example.invalid:2000";
		List<Map<String, String>> places = List.of(
				Map.of("JAVA_TOOL_OPTIONS", options, "AWS_XRAY_DAEMON_ADDRESS", name),
				Map.of("JAVA_TOOL_OPTIONS", options + " -Dcom.amazonaws.xray.emitters.daemonAddress=" + name),
				Map.of("JAVA_TOOL_OPTIONS", options, "XRAY_DAEMON_ADDRESS", name));
		for (Map<String, String> place : places) {
			assertThat(servesWithTheHeader(place, "--xray.enabled=true")).isTrue();
		}
		assertThat(servesWithTheHeader(places.get(0), "--xray.enabled=false")).isFalse();
	}

	/**
	 * Which addresses need a lookup is tested without a process, in the package of the
	 * recorder.
	 */
	@ParameterizedTest
	@CsvSource({ "AWS_XRAY_DAEMON_ADDRESS, 256.1.1.1:2000", "XRAY_DAEMON_ADDRESS, [g::1]:2000",
			"AWS_XRAY_DAEMON_ADDRESS, tcp:127.0.0.1:2000 udp:1.2.3.400:2000" })
	@EnabledOnOs(OS.LINUX)
	void whatOnlyLooksLikeAnAddressInDigitsIsNotWaitedFor(String place, String address, @TempDir Path directory)
			throws Exception {
		Map<String, String> environment = Map.of("JAVA_TOOL_OPTIONS", hangingNames(directory), place, address);
		assertThat(servesWithTheHeader(environment, "--xray.enabled=true")).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "xray.example.invalid:99999", "tcp:foo:bar udp:xray.example.invalid:2000" })
	@EnabledOnOs(OS.LINUX)
	void whereTracingIsDisabledANameInAnAddressThatCannotBeReadIsNotWaitedForEither(String address,
			@TempDir Path directory) throws Exception {
		String options = hangingNames(directory);
		assertThat(servesWithTheHeader(Map.of("JAVA_TOOL_OPTIONS", options, "AWS_XRAY_DAEMON_ADDRESS", address),
				"--xray.enabled=false"))
			.isFalse();
	}

	/**
	 * Whoever looks up a name reads from it, and nobody ever writes.
	 */
	private static String hangingNames(Path directory) throws Exception {
		Path hosts = directory.resolve("hosts");
		assertThat(new ProcessBuilder("mkfifo", hosts.toString()).start().waitFor()).isZero();
		return "-Djdk.net.hosts.file=" + hosts;
	}

	private static boolean servesWithTheHeader(Map<String, String> environment, String argument) {
		try (ForkedApplication application = new ForkedApplication(environment, argument)) {
			HttpResponse<String> response = application.get("/hello");
			assertThat(response.body()).isEqualTo("hello world");
			return response.headers().firstValue("X-Amzn-Trace-Id").isPresent();
		}
	}

	private static Map<String, String> with(Map<String, String> variables, String name, String value) {
		Map<String, String> more = new HashMap<>(Map.of(name, value));
		more.putAll(variables);
		return more;
	}

}
