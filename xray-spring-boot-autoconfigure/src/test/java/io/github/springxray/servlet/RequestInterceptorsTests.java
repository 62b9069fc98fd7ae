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

import java.security.Principal;
import java.util.ArrayList;
import java.util.List;

import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.AWSXRayRecorderBuilder;
import com.amazonaws.xray.ThreadLocalStorage;
import com.amazonaws.xray.emitters.Emitter;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.strategy.sampling.AllSamplingStrategy;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.ServletWebRequest;

import io.github.springxray.context.Subsegments;
import io.github.springxray.context.TraceScope;
import io.github.springxray.recorder.TracingFaults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.mockingDetails;
import static org.mockito.Mockito.verify;

/**
 * Tests for {@link TracingCallableInterceptor}, {@link TracingHandlerInterceptor} and
 * {@link UserRecordingFilter}.
 */
@SuppressWarnings("deprecation")
class RequestInterceptorsTests {

	private final AWSXRayRecorder recorder = AWSXRayRecorderBuilder.standard()
		.withEmitter(mock(Emitter.class))
		.withSamplingStrategy(new AllSamplingStrategy())
		.build();

	private final Subsegments subsegments = new Subsegments(this.recorder, new TracingFaults());

	private final MockHttpServletRequest request = new MockHttpServletRequest("GET", "/");

	private final MockHttpServletResponse response = new MockHttpServletResponse();

	private final List<RequestOutcome> outcomes = new ArrayList<>();

	private Segment segment;

	private TraceScope scope;

	@BeforeEach
	void begin() {
		this.segment = this.recorder.beginSegment("request");
		this.scope = this.subsegments.begin("within");
		ThreadLocalStorage.clear();
	}

	@AfterEach
	void clear() {
		ThreadLocalStorage.clear();
	}

	@Test
	void theThreadOfACallableHasTheRequestWhileItRuns() {
		traced(this.scope);
		TracingCallableInterceptor interceptor = new TracingCallableInterceptor(this.subsegments);
		NativeWebRequest web = new ServletWebRequest(this.request);
		interceptor.preProcess(web, () -> "called");
		assertThat(this.subsegments.current()).isSameAs(this.scope.entity());
		interceptor.postProcess(web, () -> "called", "called");
		assertThat(this.subsegments.current()).isNull();
		this.recorder.setTraceEntity(this.segment);
		interceptor.postProcess(web, () -> "called", "called");
		assertThat(this.subsegments.current()).isSameAs(this.segment);
	}

	@Test
	void theThreadOfACallableKeepsWhatItHasWhereTheRequestIsNotTraced() {
		TracingCallableInterceptor interceptor = new TracingCallableInterceptor(this.subsegments);
		for (NativeWebRequest web : new NativeWebRequest[] { new ServletWebRequest(this.request),
				mock(NativeWebRequest.class) }) {
			interceptor.preProcess(web, () -> "called");
			assertThat(this.subsegments.current()).isNull();
		}
		traced(TraceScope.none());
		this.recorder.setTraceEntity(this.segment);
		interceptor.preProcess(new ServletWebRequest(this.request), () -> "called");
		assertThat(this.subsegments.current()).isSameAs(this.segment);
	}

	@Test
	void theRouteOfTheFirstHandlerIsRemembered() {
		TracingHandlerInterceptor interceptor = new TracingHandlerInterceptor(this.subsegments, false);
		assertThat(interceptor.preHandle(this.request, this.response, this)).isTrue();
		RequestTrace trace = traced(TraceScope.none());
		this.request.setAttribute("org.springframework.web.servlet.HandlerMapping.bestMatchingPattern", "/users");
		assertThat(interceptor.preHandle(this.request, this.response, this)).isTrue();
		trace.end();
		this.outcomes.get(0).record(this.segment, true);
		assertThat(this.segment.getAnnotations()).containsEntry("http_route", "/users");
	}

	@Test
	void whatAHandlerThrowsMayBeHandledByAFilterButNotInLambda() {
		IllegalStateException failure = new IllegalStateException();
		for (boolean lambda : new boolean[] { false, true }) {
			TracingHandlerInterceptor interceptor = new TracingHandlerInterceptor(this.subsegments, lambda);
			this.request.removeAttribute(RequestTrace.ATTRIBUTE);
			interceptor.afterCompletion(this.request, this.response, this, failure);
			RequestTrace trace = traced(TraceScope.none());
			interceptor.afterCompletion(this.request, this.response, this, failure);
			assertThat(trace.awaitsErrorPage()).isEqualTo(lambda);
			trace.end();
			this.response.setStatus(500);
			RequestOutcome outcome = this.outcomes.remove(0);
			outcome.record(this.segment, true);
			assertThat(outcome.failure()).isSameAs(failure);
			this.response.setStatus(200);
		}
	}

	@Test
	void theUserIsThatOfTheRequestBehindTheFiltersThatKnowIt() throws Exception {
		FilterChain chain = mock();
		UserRecordingFilter filter = new UserRecordingFilter(this.subsegments);
		Principal nameless = mock();
		this.recorder.setTraceEntity(this.scope.entity());
		filter.doFilter(this.request, this.response, chain);
		verify(chain).doFilter(this.request, this.response);
		this.request.setUserPrincipal(nameless);
		filter.doFilter(this.request, this.response, chain);
		ServletRequest other = mock();
		filter.doFilter(other, this.response, chain);
		verify(chain).doFilter(other, this.response);
		assertThat(this.segment.getUser()).isNull();
		given(nameless.getName()).willReturn("ada");
		filter.doFilter(this.request, this.response, chain);
		assertThat(this.segment.getUser()).isEqualTo("ada");
	}

	@Test
	void nobodyIsAskedForTheUserOfARequestThatIsNotRecorded() throws Exception {
		FilterChain chain = mock();
		Principal user = mock();
		this.request.setUserPrincipal(user);
		UserRecordingFilter filter = new UserRecordingFilter(this.subsegments);
		filter.doFilter(this.request, this.response, chain);
		this.recorder.setTraceEntity(Segment.noOp(this.segment.getTraceId(), this.recorder));
		filter.doFilter(this.request, this.response, chain);
		assertThat(mockingDetails(user).getInvocations()).isEmpty();
	}

	private RequestTrace traced(TraceScope traced) {
		RequestTrace trace = new RequestTrace(traced, this.subsegments, this.request, this.response, false,
				(outcome, complete) -> this.outcomes.add(outcome));
		this.request.setAttribute(RequestTrace.ATTRIBUTE, trace);
		return trace;
	}

}
