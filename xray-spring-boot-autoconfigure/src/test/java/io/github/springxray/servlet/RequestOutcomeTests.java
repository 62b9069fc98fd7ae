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

import java.io.IOException;
import java.util.Map;

import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.AWSXRayRecorderBuilder;
import com.amazonaws.xray.emitters.Emitter;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import jakarta.servlet.UnavailableException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.mock.web.MockHttpServletResponse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

/**
 * Tests for {@link RequestOutcome}.
 */
class RequestOutcomeTests {

	private final AWSXRayRecorder recorder = AWSXRayRecorderBuilder.standard()
		.withEmitter(new NoEmitter())
		.withForcedTraceIdGeneration()
		.build();

	private final MockHttpServletResponse response = new MockHttpServletResponse();

	private final CountingResponse counting = new CountingResponse(this.response, (failure) -> {
	});

	private final RequestOutcome outcome = new RequestOutcome("GET", this.response, this.counting);

	private Segment segment;

	@BeforeEach
	void begin() {
		this.segment = this.recorder.beginSegment("outcome");
	}

	@AfterEach
	void end() {
		this.recorder.endSegment();
	}

	@Test
	void aStatusThatHasLeftStandsUntilAnErrorPageBegins() {
		this.outcome.keepStatus(202);
		this.response.setStatus(500);
		this.outcome.record(this.segment, true);
		assertThat(recorded()).containsEntry("status", 202);
		assertThat(this.segment.isFault()).isFalse();
		this.outcome.forgetStatus();
		this.outcome.record(this.segment, true);
		assertThat(recorded()).containsEntry("status", 500);
		assertThat(this.segment.isFault()).isTrue();
	}

	@ParameterizedTest
	@CsvSource({ "200,false,false,500", "399,false,false,500", "400,false,false,400", "404,false,false,404",
			"200,true,false,200", "200,false,true,200" })
	void anExceptionBecomesAStatusWhereTheContainerHasStillToMakeOne(int status, boolean complete, boolean committed,
			int expected) {
		assertThat(this.outcome.isFailed()).isFalse();
		this.outcome.fail(new IllegalStateException());
		assertThat(this.outcome.isFailed()).isTrue();
		this.response.setStatus(status);
		this.response.setCommitted(committed);
		this.outcome.record(this.segment, complete);
		assertThat(recorded()).containsEntry("status", expected);
	}

	@Test
	void whatIsUnavailableIsSoForAWhileOrForEver() {
		this.outcome.fail(new UnavailableException("for a while", 7));
		this.outcome.record(this.segment, false);
		assertThat(recorded()).containsEntry("status", 503);
		this.outcome.replaceFailure(new UnavailableException("for ever"));
		this.outcome.record(this.segment, false);
		assertThat(recorded()).containsEntry("status", 404);
	}

	@Test
	void aFaultIsAStatusOfTheServerOrAnExceptionOrATimeoutWithNothingToSay() {
		this.response.setStatus(499);
		assertThat(this.outcome.isFault(true)).isFalse();
		this.response.setStatus(500);
		assertThat(this.outcome.isFault(true)).isTrue();
		this.response.setStatus(200);
		this.outcome.timeOut();
		assertThat(this.outcome.isFault(true)).isTrue();
		this.outcome.goOn();
		assertThat(this.outcome.isFault(true)).isFalse();
		this.outcome.fail(new IllegalStateException());
		assertThat(this.outcome.isFault(true)).isTrue();
	}

	@Test
	void aClientThatLeftIsNoFaultWhateverTheStatus() {
		this.response.setStatus(500);
		this.outcome.clientLeft();
		assertThat(this.outcome.isFault(true)).isFalse();
	}

	@Test
	void whoDecidesOnTheRequestIsToldHowItEnded() {
		IllegalStateException failure = new IllegalStateException();
		RequestEnding ending = new RequestEnding(this.outcome, false, (entity) -> entity.putAnnotation("asked", true));
		assertThat(ending.isFault()).isFalse();
		assertThat(ending.failure()).isNull();
		this.outcome.fail(failure);
		assertThat(ending.isFault()).isTrue();
		assertThat(ending.failure()).isSameAs(failure);
		ending.record(this.segment);
		assertThat(this.segment.getAnnotations()).containsEntry("asked", true);
		assertThat(recorded()).containsEntry("status", 500);
	}

	@Test
	void theLengthIsTheOneThatIsDeclaredOrElseTheOneThatWasCounted() throws IOException {
		this.outcome.record(this.segment, true);
		assertThat(recorded()).containsOnly(entry("status", 200));
		this.counting.getOutputStream();
		this.outcome.record(this.segment, true);
		assertThat(recorded()).containsEntry("content_length", 0L);
		this.counting.getOutputStream().write(new byte[3]);
		this.outcome.record(this.segment, true);
		assertThat(recorded()).containsEntry("content_length", 3L);
		this.response.addHeader("Content-Length", "12");
		this.outcome.record(this.segment, true);
		assertThat(recorded()).containsEntry("content_length", 12L);
		new RequestOutcome("HEAD", this.response, this.counting).record(this.segment, true);
		assertThat(recorded()).doesNotContainKey("content_length");
		new RequestOutcome("GET", new MockHttpServletResponse(), null).record(this.segment, true);
		assertThat(recorded()).doesNotContainKey("content_length");
	}

	@Test
	void aClientThatLeftIsAnErrorWithoutAnException() {
		this.response.setStatus(500);
		assertThat(this.outcome.hasClientLeft()).isFalse();
		this.outcome.clientLeft();
		assertThat(this.outcome.hasClientLeft()).isTrue();
		this.outcome.record(this.segment, true);
		assertThat(this.segment.isFault()).isFalse();
		assertThat(this.segment.isError()).isTrue();
		assertThat(this.segment.getAnnotations()).containsEntry("client_disconnected", true);
		assertThat(this.outcome.failure()).isNull();
	}

	@Test
	void aWriteThatFailsBecauseTheClientIsGoneIsAnErrorWithoutAnException() {
		this.outcome.fail(new IOException("Broken pipe"));
		this.outcome.record(this.segment, false);
		assertThat(this.segment.isFault()).isFalse();
		assertThat(this.segment.isError()).isTrue();
		assertThat(this.segment.getAnnotations()).containsEntry("client_disconnected", true);
		assertThat(this.outcome.failure()).isNull();
	}

	@Test
	void anExceptionOfTheApplicationIsAFaultAlthoughTheClientLeft() {
		IllegalStateException failure = new IllegalStateException();
		this.outcome.clientLeft();
		this.outcome.fail(failure);
		this.outcome.record(this.segment, false);
		assertThat(this.segment.isFault()).isTrue();
		assertThat(this.segment.getAnnotations()).doesNotContainKey("client_disconnected");
		assertThat(this.outcome.failure()).isSameAs(failure);
	}

	@Test
	void theFirstExceptionIsRecordedWhateverComesAfterIt() {
		IllegalStateException first = new IllegalStateException();
		assertThat(this.outcome.fail(first)).isTrue();
		assertThat(this.outcome.fail(new IllegalArgumentException())).isFalse();
		this.outcome.notice(new IOException());
		this.outcome.record(this.segment, false);
		assertThat(this.outcome.failure()).isSameAs(first);
	}

	@ParameterizedTest
	@CsvSource({ "499,false", "500,true" })
	void anExceptionThatWasHandledIsRecordedWithAFaultOnly(int status, boolean recorded) {
		IllegalStateException first = new IllegalStateException();
		this.outcome.notice(first);
		this.outcome.notice(new IllegalArgumentException());
		this.response.setStatus(status);
		this.outcome.record(this.segment, true);
		assertThat(this.outcome.failure()).isSameAs(recorded ? first : null);
	}

	@Test
	void aTimeoutToWhichNothingIsSaidIsAFault() {
		this.outcome.goOn();
		this.outcome.timeOut();
		this.outcome.record(this.segment, true);
		assertThat(this.segment.isFault()).isTrue();
		assertThat(this.segment.getAnnotations()).containsEntry("async_timeout", true);
	}

	@Test
	void aTimeoutAfterWhichTheApplicationGoesOnIsNoFault() {
		this.outcome.timeOut();
		this.outcome.goOn();
		this.outcome.record(this.segment, true);
		assertThat(this.segment.isFault()).isFalse();
		assertThat(this.segment.getAnnotations()).containsEntry("async_timeout", true);
	}

	@Test
	void aTimeoutThatIsAnsweredOrThatNobodyWaitsForIsNoFault() {
		RequestOutcome unknown = new RequestOutcome("GET", this.response, null);
		unknown.timeOut();
		unknown.record(this.segment, true);
		assertThat(this.segment.isFault()).isFalse();
		this.outcome.timeOut();
		this.outcome.clientLeft();
		this.outcome.record(this.segment, true);
		assertThat(this.segment.isFault()).isFalse();
		RequestOutcome answered = new RequestOutcome("GET", this.response, this.counting);
		answered.timeOut();
		this.counting.setStatus(200);
		answered.record(this.segment, true);
		assertThat(this.segment.isFault()).isFalse();
	}

	@Test
	void theRouteIsAnAnnotationWhereThereIsOne() {
		assertThat(this.outcome.hasRoute()).isFalse();
		this.outcome.record(this.segment, true);
		assertThat(this.segment.getAnnotations()).isEmpty();
		this.outcome.setRoute("/users/{id}");
		assertThat(this.outcome.hasRoute()).isTrue();
		this.outcome.record(this.segment, true);
		assertThat(this.segment.getAnnotations()).containsOnly(entry("http_route", "/users/{id}"));
	}

	@SuppressWarnings("unchecked")
	private Map<String, Object> recorded() {
		return (Map<String, Object>) this.segment.getHttp().get("response");
	}

	private static final class NoEmitter extends Emitter {

		@Override
		public boolean sendSegment(Segment segment) {
			return true;
		}

		@Override
		public boolean sendSubsegment(Subsegment subsegment) {
			return true;
		}

	}

}
