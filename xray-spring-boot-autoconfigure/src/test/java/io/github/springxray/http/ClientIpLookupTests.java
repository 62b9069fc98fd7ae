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

package io.github.springxray.http;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that {@link ClientIpRecording} asks nobody for an address.
 */
class ClientIpLookupTests {

	/**
	 * Runs in a JVM of its own, whose file of hosts knows an address for all of them.
	 */
	@Test
	void whatIsNoAddressIsNeverLookedUp(@TempDir Path directory) throws Exception {
		List<String> claims = List.of("999.1.1.1", "256.1.1.1", "1.2.3.256", "g::1:2", "x:y:z", ".1:2:3", "-1:2:3",
				"1.2.3", "16909060", "0x7f.0.0.1", "1:2:3:4:5:6:7:8:9", "::ffff:999.1.1.1", "1:2:3", "localhost",
				"1.2.3.4.", "1.2.3.4,5.6.7.8", "fe80::1::2", "host.example.com");
		Path hosts = Files.writeString(directory.resolve("hosts"), "6.6.6.6 " + String.join(" ", claims) + "\n");
		List<String> command = new ArrayList<>(List.of(
				Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Djdk.net.hosts.file=" + hosts,
				"-cp", System.getProperty("java.class.path"), Truncation.class.getName()));
		command.addAll(claims);
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(output.lines()).hasSize(claims.size()).allMatch("null"::equals);
	}

	static final class Truncation {

		private Truncation() {
		}

		public static void main(String[] claims) {
			for (String claim : claims) {
				System.out.println(ClientIpRecording.TRUNCATED.of(claim));
			}
		}

	}

}
