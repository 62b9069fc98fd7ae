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

import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.context.ConfigurableApplicationContext;

import io.github.springxray.contract.CountingSampling;
import io.github.springxray.contract.CountingSampling.End;
import io.github.springxray.http.TraceHeaders;
import io.github.springxray.sampling.SamplingLimits;
import io.github.springxray.test.RecordedEntity;
import io.github.springxray.test.RecordedTraces;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What becomes of a decision: who decided is told how it ended, failures that nobody
 * chose are recorded, and an instance has its limits.
 */
abstract class SamplingOutcomeContract extends SdkFilterContract {

	private static final String HEADER = TraceHeaders.X_AMZN_TRACE_ID;

	private static final String[] CAPTURING = { "xray.sampling.capture-anomalies=true",
			"xray.sampling.max-anomalies-per-second=1000" };

	@AfterEach
	void observeNoMore() {
		this.sampling.observing = false;
		assertThat(this.sampling.ends).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/hello/world", "/status/404", "/status/429", "/status/500", "/status/503",
			"/send-error/404", "/send-error/502", "/throw", "/throw-error", "/throw-teapot", "/throw-status",
			"/throw-handled", "/throw-in-subsegment", "/forward", "/include", "/nowhere", "/deferred",
			"/deferred-error", "/deferred-timeout", "/callable", "/callable-error", "/sse", "/streaming" })
	void whoDecidedIsToldOnceHowEachRequestHasEndedWhetherItIsSampledOrNot(String path) throws Exception {
		this.sampling.observing = true;
		get(path);
		boolean fault = this.traces.takeSegment().isFault();
		assertThat(end(this.sampling)).isEqualTo(new End(true, fault));
		this.sampling.answer = false;
		get(path);
		assertThat(end(this.sampling)).isEqualTo(new End(false, fault));
	}

	@Test
	void whoDidNotDecideIsToldNothing() {
		this.sampling.observing = true;
		get("/throw", HEADER, "Root=" + TRACE_ID + ";Sampled=1");
		this.traces.takeSegment();
		get("/throw", HEADER, "Root=" + TRACE_ID + ";Sampled=0");
		assertThat(this.sampling.ends).isEmpty();
	}

	@Test
	void aFaultThatNobodyChoseIsRecordedWithoutChildren() {
		try (ConfigurableApplicationContext context = run((Object[]) CAPTURING)) {
			for (String path : new String[] { "/throw", "/throw-in-subsegment", "/callable-error", "/deferred-error",
					"/throw-error", "/status/503", "/send-error/500", "/deferred-timeout" }) {
				context.getBean(CountingSampling.class).answer = true;
				get(context, path);
				RecordedEntity sampled = context.getBean(RecordedTraces.class).takeSegment();
				context.getBean(CountingSampling.class).answer = false;
				assertCaptured(context, path, sampled);
			}
			context.getBean(RecordedTraces.class).assertClean();
		}
	}

	private static void assertCaptured(ConfigurableApplicationContext context, String path, RecordedEntity sampled) {
		double before = System.currentTimeMillis() / 1000.0;
		HttpResponse<String> response = get(context, path, "User-Agent", "probe");
		RecordedEntity captured = context.getBean(RecordedTraces.class).takeSegment();
		double after = (System.currentTimeMillis() + 1) / 1000.0;
		assertThat(captured).as(path)
			.hasTraceId(response.headers().firstValue(HEADER).orElseThrow().substring("Root=".length()))
			.hasName("contract")
			.hasParentId(null)
			.hasHttpStatus(response.statusCode())
			.hasHttpMethod("GET")
			.hasUrl(String.valueOf(sampled.value("http", "request", "url")))
			.hasAnnotation("captured_anomaly", true)
			.isFault()
			.isComplete();
		assertThat(captured.value("http", "request", "user_agent")).isEqualTo("probe");
		assertThat(captured.subsegments()).isEmpty();
		assertThat(captured.exceptions()).as(path).hasSameSizeAs(sampled.exceptions());
		assertThat(captured.annotations()).containsEntry("http_route", sampled.annotations().get("http_route"));
		assertThat(captured.value("aws", "xray", "sampling_rule_name")).isEqualTo("the-rule");
		assertThat(captured.id()).matches("[0-9a-f]{16}");
		assertThat(captured.startTime()).isBetween(before, after);
		assertThat(captured.endTime()).isBetween(captured.startTime(), after);
	}

	@Test
	void whatIsNoFaultOrExcludedIsNotCaptured() {
		try (ConfigurableApplicationContext context = run(CAPTURING[0], CAPTURING[1],
				"xray.server.exclude-paths=/throw")) {
			context.getBean(CountingSampling.class).answer = false;
			for (String path : new String[] { "/hello/world", "/status/404", "/status/429", "/throw", "/throw-status",
					"/deferred" }) {
				get(context, path);
			}
			get(context, "/status/500");
			assertThat(context.getBean(RecordedTraces.class).takeSegment()).hasHttpStatus(500);
			context.getBean(RecordedTraces.class).assertClean();
		}
	}

	@Test
	void aCapturedFaultStaysWhereTheHeaderPutItAndTheDecisionStaysAsItWas() {
		try (ConfigurableApplicationContext context = run((Object[]) CAPTURING)) {
			HttpResponse<String> response = get(context, "/throw", HEADER,
					"Root=" + TRACE_ID + ";Parent=" + PARENT_ID + ";Sampled=0");
			assertThat(response.headers().firstValue(HEADER)).contains("Root=" + TRACE_ID);
			assertThat(context.getBean(RecordedTraces.class).takeSegment()).hasTraceId(TRACE_ID)
				.hasParentId(PARENT_ID)
				.isFault();
			context.getBean(CountingSampling.class).answer = false;
			response = get(context, "/status/500", HEADER, "Root=" + TRACE_ID + ";Sampled=?");
			assertThat(response.headers().firstValue(HEADER)).contains("Root=" + TRACE_ID + ";Sampled=0");
			assertThat(context.getBean(RecordedTraces.class).takeSegment()).hasTraceId(TRACE_ID);
			assertThat(get(context, "/trace", HEADER, "Root=" + TRACE_ID + ";Sampled=0").body())
				.isEqualTo(TRACE_ID + " false");
		}
	}

	@Test
	void faultsAreNotCapturedUnlessThatIsWanted() {
		this.sampling.answer = false;
		get("/throw");
		get("/status/500", HEADER, "Root=" + TRACE_ID + ";Sampled=0");
	}

	@Test
	void anInstanceRecordsNoMoreThanItMayWhateverRulesAndHeadersSay() {
		try (ConfigurableApplicationContext context = run("xray.sampling.max-per-second=0", CAPTURING[0])) {
			get(context, "/hello/world");
			assertThat(get(context, "/trace", HEADER, "Root=" + TRACE_ID + ";Sampled=1").body())
				.isEqualTo(TRACE_ID + " false");
			assertThat(get(context, "/hello/world", HEADER, "Root=" + TRACE_ID + ";Sampled=?").headers()
				.firstValue(HEADER)).contains("Root=" + TRACE_ID + ";Sampled=0");
			get(context, "/throw", HEADER, "Root=" + TRACE_ID + ";Sampled=0");
			SamplingLimits limits = context.getBean(SamplingLimits.class);
			Awaitility.await()
				.untilAsserted(() -> assertThat(limits.refusedByReason())
					.isEqualTo(Map.of("rule", 2L, "header", 1L, "anomaly", 1L)));
			context.getBean(RecordedTraces.class).assertClean();
		}
	}

	@Test
	void rulesSeeTheUrlAsItWasSent() {
		try (ConfigurableApplicationContext context = run("server.servlet.context-path=/shop",
				"xray.server.trust-incoming=id")) {
			CountingSampling sampling = context.getBean(CountingSampling.class);
			get(context, "/shop/hello/caf%C3%A9;v=1?q=1");
			assertThat(sampling.last.getUrl()).contains("/shop/hello/caf%C3%A9");
			assertThat(sampling.last.getHost()).contains("127.0.0.1");
			assertThat(sampling.last.getMethod()).contains("GET");
			assertThat(sampling.last.getService()).contains("contract");
			context.getBean(RecordedTraces.class).takeSegment();
			sampling.answer = false;
			get(context, "/shop/hello/world", HEADER, "Root=" + TRACE_ID + ";Parent=" + PARENT_ID + ";Sampled=1");
			sampling.answer = true;
			get(context, "/shop/hello/world", HEADER, "Root=" + TRACE_ID + ";Parent=" + PARENT_ID + ";Sampled=0");
			assertThat(context.getBean(RecordedTraces.class).takeSegment()).hasTraceId(TRACE_ID).hasParentId(null);
			get(context, "/shop/hello/world", HEADER, "Root=" + TRACE_ID + ";Parent=" + PARENT_ID + ";Sampled=1");
			assertThat(context.getBean(RecordedTraces.class).takeSegment()).hasTraceId(TRACE_ID).hasParentId(PARENT_ID);
			get(context, "/shop/hello/world", "User-Agent", "kube-probe/1.31");
			context.getBean(RecordedTraces.class).assertClean();
		}
	}

	private static End end(CountingSampling sampling) throws InterruptedException {
		return sampling.ends.poll(10, TimeUnit.SECONDS);
	}

}
