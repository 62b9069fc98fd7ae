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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.springxray.http.IncomingTrace.Decision;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link W3CTraceParent}.
 */
class W3CTraceParentTests {

	private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

	private static final String PARENT = "00f067aa0ba902b7";

	private static final String IDS = TRACE + "-" + PARENT;

	@Test
	void mapsIdsToThoseOfXRay() {
		IncomingTrace trace = W3CTraceParent.parse("00-" + IDS + "-01");
		assertThat(trace).isNotNull();
		assertThat(trace.traceId()).hasToString("1-4bf92f35-77b34da6a3ce929d0e0e4736");
		assertThat(trace.parentId()).isEqualTo(PARENT);
		assertThat(trace.additional()).isEmpty();
	}

	@Test
	void takesDecisionFromTheSampledFlagAlone() {
		assertThat(decision("01")).isEqualTo(Decision.SAMPLED);
		assertThat(decision("ff")).isEqualTo(Decision.SAMPLED);
		assertThat(decision("00")).isEqualTo(Decision.NOT_SAMPLED);
		assertThat(decision("02")).isEqualTo(Decision.NOT_SAMPLED);
		assertThat(decision("10")).isEqualTo(Decision.NOT_SAMPLED);
	}

	@ParameterizedTest
	@ValueSource(strings = { " 00-" + IDS + "-01 ", "cc-" + IDS + "-01", "01-" + IDS + "-01-what-the-future-brings" })
	void readsLaterVersionsAndWhiteSpaceAround(String header) {
		assertThat(W3CTraceParent.parse(header)).isEqualTo(W3CTraceParent.parse("00-" + IDS + "-01")).isNotNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "-", "00-" + IDS + "-1", "00-" + IDS + "-0x", "00-" + IDS + "-011",
			"00-" + IDS + "-01-more", "01-" + IDS + "-01.more", "ff-" + IDS + "-01", "0-" + IDS + "-01",
			"0G-" + IDS + "-01", "00-00000000000000000000000000000000-" + PARENT + "-01",
			"00-" + TRACE + "-0000000000000000-01", "00-4BF92F3577B34DA6A3CE929D0E0E4736-" + PARENT + "-01",
			"00-" + TRACE + "-00F067AA0BA902B7-01", "00_" + IDS + "-01", "00-" + TRACE + "_" + PARENT + "-01",
			"00-" + IDS + "_01", "00-" + IDS + "-01,00-" + IDS + "-01" })
	void ignoresWhatIsNotWellFormed(String header) {
		assertThat(W3CTraceParent.parse(header)).isNull();
	}

	@Test
	void ignoresIdsThatAreNoneOfXRay() {
		assertThat(W3CTraceParent.parse("00-0000000000000000a3ce929d0e0e4736-" + PARENT + "-01")).isNull();
		assertThat(W3CTraceParent.parse("00-4bf92f35000000000000000000000000-" + PARENT + "-01")).isNull();
	}

	private static Decision decision(String flags) {
		IncomingTrace trace = W3CTraceParent.parse("00-" + IDS + "-" + flags);
		assertThat(trace).isNotNull();
		return trace.decision();
	}

}
