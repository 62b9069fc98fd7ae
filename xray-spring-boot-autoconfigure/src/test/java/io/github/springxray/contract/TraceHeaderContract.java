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

package io.github.springxray.contract;

import java.net.http.HttpResponse;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

import io.github.springxray.test.RecordedEntity;
import io.github.springxray.test.RecordedTraces;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What comes in with a request and goes out with its response.
 */
@ExtendWith(OutputCaptureExtension.class)
public abstract class TraceHeaderContract extends HttpServerTracingContract {

	private static final String HEADER = "X-Amzn-Trace-Id";

	private static final String NEW_TRACE = "Root=1-[0-9a-f]{8}-[0-9a-f]{24}";

	@ParameterizedTest
	@ValueSource(strings = { "Root=%s;Parent=%s;Sampled=1", " Sampled=1 ; Parent=%2$s ; Root=%1$s ",
			"Self=1-67891233-abcdef012345678912345678;Root=%s;Parent=%s;Sampled=1;Lineage=a:1;Other=x",
			"root=%s;parent=%s;sampled=1" })
	void joinsTheTraceOfTheHeader(String header) {
		get("/hello/world", HEADER, header.formatted(TRACE_ID, PARENT_ID));
		assertThat(this.traces.takeSegment()).hasTraceId(TRACE_ID).hasParentId(PARENT_ID);
		assertThat(this.sampling.asked).hasValue(0);
	}

	@Test
	void aHeaderThatHasDecidedDoesNotEatTheReservoirAsWithTheSdk() {
		get("/hello/world", HEADER, "Root=" + TRACE_ID + ";Sampled=1");
		get("/hello/world", HEADER, "Root=" + TRACE_ID + ";Sampled=0");
		assertThat(this.sampling.asked).hasValue(0);
		this.traces.takeSegment();
	}

	@Test
	void theSamplerIsAskedOnceWhereTheHeaderHasNotDecided() {
		get("/hello/world");
		assertThat(this.sampling.asked).hasValue(1);
		get("/throw", HEADER, "Root=" + TRACE_ID);
		assertThat(this.sampling.asked).hasValue(2);
		this.traces.takeSegments(2);
	}

	@Test
	void anUnsampledRequestRecordsNothingAndStillHasItsTraceId() {
		assertThat(get("/trace", HEADER, "Root=" + TRACE_ID + ";Sampled=0").body()).isEqualTo(TRACE_ID + " false");
		this.sampling.answer = false;
		HttpResponse<String> response = get("/trace");
		assertThat(response.body()).matches("1-[0-9a-f]{8}-[0-9a-f]{24} false").doesNotContain("1-00000000");
		assertThat(response.headers().firstValue(HEADER)).hasValue("Root=" + response.body().replace(" false", ""));
		assertThat(get("/hello/world").statusCode()).isEqualTo(200);
		assertThat(get("/throw").statusCode()).isEqualTo(500);
		assertThat(get("/callable").body()).isEqualTo("callable");
	}

	@Test
	void aSamplerThatThrowsCostsTheSegmentAndNotTheResponse() {
		this.sampling.failure = new IllegalStateException("sampler");
		assertThat(get("/trace").body()).endsWith(" false");
	}

	@Test
	void answersWhoAsksForTheDecision() {
		assertThat(responseHeader("Root=" + TRACE_ID + ";Sampled=?")).isEqualTo("Root=" + TRACE_ID + ";Sampled=1");
		this.traces.takeSegment();
		this.sampling.answer = false;
		assertThat(responseHeader("Root=" + TRACE_ID + ";Sampled=?")).isEqualTo("Root=" + TRACE_ID + ";Sampled=0");
	}

	@Test
	void theResponseCarriesTheTraceId() {
		String header = get("/hello/world").headers().firstValue(HEADER).orElseThrow();
		assertThat(this.traces.takeSegment()).hasTraceId(header.substring("Root=".length()));
		header = get("/throw").headers().firstValue(HEADER).orElseThrow();
		assertThat(this.traces.takeSegment()).hasTraceId(header.substring("Root=".length()));
	}

	@ParameterizedTest
	@ValueSource(strings = { "Root=1-00000000-000000000000000053995c3f;Parent=53995c3f42cd8ad8;Sampled=1",
			"Root=1-5759e988-zz862e3fe1be46a994272793;Parent=53995c3f42cd8ad8", "Root=", ";;;=;", "nonsense",
			"Root=1-5759e988-bd862e3fe1be46a99427279;Sampled=1" })
	void aMalformedOrPaddedHeaderMeansAFreshTraceWithoutALogLine(String header, CapturedOutput output) {
		int logged = output.length();
		assertThat(responseHeader(header)).matches(NEW_TRACE).doesNotContain("00000000");
		assertThat(this.traces.takeSegment()).hasParentId(null);
		assertThat(output.subSequence(logged, output.length())).isEmpty();
	}

	@Test
	void aHugeHeaderHarmsNobody() {
		assertThat(get("/hello/world", HEADER, "x=" + "y".repeat(6000)).statusCode()).isEqualTo(200);
		this.traces.takeSegment();
	}

	@Test
	void joinsTraceparentWhereNoXRayHeaderIs() {
		get("/hello/world", "traceparent", "00-5759e988bd862e3fe1be46a994272793-53995c3f42cd8ad8-01");
		assertThat(this.traces.takeSegment()).hasTraceId(TRACE_ID).hasParentId(PARENT_ID);
		assertThat(this.sampling.asked).hasValue(0);
		get("/hello/world", "traceparent", "00-5759e988bd862e3fe1be46a994272793-53995c3f42cd8ad8-00");
		String other = "1-5759e988-aaaaaaaaaaaaaaaaaaaaaaaa";
		get("/hello/world", "traceparent", "00-5759e988bd862e3fe1be46a994272793-53995c3f42cd8ad8-01", HEADER,
				"Root=" + other + ";Sampled=1");
		assertThat(this.traces.takeSegment()).hasTraceId(other).hasParentId(null);
	}

	@Test
	void headersAreIgnoredWhereTheyAreNotTrustedAndNotSentWhereTheyAreNotWanted() {
		try (ConfigurableApplicationContext context = run("xray.server.trust-incoming=false",
				"xray.server.response-header=false")) {
			HttpResponse<String> response = get(context, "/hello/world", HEADER,
					"Root=" + TRACE_ID + ";Parent=" + PARENT_ID + ";Sampled=0", "traceparent",
					"00-5759e988bd862e3fe1be46a994272793-53995c3f42cd8ad8-00");
			assertThat(response.headers().firstValue(HEADER)).isEmpty();
			RecordedEntity segment = context.getBean(RecordedTraces.class).takeSegment();
			assertThat(segment.traceId()).isNotEqualTo(TRACE_ID);
			assertThat(segment).hasParentId(null);
		}
	}

	private String responseHeader(String requestHeader) {
		return get("/hello/world", HEADER, requestHeader).headers().firstValue(HEADER).orElseThrow();
	}

}
