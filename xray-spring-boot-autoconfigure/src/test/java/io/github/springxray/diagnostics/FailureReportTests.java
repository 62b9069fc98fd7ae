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
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.util.ClassUtils;

import io.github.springxray.recorder.XRayProperties;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What the application says that does not start because a property is wrong: which one,
 * and what to write instead. Every property has a value here that it does not take, but
 * those that take any text.
 */
@ExtendWith(OutputCaptureExtension.class)
class FailureReportTests {

	private static final String RULE = "xray.sampling.rules[0].";

	/**
	 * Take any value of their type: names are made legal, and all orders are orders.
	 */
	private static final Set<String> ANY_VALUE = Set.of("xray.name", "xray.annotations", "xray.otlp.ssl.bundle");

	private static final Map<String, String> BY_TYPE = Map.of("java.lang.Boolean", "maybe", "java.lang.Integer", "many",
			"java.lang.Double", "much", "java.time.Duration", "soon", "org.springframework.util.unit.DataSize", "large",
			"org.springframework.core.io.Resource", "classpath:nowhere.json");

	private static final List<String> WRONG = List.of("xray.annotations.a b=1", "xray.context.executors.exclude[0]= ",
			"xray.daemon.address=foo:bar", "xray.daemon.address=127.0.0.1", "xray.daemon.address=host:99999",
			"xray.daemon.address=tcp:127.0.0.1:1", "xray.daemon.address= ", "xray.emitter.queue-capacity=0",
			"xray.emitter.queue-capacity=-1", "xray.emitter.max-queue-size=0B", "xray.emitter.max-queue-size=-1MB",
			"xray.emitter.shutdown-timeout=-1s", "xray.emitter.shutdown-timeout=2d", "xray.emitter.type=none,log",
			"xray.emitter.type=", "xray.endpoint.recent-traces=-1", "xray.endpoint.recent-traces=1001",
			"xray.grpc.exclude-services[0]= ", "xray.grpc.exclude-services=grpc.health.v1.Health/Check",
			"xray.log-groups=bad name!", "xray.log-groups=arn:aws:logs", "xray.max-stack-frames=-1",
			"xray.methods.exclude=a b", "xray.methods.exclude=*", "xray.methods.exclude[0]= ",
			"xray.methods.packages=com.*", "xray.methods.packages[0]= ", "xray.patch.aws-sdk.exclude=SQS.*",
			"xray.patch.aws-sdk.exclude[0]= ", "xray.patch.http.exclude-hosts[0]= ",
			"xray.patch.http.exclude-hosts=https://example.com", "xray.patch.http.exclude-urls[0]= ",
			"xray.patch.http.exclude-urls=example.com", "xray.patch.http.propagate-to[0]= ",
			"xray.patch.http.propagate-to=https://example.com", "xray.patch.jdbc.exclude-data-sources[0]= ",
			"xray.patch.jdbc.repeat-threshold=-1", "xray.patch.jdbc.slow-query-threshold=-1s",
			"xray.patch.observations.exclude[0]= ", "xray.patch.observations.include[0]= ",
			"xray.patch.r2dbc.exclude-connection-factories[0]= ", "xray.otlp.endpoint=localhost:4318",
			"xray.otlp.endpoint=http://ada:pw@localhost:4318", "xray.otlp.headers[content-type]=text/plain",
			"xray.otlp.semantic-conventions=", "xray.otlp.timeout=0s", "xray.otlp.timeout=11m", "xray.plugins=none,ec2",
			"xray.recognized-hosts[0]= ", "xray.recognized-hosts=https://example.com", "xray.sampling.fixed-target=-1",
			"xray.sampling.max-anomalies-per-second=0", "xray.sampling.max-per-second=-1", "xray.sampling.rate=1.5",
			"xray.sampling.rate=-0.1", "xray.sampling.rate=NaN", RULE + "rate=2", RULE + "fixed-target=1",
			RULE + "rate=much", RULE + "url-path=api", RULE + "host= ", RULE + "priority=first",
			"xray.server.exclude-paths=/a{", "xray.server.exclude-paths[0]= ", "xray.server.exclude-user-agents[0]= ",
			"xray.streaming-threshold=-1");

	static Stream<String> wrong() {
		List<String> all = new ArrayList<>(WRONG);
		for (JsonNode property : metadata()) {
			String type = property.path("type").asText();
			String element = type.replaceAll("^.*<(.*)>$", "$1");
			String value = (element.startsWith("io.github.springxray.") && isEnum(element)) ? "bogus"
					: BY_TYPE.get(type);
			if (value != null) {
				all.add(property.path("name").asText() + "=" + value);
			}
		}
		return all.stream();
	}

	@ParameterizedTest
	@MethodSource("wrong")
	void namesThePropertyAndWhatToWriteInstead(String property, CapturedOutput output) {
		String name = property.substring(0, property.indexOf('='));
		assertThatExceptionOfType(Exception.class).as(property).isThrownBy(() -> start(property));
		assertThat(output).contains("APPLICATION FAILED TO START").doesNotContain("\tat ");
		String report = output.getOut().substring(output.getOut().indexOf("Description:"));
		assertThat(report).as(property)
			.contains(name.replaceAll("\\[0]$|\\[0]\\..*|\\[content-type]$", "").replace(".a b", ""))
			.containsAnyOf("Write", "The values of", "It is", "It must", "It takes", "It would", "A key");
	}

	@Test
	void noPropertyIsForgotten() {
		Set<String> seen = new HashSet<>(ANY_VALUE);
		wrong().map((property) -> property.replaceAll("(\\[.*)?=.*", "")).forEach(seen::add);
		assertThat(metadata()).extracting((property) -> property.path("name").asText())
			.allSatisfy((name) -> assertThat(seen).contains(name));
	}

	private static void start(String property) {
		TestApplication
			.run(List.of(), "--" + property, "--management.endpoints.web.exposure.include=*",
					"--management.endpoints.jmx.exposure.include=*")
			.close();
	}

	private static boolean isEnum(String type) {
		return ClassUtils.resolveClassName(type, null).isEnum();
	}

	private static List<JsonNode> metadata() {
		try {
			Path classes = Path.of(XRayProperties.class.getProtectionDomain().getCodeSource().getLocation().toURI());
			List<JsonNode> properties = new ArrayList<>();
			new ObjectMapper().readTree(classes.resolve("META-INF/spring-configuration-metadata.json").toFile())
				.path("properties")
				.forEach((property) -> {
					if (property.path("name").asText().startsWith("xray.")) {
						properties.add(property);
					}
				});
			return properties;
		}
		catch (IOException | URISyntaxException ex) {
			throw new AssertionError(ex);
		}
	}

}
