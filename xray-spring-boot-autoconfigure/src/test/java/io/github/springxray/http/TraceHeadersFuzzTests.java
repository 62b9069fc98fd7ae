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

import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever a client sends, {@link TraceHeaders} gives something legal.
 */
class TraceHeadersFuzzTests {

	private static final int ROUNDS = 200_000;

	private static final Pattern TRACE_ID = Pattern.compile("1-(?!0{8})[0-9a-f]{8}-(?!0{24})[0-9a-f]{24}");

	private static final Pattern PARENT_ID = Pattern.compile("(?!0{16})[0-9a-f]{16}");

	private static final Pattern KEY = Pattern.compile("[!-~&&[^=;,]]+");

	private static final Pattern VALUE = Pattern.compile("[ -~&&[^;,]]+");

	private static final String[] PARTS = { "Root=", "Parent=", "Sampled=", "Self=", "Lineage=", ";", ";", ",", "=",
			" ", "1", "0", "?", "-", "00", "ff", "1-5759e988-bd862e3fe1be46a994272793", "53995c3f42cd8ad8", "\r\n",
			"\t", "\u0000", "\ud83d", "x", "4bf92f3577b34da6a3ce929d0e0e4736", "-00f067aa0ba902b7-01", "00000000" };

	private final Random random = new Random(20);

	private final TraceHeaders xray = new TraceHeaders(true, List.of(PropagationFormat.XRAY), List.of());

	private final TraceHeaders w3c = new TraceHeaders(true, List.of(PropagationFormat.W3C), List.of());

	@Test
	void neverThrowsAndIsAlwaysLegal() {
		int joined = 0;
		for (int i = 0; i < ROUNDS; i++) {
			String header = (i % 2 == 0) ? anyParts()
					: mutated("Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1;A=b");
			joined += check(this.xray, header);
			joined += check(this.w3c,
					(i % 2 == 0) ? header : mutated("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"));
		}
		assertThat(joined).isBetween(ROUNDS / 100, 2 * ROUNDS - 1);
	}

	private int check(TraceHeaders headers, String header) {
		IncomingTrace trace = headers.read((name) -> header);
		if (trace.traceId() != null) {
			require(TRACE_ID, trace.traceId().toString(), header);
			assertThat(header.toLowerCase()).contains(trace.traceId().getNumberAsHex());
		}
		if (trace.parentId() != null) {
			require(PARENT_ID, trace.parentId(), header);
			assertThat(trace.traceId()).as(header).isNotNull();
		}
		assertThat(trace.additional().size()).isLessThanOrEqualTo(10);
		trace.additional().forEach((key, value) -> {
			require(KEY, key, header);
			require(VALUE, value, header);
		});
		return (trace.traceId() != null) ? 1 : 0;
	}

	private static void require(Pattern pattern, String value, String header) {
		assertThat(pattern.matcher(value).matches()).as("%s from %s", value, header).isTrue();
	}

	private String anyParts() {
		StringBuilder header = new StringBuilder();
		int parts = this.random.nextInt(20);
		for (int i = 0; i < parts; i++) {
			header.append(PARTS[this.random.nextInt(PARTS.length)]);
		}
		return header.toString();
	}

	private String mutated(String valid) {
		StringBuilder header = new StringBuilder(valid);
		int changes = this.random.nextInt(4);
		for (int i = 0; i < changes; i++) {
			int at = this.random.nextInt(header.length());
			switch (this.random.nextInt(3)) {
				case 0 -> header.setCharAt(at, (char) this.random.nextInt(256));
				case 1 -> header.deleteCharAt(at);
				default -> header.insert(at, PARTS[this.random.nextInt(PARTS.length)]);
			}
		}
		return header.toString();
	}

}
