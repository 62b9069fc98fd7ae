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

package io.github.springxray.servlet;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a request allocates that is not recorded, as most are not. Bytes that a thread has
 * allocated are counted exactly, but the compiler leaves some objects out sooner or
 * later, so the least of many rounds counts.
 */
class UnsampledRequestAllocationTests {

	/**
	 * Beside the id of the trace and what is written into headers and log lines.
	 */
	private static final long BOUND = 64;

	private static final Pattern LINE = Pattern.compile("(?m)^(.*): (\\d+) of texts, (\\d+) in all, header of (\\d+)$");

	private static final Map<String, long[]> said = new HashMap<>();

	@BeforeAll
	static void run() throws Exception {
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-Xshare:auto", "-cp", System.getProperty("java.class.path"), UnsampledRequestProgram.class.getName(),
				String.valueOf(BOUND))
			.redirectErrorStream(true)
			.start();
		try {
			String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			for (Matcher line = LINE.matcher(output); line.find();) {
				said.put(line.group(1), new long[] { Long.parseLong(line.group(2)), Long.parseLong(line.group(3)),
						Long.parseLong(line.group(4)) });
			}
			assertThat(said).as(output).hasSize(4);
		}
		finally {
			process.destroyForcibly();
		}
	}

	@ParameterizedTest
	@CsvSource({ "request,40", "request without log ids,40", "call,50" })
	void nextToNothingIsAllocatedBesideIdHeaderAndLogLines(String what, int header) {
		long[] bytes = said.get(what);
		assertThat(bytes[2]).isEqualTo(header);
		assertThat(bytes[1]).isGreaterThan(0).isLessThanOrEqualTo(bytes[0] + BOUND);
	}

	@Test
	void aTracedMethodAllocatesNothing() {
		assertThat(said.get("method")[1]).isZero();
	}

}
