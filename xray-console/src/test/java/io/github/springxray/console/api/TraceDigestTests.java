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

package io.github.springxray.console.api;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.springxray.console.store.Documents;
import io.github.springxray.console.store.TraceStore;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A trace in short.
 */
class TraceDigestTests {

	private final TraceStore store = new TraceStore(16 << 20, Duration.ofHours(1), InstantSource.system());

	private TraceDigest digest(String more) throws BadRequestException {
		assertThat(this.store.add(Documents.segment(Documents.TRACE, 1, ",\"end_time\":1794000001" + more))).isNull();
		return new TraceDigest(Objects.requireNonNull(this.store.trace(Documents.TRACE)));
	}

	private static String subsegments(int count, String more) {
		return IntStream.range(0, count)
			.mapToObj(
					(i) -> "{\"id\":\"%016x\",\"name\":\"db\",\"start_time\":1794000000,\"end_time\":1794000000.001%s}"
						.formatted(i + 100, more.replace("#", String.valueOf(i))))
			.collect(Collectors.joining(",", ",\"subsegments\":[", "]"));
	}

	@Test
	void whatIsAlikeIsOneLine() throws BadRequestException {
		TraceDigest digest = digest(subsegments(12, ",\"sql\":{\"sanitized_query\":\"select ?\"}"));
		assertThat(digest.text()).contains("  12 x db 12.0 ms: select ?\n");
		assertThat(digest.json().at("/parts/1/count").intValue()).isEqualTo(12);
	}

	@Test
	void longTraceIsCutAndSaysSo() throws BadRequestException {
		TraceDigest digest = digest(subsegments(300, ",\"sql\":{\"sanitized_query\":\"select #\"}"));
		assertThat(digest.text().lines()).hasSize(202).last().isEqualTo("and 101 more");
		assertThat(digest.json().path("omitted").intValue()).isEqualTo(101);
	}

	@Test
	void nothingActsOnATerminal() throws BadRequestException {
		TraceDigest digest = digest(
				",\"http\":{\"request\":{\"method\":\"GET\\u001b[31m\",\"url\":\"/\\u202e\\r\\n\"}},\"cause\":{\"exceptions\":["
						+ "{\"type\":\"E\\u001b\",\"message\":\"a\\u0007\\nb\\u202e\",\"stack\":[{\"label\":\"m\\u0000\",\"path\":\"p\",\"line\":1}]}]}");
		assertThat(digest.text()).doesNotContainPattern("[\\p{Cc}\\p{Cf}&&[^\\n]]").contains("a \nb ");
	}

	@ParameterizedTest
	@ValueSource(strings = { ",\"cause\":\"0000000000000001\"", ",\"cause\":{\"exceptions\":7}",
			",\"cause\":{\"exceptions\":[7,null,[],{\"type\":{},\"stack\":[1,{\"line\":\"x\"},{\"line\":1e99}]}]}",
			",\"http\":[]", ",\"http\":{\"request\":{\"method\":{}}}", ",\"sql\":\"x\"", ",\"metadata\":{\"code\":7}",
			",\"metadata\":{\"code\":{\"call_site\":{}}}", ",\"aws\":{\"operation\":[1]}" })
	void strangeValuesDoNoHarm(String more) throws BadRequestException {
		TraceDigest digest = digest(more);
		assertThat(digest.text()).startsWith("Trace " + Documents.TRACE).contains("users 1.00 s");
		assertThat(digest.json().path("parts")).hasSize(1);
	}

}
