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
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.springxray.test.RecordedEntity;
import io.github.springxray.test.RecordedException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Requests, their responses and what goes wrong.
 */
public abstract class RequestContract extends TraceHeaderContract {

	@Test
	void recordsARequest() {
		HttpResponse<String> response = get("/hello/world?password=secret", "User-Agent", "contract/1.0");
		assertThat(response.body()).isEqualTo("hello world");
		RecordedEntity segment = this.traces.takeSegment();
		assertThat(segment).hasName("contract")
			.hasHttpMethod("GET")
			.hasUrl(url("/hello/world"))
			.hasHttpStatus(200)
			.hasAnnotation("http_route", "/hello/{name}")
			.hasAnnotation("early_filter", true)
			.hasParentId(null)
			.isNotFault()
			.isNotError()
			.isComplete()
			.hasTree("""
					contract
					  greeting""");
		assertThat(segment.value("http", "request", "user_agent")).isEqualTo("contract/1.0");
		assertThat(segment.value("http", "request", "client_ip")).isEqualTo("127.0.0.1");
		assertThat(segment.value("http", "request", "x_forwarded_for")).isNull();
		assertThat(segment.value("http", "response", "content_length")).isEqualTo(11);
		assertThat(segment.value("aws", "xray", "sampling_rule_name")).isEqualTo("the-rule");
		assertThat(segment.json()).doesNotContain("secret").doesNotContain("password");
	}

	@Test
	void timesAreMeasuredInMicrosecondsWhereTheSdkHasMilliseconds() {
		for (int i = 0; i < 20; i++) {
			get("/hello/world");
			RecordedEntity segment = this.traces.takeSegment();
			assertThat(segment.endTime()).isGreaterThanOrEqualTo(segment.startTime());
			if (Math.round(segment.startTime() * 1_000_000) % 1000 != 0) {
				return;
			}
		}
		throw new AssertionError("No start time had microseconds");
	}

	@Test
	void eachRequestIsATraceOfItsOwn() {
		get("/hello/one");
		get("/hello/two");
		assertThat(this.traces.takeSegment().traceId()).isNotEqualTo(this.traces.takeSegment().traceId());
	}

	@ParameterizedTest
	@CsvSource({ "200,false,false,false", "302,false,false,false", "400,true,false,false", "404,true,false,false",
			"429,true,false,true", "500,false,true,false", "503,false,true,false" })
	void flagsFollowTheStatus(int status, boolean error, boolean fault, boolean throttle) {
		assertThat(get("/status/" + status).statusCode()).isEqualTo(status);
		RecordedEntity segment = this.traces.takeSegment();
		assertThat(segment).hasHttpStatus(status);
		assertThat(segment.isError()).isEqualTo(error);
		assertThat(segment.isFault()).isEqualTo(fault);
		assertThat(segment.isThrottle()).isEqualTo(throttle);
	}

	@Test
	void aPathThatNobodyServesIsAnError() {
		assertThat(get("/nowhere").statusCode()).isEqualTo(404);
		assertThat(this.traces.takeSegment()).hasHttpStatus(404).isError().isNotFault().hasNoAnnotation("http_route");
	}

	@Test
	void anUncaughtExceptionIsA500AlthoughTheSdkRecordsA200() {
		assertThat(get("/throw").statusCode()).isEqualTo(500);
		assertThat(this.traces.takeSegment()).hasHttpStatus(500)
			.isFault()
			.hasException(IllegalStateException.class)
			.hasExceptionMessage("uncaught")
			.hasAnnotation("http_route", "/throw");
	}

	@Test
	void anExceptionOfASubsegmentIsDescribedOnceAndReferredTo() {
		get("/throw-in-subsegment");
		RecordedEntity segment = this.traces.takeSegment();
		assertThat(segment).isFault();
		RecordedEntity subsegment = segment.subsegment("failing");
		assertThat(subsegment).isFault().hasException(IllegalStateException.class).hasExceptionMessage("inside");
		assertThat(segment.value("cause")).isEqualTo(subsegment.exceptions().get(0).id());
	}

	@Test
	void anExceptionWithAStatusIsThatStatus() {
		assertThat(get("/throw-status").statusCode()).isEqualTo(409);
		assertThat(this.traces.takeSegment()).hasHttpStatus(409).isError().isNotFault();
	}

	@Test
	void aCyclicCauseEndsAlthoughTheSdkLoopsForEver() {
		assertThat(get("/catch-cycle").body()).isEqualTo("caught");
		RecordedEntity segment = this.traces.takeSegment();
		assertThat(segment).isNotFault();
		assertThat(segment.subsegment("cyclic").exceptions()).extracting(RecordedException::message)
			.containsExactly("first", "second");
	}

	@Test
	void anExceptionAfterTheResponseHasLeftKeepsTheStatusThatHasLeft() {
		try {
			get("/throw-after-commit");
		}
		catch (AssertionError ex) {
			// The server may cut the response off
		}
		assertThat(this.traces.takeSegment()).hasHttpStatus(200).isFault().hasException(IllegalStateException.class);
	}

	@Test
	void pathParametersAreNotRecorded() {
		get("/hello/world;jsessionid=secret");
		assertThat(this.traces.takeSegment()).hasUrl(url("/hello/world"));
	}

	@Test
	void aHandlerThatEndsMoreThanItBeganHarmsNobody() {
		assertThat(get("/ends-too-much").statusCode()).isEqualTo(200);
		assertThat(this.traces.takeSegment()).hasName("contract");
		get("/hello/next");
		assertThat(this.traces.takeSegment()).hasSubsegmentsExactly("greeting");
	}

	/**
	 * A collection in the midst of a request must take nothing away that is kept beside
	 * its segment.
	 */
	@Test
	void scopesThatEndOutOfOrderAndACollectionLeaveNothingBehind() {
		assertThat(get("/ends-out-of-order").statusCode()).isEqualTo(200);
		RecordedEntity segment = this.traces.takeSegment();
		assertThat(segment).hasTree("""
				contract
				  first
				    second
				  between
				  after""").hasAnnotation("http_route", "/ends-out-of-order").isComplete();
		get("/hello/next");
		assertThat(this.traces.takeSegment()).hasSubsegmentsExactly("greeting").hasParentId(null);
	}

	@Test
	void aHandlerThatForgetsToEndASubsegmentHoldsNothingBackAndLeavesNothingBehind() {
		assertThat(get("/never-ends").statusCode()).isEqualTo(200);
		RecordedEntity segment = this.traces.takeSegment();
		assertThat(segment.isInProgress()).isFalse();
		assertThat(segment.subsegment("forgotten").isInProgress()).isTrue();
		get("/hello/next");
		assertThat(this.traces.takeSegment()).hasSubsegmentsExactly("greeting").hasParentId(null);
	}

	@Test
	void workThatOutlivesItsRequestIsSentWhenItEndsAndNothingIsSentTwice() {
		assertThat(get("/late").body()).isEqualTo("early");
		RecordedEntity segment = this.traces.takeSegment();
		assertThat(segment.isInProgress()).isFalse();
		RecordedEntity open = segment.subsegment("outlives its request");
		assertThat(open.isInProgress()).isTrue();
		bean(ContractEndpoints.class).lateWorkMayEnd.countDown();
		RecordedEntity ended = this.traces.takeSubsegment("outlives its request");
		assertThat(ended).hasTraceId(segment.traceId()).hasParentId(segment.id()).isComplete();
		assertThat(ended.id()).isEqualTo(open.id());
		assertThat(this.traces.takeSubsegment("begins after its request")).hasTraceId(segment.traceId()).isComplete();
	}

	@Test
	void metadataAndAnnotationsOfTheStaticApiStandOnTheSegment() {
		assertThat(get("/metadata").statusCode()).isEqualTo(200);
		RecordedEntity segment = this.traces.takeSegment();
		assertThat(segment.annotations()).containsAllEntriesOf(Map.of("seen", true));
	}

	@ParameterizedTest
	@ValueSource(strings = { "/metadata", "/hello/world", "/status/404" })
	void theContentLengthIsThatOfTheBody(String path) {
		HttpResponse<String> response = get(path);
		assertThat(this.traces.takeSegment().value("http", "response", "content_length"))
			.isEqualTo(response.body().length());
	}

	@ParameterizedTest
	@CsvSource({ "/deferred,deferred,deferred work", "/callable,callable,called", "/streaming,streamed,streamed" })
	void anAsynchronousResultIsPartOfTheSegment(String path, String body, String subsegment) {
		assertThat(get(path).body()).isEqualTo(body);
		assertThat(this.traces.takeSegment()).hasHttpStatus(200)
			.hasAnnotation("http_route", path)
			.hasSubsegmentsExactly(subsegment)
			.isComplete();
	}

}
