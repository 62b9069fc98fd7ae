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

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.TraceID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.github.springxray.context.Segments;
import io.github.springxray.context.Subsegments;
import io.github.springxray.context.TraceScope;
import io.github.springxray.context.XRayContextAutoConfiguration;
import io.github.springxray.recorder.XRayAutoConfiguration;
import io.github.springxray.test.RecordedTraces;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of code that copies the headers of an incoming request to those of a client.
 */
class CopiedHeadersTests {

	private static final String XRAY = "X-Amzn-Trace-Id";

	private static final String TRACE_ID = "1-5759e988-bd862e3fe1be46a994272793";

	private static final String TRACE = "5759e988bd862e3fe1be46a994272793";

	private static final String PARENT = "53995c3f42cd8ad8";

	private static final String INCOMING = "Root=" + TRACE_ID + ";Parent=" + PARENT + ";Sampled=1";

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(XRayContextAutoConfiguration.class, XRayAutoConfiguration.class,
				XRayHttpAutoConfiguration.class))
		.withBean(RecordedTraces.class, RecordedTraces::new);

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { INCOMING + "|" + INCOMING, "Root=" + TRACE_ID + "|Root=" + TRACE_ID,
					"Root=" + TRACE_ID + ";Sampled=?|Root=" + TRACE_ID + ";Sampled=?",
					"Self=1-67891233-abcdef012345678912345678;Root=" + TRACE_ID
							+ "|Self=1-67891233-abcdef012345678912345678;Root=" + TRACE_ID,
					INCOMING + "|Sampled=1; Parent=" + PARENT + " ;Root=" + TRACE_ID,
					INCOMING + "|root=" + TRACE_ID + ";PARENT=53995C3F42CD8AD8;sampled=1;", "nonsense|nonsense",
					"Root=1-5759e988-bd862e3fe1be46a994272794,Root=" + TRACE_ID
							+ "|Root=1-5759e988-bd862e3fe1be46a994272794, Root=" + TRACE_ID,
					"Root=" + TRACE_ID + ",Root=1-5759e988-bd862e3fe1be46a994272794|Root=" + TRACE_ID })
	void aCopyOfTheIncomingHeaderIsReplaced(String incoming, String copied) {
		run(Map.of(XRAY, incoming), (entity, headers) -> {
			Map<String, String> sent = headers(XRAY, copied);
			assertThat(headers.write(entity, new HeaderMap(sent))).isTrue();
			assertThat(sent)
				.containsOnly(Map.entry(XRAY, "Root=" + TRACE_ID + ";Parent=" + entity.getId() + ";Sampled=1"));
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "Root=" + TRACE_ID, "Root=" + TRACE_ID + ";Parent=53995c3f42cd8ad9;Sampled=1",
			"Root=" + TRACE_ID + ";Parent=" + PARENT + ";Sampled=0", "mine" })
	void aHeaderThatTheApplicationMadeStands(String own) {
		run(Map.of(XRAY, INCOMING), (entity, headers) -> {
			Map<String, String> sent = headers(XRAY, own);
			assertThat(headers.write(entity, new HeaderMap(sent))).isFalse();
			assertThat(sent).containsOnly(Map.entry(XRAY, own));
		});
	}

	@Test
	void whatTheApplicationAddsToACopyStandsAlone() {
		run(Map.of(XRAY, INCOMING), (entity, headers) -> {
			Map<String, String> sent = headers(XRAY, INCOMING + ", Root=own");
			assertThat(headers.write(entity, new HeaderMap(sent))).isFalse();
			assertThat(sent).containsOnly(Map.entry(XRAY, "Root=own"));
		});
	}

	@Test
	void whatIsToBeSentAlreadyIsTheApplicationsOwnUnlessItIsACopy() {
		run(Map.of(XRAY, INCOMING), (entity, headers) -> {
			assertThat(headers.isOwn(entity, "Root=own")).isTrue();
			assertThat(headers.isOwn(entity, INCOMING)).isFalse();
			assertThat(headers.isOwn(entity, null)).isFalse();
		});
	}

	@Test
	void aHeaderOfAnotherRequestIsNoCopy() {
		run(Map.of(), (entity, headers) -> {
			Map<String, String> sent = headers(XRAY, INCOMING);
			assertThat(headers.write(entity, new HeaderMap(sent))).isFalse();
			assertThat(sent).containsOnly(Map.entry(XRAY, INCOMING));
		});
	}

	@Test
	void aCopiedTraceparentIsReplacedWhetherItIsProducedOrNot() {
		String incoming = "00-" + TRACE + "-" + PARENT + "-01";
		for (String produce : List.of("xray", "w3c", "xray,w3c")) {
			run(Map.of("traceparent", incoming, "tracestate", "a=1, b=2"), (entity, headers) -> {
				Map<String, String> sent = headers("traceparent", incoming, "tracestate", "a=1,b=2");
				assertThat(headers.write(entity, new HeaderMap(sent))).isTrue();
				assertThat(sent).containsEntry("traceparent", "00-" + TRACE + "-" + entity.getId() + "-01")
					.containsEntry("tracestate", "a=1,b=2");
				assertThat(sent.containsKey(XRAY)).isEqualTo(produce.contains("xray"));
			}, "xray.propagation.produce=" + produce);
		}
	}

	@Test
	void aCopiedTracestateGoesWithTheTraceThatItBelongsTo() {
		String other = "00-5759e988bd862e3fe1be46a994272794-" + PARENT + "-01";
		run(Map.of("traceparent", other, "tracestate", "a=1"), (entity, headers) -> {
			Map<String, String> sent = headers("traceparent", other, "tracestate", "a=1");
			headers.write(entity, new HeaderMap(sent));
			assertThat(sent.get("traceparent")).startsWith("00-" + TRACE);
			assertThat(sent).doesNotContainKey("tracestate");
			sent = headers("traceparent", other, "tracestate", "mine=2");
			headers.write(entity, new HeaderMap(sent));
			assertThat(sent).containsEntry("tracestate", "mine=2");
		});
	}

	@Test
	void ownTraceparentAndTracestateStand() {
		run(Map.of("traceparent", "00-" + TRACE + "-" + PARENT + "-01", "tracestate", "a=1"), (entity, headers) -> {
			Map<String, String> sent = headers("traceparent", "00-" + TRACE + "-" + PARENT + "-00", "tracestate",
					"a=1");
			headers.write(entity, new HeaderMap(sent));
			assertThat(sent).containsEntry("traceparent", "00-" + TRACE + "-" + PARENT + "-00")
				.containsEntry("tracestate", "a=1");
		}, "xray.propagation.produce=w3c");
	}

	@Test
	void theCopyOfAHeaderThatWasNotTrustedIsReplacedToo() {
		run(Map.of(XRAY, "Root=1-5759e988-bd862e3fe1be46a994272799;Sampled=1"), (entity, headers) -> {
			Map<String, String> sent = headers(XRAY, "Root=1-5759e988-bd862e3fe1be46a994272799;Sampled=1");
			headers.write(entity, new HeaderMap(sent));
			assertThat(sent.get(XRAY)).startsWith("Root=" + TRACE_ID);
		}, "xray.server.trust-incoming=false");
	}

	@Test
	void aCopyIsReplacedByTheDecisionNotToSample() {
		this.runner.run((context) -> {
			TraceScope scope = context.getBean(Segments.class).beginUnsampled(TraceID.fromString(TRACE_ID));
			TraceHeaders headers = context.getBean(TraceHeaders.class);
			headers.received(scope.entity(), (name) -> name.equals(XRAY) ? List.of("Root=" + TRACE_ID) : List.of());
			Map<String, String> sent = headers(XRAY, "Root=" + TRACE_ID);
			assertThat(headers.write(scope.entity(), new HeaderMap(sent))).isFalse();
			assertThat(sent).containsOnly(Map.entry(XRAY, "Root=" + TRACE_ID + ";Sampled=0"));
			context.getBean(Subsegments.class).end(scope, null);
		});
	}

	private void run(Map<String, String> incoming, Copying test, String... properties) {
		this.runner.withPropertyValues(properties).run((context) -> {
			TraceHeaders headers = context.getBean(TraceHeaders.class);
			TraceScope scope = context.getBean(Segments.class).begin("proxy", TraceID.fromString(TRACE_ID), null);
			headers.received(scope.entity(), (name) -> incoming.containsKey(name)
					? Arrays.asList(incoming.get(name).split(",(?=Root)")) : List.of());
			test.run(scope.entity(), headers);
			context.getBean(Subsegments.class).end(scope, null);
			context.getBean(RecordedTraces.class).takeSegment();
		});
	}

	private static Map<String, String> headers(String... namesAndValues) {
		Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		for (int i = 0; i < namesAndValues.length; i += 2) {
			headers.put(namesAndValues[i], namesAndValues[i + 1]);
		}
		return headers;
	}

	@FunctionalInterface
	private interface Copying {

		void run(Entity entity, TraceHeaders headers);

	}

}
