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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.PropertySource;

import io.github.springxray.testsupport.ForkedApplication;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the log says of properties that there are not.
 */
@ExtendWith(OutputCaptureExtension.class)
class UnknownPropertiesTests {

	@TempDir
	private Path folder;

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "xray.sampling.rat=1 | xray.sampling.rat | xray.sampling.rate",
			"xray.sampling-rate=1 | xray.sampling-rate | xray.sampling.rate",
			"xray.emmiter.type=log | xray.emmiter.type | xray.emitter.type",
			"xray.server.exclude-path=/a | xray.server.exclude-path | xray.server.exclude-paths",
			"xray.server.exclude-path[0]=/a | xray.server.exclude-path[0] | xray.server.exclude-paths",
			"xray.sampling.rules[0].url-paht=/a | xray.sampling.rules[0].url-paht | xray.sampling.rules[0].url-path",
			"xray.console.pat=/a | xray.console.pat | xray.console.path" })
	void oneInAFileIsTold(String line, String name, String meant, CapturedOutput output) throws IOException {
		boolean console = name.startsWith("xray.console");
		run("xray.sampling.rules[0].rate=1\n" + line);
		if (console) {
			assertThat(output).doesNotContain("There is no property");
		}
		else {
			assertThat(output).containsOnlyOnce("There is no property " + name + " (")
				.contains("application.properties")
				.contains(" - 2:")
				.contains("Did you mean " + meant + "?");
		}
	}

	@Test
	void oneThatIsLikeNoOtherIsToldWithoutAGuess(CapturedOutput output) throws IOException {
		run("xray.something.quite.different=1");
		assertThat(output).containsOnlyOnce("There is no property xray.something.quite.different (")
			.doesNotContain("Did you mean");
	}

	@Test
	void oneInYamlAndOneOfAPropertySourceAreTold(CapturedOutput output) throws IOException {
		Files.writeString(this.folder.resolve("application.yml"), "xray:\n  sampling:\n    ratio: 1\n");
		TestApplication.run(List.of(WithPropertySource.class), location()).close();
		assertThat(output).contains("There is no property xray.sampling.ratio (")
			.contains("application.yml")
			.contains("There is no property xray.nam (")
			.contains("Did you mean xray.name?");
	}

	@ParameterizedTest
	@ValueSource(strings = { "xray.sampling.RATE=1", "xray.server.excludePaths=/a", "xray.server.exclude_paths=/a",
			"xray.server.exclude-paths[0]=/a\nxray.server.exclude-paths[1]=/b", "xray.annotations.any.thing=1",
			"xray.annotations[any-thing]=1", "xray.sampling.rules[0].rate=1\nxray.sampling.rules[0].urlPath=/a",
			"xray.sampling.rules[0].rate=1\nxray.sampling.rules[0].attributes.any.key=value",
			"xray.emitter.type[0]=none", "xray.daemon.address=127.0.0.1:2000", "xrayed.thing=1", "other.xray.thing=1" })
	void knownOnesAreNotTold(String lines, CapturedOutput output) throws IOException {
		run(lines);
		assertThat(output).doesNotContain("There is no property");
	}

	@Test
	void argumentsAndSystemPropertiesAreNotTold(CapturedOutput output) {
		System.setProperty("xray.sampling.rat", "1");
		try {
			TestApplication.run(List.of(), "--xray.emmiter.type=1").close();
		}
		finally {
			System.clearProperty("xray.sampling.rat");
		}
		assertThat(output).contains("X-Ray tracing is on").doesNotContain("There is no property");
	}

	/**
	 * What Kubernetes makes of the names of services.
	 */
	@Test
	void variablesOfKubernetesBindToNothingAndAreNotTold() {
		Map<String, String> environment = new HashMap<>();
		for (String service : List.of("XRAY", "XRAY_SERVICE", "XRAY_DAEMON", "XRAY_EMITTER", "XRAY_SERVER",
				"XRAY_SAMPLING", "XRAY_CONSOLE", "XRAY_NAME")) {
			String url = "tcp://10.0.0.1:2000";
			environment.putAll(Map.of(service + "_SERVICE_HOST", "10.0.0.1", service + "_SERVICE_PORT", "2000",
					service + "_SERVICE_PORT_HTTP", "2000", service + "_PORT", url, service + "_PORT_2000_TCP", url,
					service + "_PORT_2000_TCP_PROTO", "tcp", service + "_PORT_2000_TCP_PORT", "2000",
					service + "_PORT_2000_TCP_ADDR", "10.0.0.1"));
		}
		environment.put("XRAY_SERVICE_PORT", "tcp://10.0.0.1:2000");
		try (ForkedApplication application = new ForkedApplication(environment, "--xray.emitter.type=none")) {
			assertThat(application.get("/hello").body()).isEqualTo("hello world");
			assertThat(application.output()).contains("listening on").doesNotContain("WARN");
		}
	}

	private void run(String lines) throws IOException {
		Files.writeString(this.folder.resolve("application.properties"), lines);
		TestApplication.run(List.of(), location()).close();
	}

	private String location() {
		return "--spring.config.additional-location=file:" + this.folder + "/";
	}

	@Configuration(proxyBeanMethods = false)
	@PropertySource("classpath:io/github/springxray/diagnostics/mistaken.properties")
	static class WithPropertySource {

	}

}
