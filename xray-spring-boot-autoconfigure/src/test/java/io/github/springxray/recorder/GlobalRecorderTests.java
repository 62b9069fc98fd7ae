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

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link GlobalRecorder} where the SDK has to look up a name, each in a JVM of
 * its own. Names are read from a pipe, so that the look-up takes as long as it is to.
 */
@EnabledOnOs(OS.LINUX)
class GlobalRecorderTests {

	@TempDir
	private Path directory;

	@Test
	void whatTheApplicationSetsWhileTheNameIsLookedUpStands() throws Exception {
		assertThat(run("meanwhile")).contains("the application's");
	}

	@Test
	void whatTheApplicationHasSetBeforeIsReplaced() throws Exception {
		assertThat(run("before")).contains("ours");
	}

	@Test
	void whereTheApplicationSetsNothingItIsOursOnceTheNameIsKnown() throws Exception {
		assertThat(run("nothing")).contains("ours");
	}

	@Test
	void nobodyWhoAsksWaitsForTheName() throws Exception {
		assertThat(run("ask")).contains("none");
	}

	private String run(String mode) throws Exception {
		Path hosts = this.directory.resolve(mode);
		assertThat(new ProcessBuilder("mkfifo", hosts.toString()).start().waitFor()).isZero();
		Path said = this.directory.resolve(mode + ".log");
		Process process = new ProcessBuilder(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-XX:TieredStopAtLevel=1", "-Djdk.net.hosts.file=" + hosts,
				"-Dcom.amazonaws.xray.emitters.daemonAddress=xray.example.invalid:2000", "-cp",
				System.getProperty("java.class.path"), GlobalRecorderProgram.class.getName(), mode, hosts.toString()))
			.redirectErrorStream(true)
			.redirectOutput(said.toFile())
			.start();
		try {
			boolean ended = process.waitFor(40, TimeUnit.SECONDS);
			String output = Files.readString(said);
			assertThat(ended).as(output).isTrue();
			return output;
		}
		finally {
			process.destroyForcibly();
		}
	}

}
