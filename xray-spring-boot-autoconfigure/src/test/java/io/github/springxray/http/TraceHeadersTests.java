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
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import com.amazonaws.xray.entities.TraceID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.springxray.http.IncomingTrace.Decision;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TraceHeaders}.
 */
class TraceHeadersTests {

	private static final String XRAY_ID = "1-5759e988-bd862e3fe1be46a994272793";

	private static final String XRAY = "Root=" + XRAY_ID + ";Sampled=0";

	private static final String W3C_ID = "1-4bf92f35-77b34da6a3ce929d0e0e4736";

	private static final String W3C = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

	private final TraceHeaders headers = new TraceHeaders(true, List.of(PropagationFormat.XRAY, PropagationFormat.W3C),
			List.of());

	@Test
	void readsNothingWhereNoHeaderIs() {
		assertThat(this.headers.read((name) -> null)).isSameAs(IncomingTrace.NONE);
		assertThat(this.headers.read((name) -> "")).isSameAs(IncomingTrace.NONE);
	}

	@Test
	void prefersXRayHeaderToTraceParent() {
		IncomingTrace trace = read(this.headers, XRAY, W3C);
		assertThat(trace.traceId()).hasToString(XRAY_ID);
		assertThat(trace.decision()).isEqualTo(Decision.NOT_SAMPLED);
	}

	@Test
	void joinsTraceParentWhereNoXRayHeaderIs() {
		IncomingTrace trace = this.headers.read(Map.of("traceparent", W3C)::get);
		assertThat(trace.traceId()).hasToString(W3C_ID);
		assertThat(trace.parentId()).isEqualTo("00f067aa0ba902b7");
		assertThat(trace.decision()).isEqualTo(Decision.SAMPLED);
	}

	@Test
	void joinsTraceParentWhereXRayHeaderIsMalformed() {
		assertThat(read(this.headers, "Root=nonsense;Sampled=0", W3C).traceId()).hasToString(W3C_ID);
	}

	@Test
	void joinsTraceParentWhereXRayHeaderHasNoTrace() {
		IncomingTrace trace = read(this.headers, "Sampled=0", W3C);
		assertThat(trace.traceId()).hasToString(W3C_ID);
		assertThat(trace.decision()).isEqualTo(Decision.SAMPLED);
	}

	@Test
	void keepsDecisionWhereNoHeaderHasTrace() {
		IncomingTrace trace = read(this.headers, "Sampled=0", "nonsense");
		assertThat(trace.traceId()).isNull();
		assertThat(trace.decision()).isEqualTo(Decision.NOT_SAMPLED);
	}

	@Test
	void readsFormatsInConfiguredOrder() {
		TraceHeaders w3cFirst = new TraceHeaders(true, List.of(PropagationFormat.W3C, PropagationFormat.XRAY),
				List.of());
		assertThat(read(w3cFirst, XRAY, W3C).traceId()).hasToString(W3C_ID);
		assertThat(read(w3cFirst, XRAY, "nonsense").traceId()).hasToString(XRAY_ID);
	}

	@Test
	void readsOnlyConsumedFormats() {
		TraceHeaders xrayOnly = new TraceHeaders(true, List.of(PropagationFormat.XRAY), List.of());
		assertThat(xrayOnly.read(Map.of("traceparent", W3C)::get)).isSameAs(IncomingTrace.NONE);
		TraceHeaders w3cOnly = new TraceHeaders(true, List.of(PropagationFormat.W3C), List.of());
		assertThat(w3cOnly.read(Map.of("X-Amzn-Trace-Id", XRAY)::get)).isSameAs(IncomingTrace.NONE);
	}

	@Test
	void doesNotEvenLookAtHeadersOfUntrustedClients() {
		AtomicInteger lookups = new AtomicInteger();
		TraceHeaders untrusting = new TraceHeaders(false, List.of(PropagationFormat.XRAY, PropagationFormat.W3C),
				List.of());
		IncomingTrace trace = untrusting.read((name) -> {
			lookups.incrementAndGet();
			return XRAY;
		});
		assertThat(trace).isSameAs(IncomingTrace.NONE);
		assertThat(lookups).hasValue(0);
	}

	@ParameterizedTest
	@CsvSource({ "Sampled=1, NONE, 53995c3f42cd8ad8", "Sampled=0, NONE,", "Sampled=?, REQUESTED, 53995c3f42cd8ad8",
			"Lineage=1:a:0, NONE, 53995c3f42cd8ad8" })
	void anIdThatIsTrustedIsJoinedAndTheDecisionIsNotHeeded(String field, Decision decision, String parentId) {
		TraceHeaders headers = new TraceHeaders(IncomingTrust.ID,
				List.of(PropagationFormat.XRAY, PropagationFormat.W3C), List.of());
		IncomingTrace trace = headers
			.read(Map.of("X-Amzn-Trace-Id", "Root=" + XRAY_ID + ";Parent=53995c3f42cd8ad8;" + field)::get);
		assertThat(trace.traceId()).hasToString(XRAY_ID);
		assertThat(trace.decision()).isEqualTo(decision);
		assertThat(trace.parentId()).isEqualTo(parentId);
		assertThat(trace.additional().keySet()).isSubsetOf("Lineage").hasSize(field.startsWith("L") ? 1 : 0);
	}

	@ParameterizedTest
	@ValueSource(strings = { "00", "01" })
	void theDecisionOfATraceparentIsNotHeededEither(String flags) {
		TraceHeaders headers = new TraceHeaders(IncomingTrust.ID, List.of(PropagationFormat.W3C), List.of());
		IncomingTrace trace = headers.read(Map.of("traceparent", W3C.substring(0, W3C.length() - 2) + flags)::get);
		assertThat(trace.traceId()).isNotNull();
		assertThat(trace.decision()).isEqualTo(Decision.NONE);
	}

	@Test
	void aDecisionWithoutATraceIsNotHeededWhereOnlyIdsAre() {
		TraceHeaders headers = new TraceHeaders(IncomingTrust.ID, List.of(PropagationFormat.XRAY), List.of());
		IncomingTrace trace = headers.read(Map.of("X-Amzn-Trace-Id", "Sampled=1")::get);
		assertThat(trace.traceId()).isNull();
		assertThat(trace.decision()).isEqualTo(Decision.NONE);
	}

	@Test
	void writesResponseHeader() {
		TraceID id = TraceID.fromString(XRAY_ID);
		assertThat(TraceHeaders.response(id, null)).isEqualTo("Root=" + XRAY_ID);
		assertThat(TraceHeaders.response(id, true)).isEqualTo("Root=" + XRAY_ID + ";Sampled=1");
		assertThat(TraceHeaders.response(id, false)).isEqualTo("Root=" + XRAY_ID + ";Sampled=0");
	}

	private static IncomingTrace read(TraceHeaders headers, String xray, String w3c) {
		return headers.read(Map.of("X-Amzn-Trace-Id", xray, "traceparent", w3c)::get);
	}

}
