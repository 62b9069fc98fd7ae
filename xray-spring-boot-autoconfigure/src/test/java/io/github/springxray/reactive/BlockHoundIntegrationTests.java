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

package io.github.springxray.reactive;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

import io.github.springxray.testsupport.UdpDaemon;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tracing does not block where Reactor and its servers do not let anybody block.
 */
class BlockHoundIntegrationTests {

	@Test
	void nothingOfTracingBlocksAnEventLoop() throws IOException {
		List<String> output;
		Set<String> recorded = new TreeSet<>();
		try (UdpDaemon daemon = new UdpDaemon()) {
			// Nobody tells of central rules
			output = run("--xray.daemon.address=tcp:127.0.0.1:1 udp:" + daemon.address());
			daemon.drain().forEach((document) -> addNames(document, recorded));
		}
		int end = output.indexOf(BlockHoundApplication.BLOCK_NOW);
		assertThat(end).as("The application has not come to its end:%n%s", String.join("\n", output)).isNotNegative();
		assertThat(found(output.subList(0, end))).isEmpty();
		assertThat(found(output.subList(end, output.size())))
			.as("what would have been found, in the application and in tracing")
			.anySatisfy((blocking) -> assertThat(blocking).contains("Controller.block("))
			.anySatisfy((blocking) -> assertThat(blocking).contains("onBeginSubsegment("));
		assertThat(recorded).contains("block-hound", "by hand", "Service.work", "127.0.0.1", "elsewhere", "database",
				"read", "Service.fail", "blocks");
	}

	private static List<String> found(List<String> output) {
		return output.stream().filter((line) -> line.startsWith(BlockHoundApplication.FOUND)).distinct().toList();
	}

	private static void addNames(JsonNode document, Set<String> names) {
		names.add(document.path("name").asText());
		document.path("subsegments").forEach((subsegment) -> addNames(subsegment, names));
	}

	private static List<String> run(String... arguments) throws IOException {
		List<String> command = new ArrayList<>(List.of(
				Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+IgnoreUnrecognizedVMOptions",
				"-XX:+AllowRedefinitionToAddDeleteMethods", "-XX:+EnableDynamicAgentLoading", "-XX:TieredStopAtLevel=1",
				"-Xshare:auto", "-cp", System.getProperty("java.class.path"), BlockHoundApplication.class.getName()));
		command.addAll(List.of(arguments));
		ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
		builder.environment()
			.keySet()
			.removeIf((name) -> name.startsWith("AWS_") || name.startsWith("_X_AMZN") || name.startsWith("LAMBDA_"));
		Process process = builder.start();
		try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
			return reader.lines().toList();
		}
		finally {
			process.destroy();
		}
	}

}
