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

import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.AWSXRayRecorderBuilder;
import com.amazonaws.xray.emitters.Emitter;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.strategy.sampling.AllSamplingStrategy;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

import io.github.springxray.context.Subsegments;
import io.github.springxray.context.TraceScope;
import io.github.springxray.recorder.TracingFaults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link RequestTrace}, of a request whose end somebody else waits for.
 */
@SuppressWarnings("deprecation")
class RequestTraceTests {

	private final AWSXRayRecorder recorder = AWSXRayRecorderBuilder.standard()
		.withEmitter(mock(Emitter.class))
		.withSamplingStrategy(new AllSamplingStrategy())
		.build();

	private final MockHttpServletRequest request = new MockHttpServletRequest("GET", "/");

	private final MockHttpServletResponse response = new MockHttpServletResponse();

	private final List<Boolean> ends = new ArrayList<>();

	private final Segment segment = this.recorder.beginSegment("trace");

	private RequestOutcome outcome;

	private final RequestTrace trace = new RequestTrace(TraceScope.none(),
			new Subsegments(this.recorder, new TracingFaults()), this.request, this.response, false,
			(outcome, complete) -> {
				this.outcome = outcome;
				this.ends.add(complete);
			});

	@AfterEach
	void end() {
		this.recorder.endSegment();
	}

	@Test
	void aRequestThatNobodyWaitsForKeepsItsResponse() {
		RequestTrace silent = new RequestTrace(TraceScope.none(), new Subsegments(this.recorder, new TracingFaults()),
				this.request, this.response, false, null);
		assertThat(silent.isAwaited()).isFalse();
		assertThat(silent.response()).isSameAs(this.response);
		setRoute("/users");
		silent.rememberRoute(this.request);
		silent.stopCounting();
		silent.end();
		assertThat(silent.isEnded()).isTrue();
	}

	@Test
	void itEndsOnce() {
		assertThat(this.trace.isAwaited()).isTrue();
		assertThat(this.trace.isEnded()).isFalse();
		this.trace.end();
		this.trace.endEarly();
		this.trace.end();
		assertThat(this.trace.isEnded()).isTrue();
		assertThat(this.ends).containsExactly(true);
	}

	@Test
	void anEarlyEndIsCompleteOnlyIfTheRequestIsAsynchronous() {
		this.trace.endEarly();
		assertThat(this.ends).containsExactly(false);
		RequestTrace other = new RequestTrace(TraceScope.none(), new Subsegments(this.recorder, new TracingFaults()),
				this.request, this.response, false, (outcome, complete) -> this.ends.add(complete));
		other.becomeAsync();
		other.endEarly();
		assertThat(this.ends).containsExactly(false, true);
	}

	@Test
	void whatIsRecordedSaysWhatBecameOfTheRequestAndEnds() {
		this.recorder.setTraceEntity(this.segment);
		Subsegments subsegments = new Subsegments(this.recorder, new TracingFaults());
		TraceScope scope = subsegments.begin("request");
		RequestTrace recorded = new RequestTrace(scope, subsegments, this.request, this.response, false, null);
		assertThat(recorded.isAwaited()).isTrue();
		assertThat(recorded.scope()).isSameAs(scope);
		recorded.end();
		assertThat(scope.entity()).isNotNull();
		assertThat(scope.entity().getHttp()).containsKey("response");
		assertThat(scope.entity().isInProgress()).isFalse();
	}

	@Test
	void whatWasCountedBeforeAnErrorPageIsNotItsLength() throws IOException {
		this.trace.response().getOutputStream().write(new byte[4]);
		recorded();
		assertThat(response()).containsEntry("content_length", 4L);
		this.trace.beginDispatch(true);
		this.outcome.record(this.segment, true);
		assertThat(response()).doesNotContainKey("content_length");
	}

	@Test
	void anExceptionOfATimeoutIsThatOfAFault() {
		IllegalStateException failure = new IllegalStateException();
		this.trace.timeOut(failure);
		this.trace.notice(null);
		this.response.setStatus(503);
		recorded();
		assertThat(this.outcome.failure()).isSameAs(failure);
	}

	@Test
	void aStatusOfAnErrorMayHaveAnErrorPage() {
		this.response.setStatus(399);
		assertThat(this.trace.awaitsErrorPage()).isFalse();
		this.response.setStatus(400);
		assertThat(this.trace.awaitsErrorPage()).isTrue();
	}

	@Test
	void itIsWatchedOnce() {
		assertThat(this.trace.isToBeWatched()).isTrue();
		assertThat(this.trace.isToBeWatched()).isFalse();
	}

	@Test
	void anAnswerAfterATimeoutIsNoFault() {
		this.trace.timeOut(null);
		this.trace.beginDispatch(false);
		recorded();
		assertThat(this.segment.getAnnotations()).containsEntry("async_timeout", true);
		assertThat(this.segment.isFault()).isFalse();
	}

	@Test
	void aTimeoutWithNothingToSayIsAFault() {
		this.trace.beginDispatch(false);
		this.trace.timeOut(null);
		recorded();
		assertThat(this.segment.isFault()).isTrue();
	}

	@Test
	void aStatusThatHasLeftStandsWhateverTheContainerSetsLater() {
		this.response.setStatus(202);
		this.response.setCommitted(true);
		this.trace.endDispatch(this.request);
		this.response.setCommitted(false);
		this.response.setStatus(500);
		assertThat(recorded()).isEqualTo(202);
	}

	@Test
	void aStatusThatHasNotLeftIsTheLastOne() {
		this.response.setStatus(202);
		this.trace.endDispatch(this.request);
		this.response.setStatus(500);
		assertThat(recorded()).isEqualTo(500);
	}

	@Test
	void anErrorPageHasTheLastWordOnAStatusThatHasNotLeft() {
		this.response.setStatus(202);
		this.response.setCommitted(true);
		this.trace.endDispatch(this.request);
		this.response.setCommitted(false);
		this.trace.beginDispatch(true);
		this.response.setStatus(503);
		assertThat(recorded()).isEqualTo(503);
	}

	@Test
	void anErrorThatWasSentHasNotLeftThoughTheContainerSaysSo() throws IOException {
		this.trace.response().sendError(404);
		assertThat(this.response.isCommitted()).isTrue();
		this.trace.endDispatch(this.request);
		this.response.setCommitted(false);
		this.response.setStatus(500);
		assertThat(recorded()).isEqualTo(500);
	}

	@Test
	void theRouteIsThatOfTheFirstDispatchThatHasOne() {
		this.trace.endDispatch(this.request);
		setRoute("/users/{id}");
		this.trace.endDispatch(this.request);
		setRoute("/error");
		this.trace.rememberRoute(this.request);
		recorded();
		assertThat(this.segment.getAnnotations()).containsEntry("http_route", "/users/{id}");
	}

	@Test
	void anExceptionThatWasHandledIsThatOfAFault() {
		IllegalStateException handled = new IllegalStateException();
		this.request.setAttribute("org.springframework.web.servlet.DispatcherServlet.EXCEPTION", handled);
		this.trace.endDispatch(this.request);
		this.response.setStatus(500);
		recorded();
		assertThat(this.outcome.failure()).isSameAs(handled);
	}

	@Test
	void theFirstExceptionThatLeftTheApplicationIsRecordedWithoutTheWrapperOfServlets() {
		IllegalStateException cause = new IllegalStateException();
		this.trace.fail(null);
		assertThat(this.trace.awaitsErrorPage()).isFalse();
		this.trace.fail(new ServletException(cause));
		this.trace.fail(new IllegalArgumentException());
		assertThat(this.trace.awaitsErrorPage()).isTrue();
		this.trace.end();
		assertThat(this.outcome.failure()).isSameAs(cause);
	}

	@Test
	void anExceptionOfTheApplicationKeepsItsCause() {
		IllegalStateException failure = new IllegalStateException(new IllegalArgumentException());
		this.trace.fail(failure);
		this.trace.end();
		assertThat(this.outcome.failure()).isSameAs(failure);
	}

	@Test
	void anErrorThatWasSentMayHaveAnErrorPage() throws IOException {
		assertThat(this.trace.awaitsErrorPage()).isFalse();
		this.trace.response().sendError(399);
		assertThat(this.trace.awaitsErrorPage()).isTrue();
	}

	@Test
	void aClientThatLeftEndsAnAsynchronousRequestBetweenItsDispatches() {
		EOFException gone = new EOFException();
		this.trace.clientMayHaveLeft(new IOException("disk full"));
		assertThat(this.trace.hasClientLeft()).isFalse();
		this.trace.becomeAsync();
		this.trace.clientMayHaveLeft(gone);
		assertThat(this.trace.hasClientLeft()).isTrue();
		assertThat(this.trace.isEnded()).isFalse();
		this.request.setDispatcherType(DispatcherType.ASYNC);
		this.trace.endDispatch(this.request);
		this.trace.beginDispatch(false);
		this.trace.clientMayHaveLeft(gone);
		assertThat(this.trace.isEnded()).isFalse();
		this.trace.endDispatch(this.request);
		this.trace.clientMayHaveLeft(gone);
		assertThat(this.trace.isEnded()).isTrue();
	}

	private void setRoute(String route) {
		this.request.setAttribute("org.springframework.web.servlet.HandlerMapping.bestMatchingPattern", route);
	}

	private Object recorded() {
		this.trace.end();
		this.outcome.record(this.segment, true);
		return response().get("status");
	}

	@SuppressWarnings("unchecked")
	private Map<String, Object> response() {
		return (Map<String, Object>) this.segment.getHttp().get("response");
	}

}
