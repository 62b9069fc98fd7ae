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

import com.amazonaws.xray.AWSXRayRecorder;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.mock.web.MockAsyncContext;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

import io.github.springxray.context.XRayContextAutoConfiguration;
import io.github.springxray.http.DisconnectedClients;
import io.github.springxray.http.XRayHttpAutoConfiguration;
import io.github.springxray.recorder.XRayAutoConfiguration;
import io.github.springxray.test.RecordedEntity;
import io.github.springxray.test.RecordedTraces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Exceptions and requests that turn on whoever looks at them. No container survives them
 * as such, so the requests are mocks.
 */
class RequestTraceFaultTests {

	private final WebApplicationContextRunner contextRunner = new WebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(XRayAutoConfiguration.class, XRayContextAutoConfiguration.class,
				XRayHttpAutoConfiguration.class, XRayServletAutoConfiguration.class))
		.withPropertyValues("spring.application.name=faults")
		.withBean(RecordedTraces.class);

	@Test
	void anExceptionWhoseCauseThrowsPassesOnUntouchedAndIsRecorded() {
		HostileException hostile = new HostileException();
		this.contextRunner.run((context) -> {
			MockHttpServletRequest request = sampled();
			assertThatThrownBy(() -> filter(context.getBean("xrayTracingFilter")).doFilter(request,
					new MockHttpServletResponse(), (req, res) -> {
						throw hostile;
					}))
				.isSameAs(hostile);
			context.getBean(RecordedTraces.class)
				.takeSegment()
				.assertThat()
				.hasHttpStatus(500)
				.isFault()
				.hasException(HostileException.class);
			assertThat(context.getBean(AWSXRayRecorder.class).getTraceEntity()).isNull();
		});
	}

	@Test
	void aRequestThatThrowsAfterwardsDoesNotReplaceTheExceptionOfTheApplication() {
		IllegalStateException own = new IllegalStateException("own");
		this.contextRunner.run((context) -> {
			MockHttpServletRequest request = new MockHttpServletRequest("GET", "/") {

				@Override
				public boolean isAsyncStarted() {
					throw new UnsupportedOperationException("hostile");
				}

			};
			request.addHeader("X-Amzn-Trace-Id", "Sampled=1");
			assertThatThrownBy(() -> filter(context.getBean("xrayTracingFilter")).doFilter(request,
					new MockHttpServletResponse(), (req, res) -> {
						throw own;
					}))
				.isSameAs(own);
			assertThat(context.getBean(AWSXRayRecorder.class).getTraceEntity()).isNull();
		});
	}

	@ParameterizedTest
	@CsvSource({ "399,true", "400,false", "404,false" })
	void whatMayHaveAnErrorPageWaitsForIt(int status, boolean ended) {
		this.contextRunner.run((context) -> {
			RecordedTraces traces = context.getBean(RecordedTraces.class);
			MockHttpServletRequest request = sampled();
			TracingRequestListener listener = new TracingRequestListener((any, trace) -> false);
			ServletRequestEvent event = new ServletRequestEvent(request.getServletContext(), request);
			listener.requestInitialized(event);
			filter(context.getBean("xrayTracingFilter")).doFilter(request, new MockHttpServletResponse(),
					(req, res) -> ((HttpServletResponse) res).setStatus(status));
			RequestTrace trace = RequestTrace.of(request);
			assertThat(trace).isNotNull();
			assertThat(trace.isEnded()).isEqualTo(ended);
			listener.requestDestroyed(event);
			assertThat(trace.isEnded()).isTrue();
			traces.takeSegment().assertThat().hasHttpStatus(status);
		});
	}

	@Test
	void aTimeoutIsSaidOnlyOfARequestThatRanIntoOne() {
		this.contextRunner.run((context) -> {
			RecordedTraces traces = context.getBean(RecordedTraces.class);
			for (boolean timeout : new boolean[] { true, false }) {
				MockHttpServletRequest request = sampled();
				request.setAsyncSupported(true);
				MockHttpServletResponse response = new MockHttpServletResponse();
				filter(context.getBean("xrayTracingFilter")).doFilter(request, response,
						(req, res) -> req.startAsync(req, res));
				MockAsyncContext async = (MockAsyncContext) request.getAsyncContext();
				assertThat(async).isNotNull();
				for (AsyncListener listener : async.getListeners()) {
					if (timeout) {
						listener.onTimeout(new AsyncEvent(async));
					}
					listener.onComplete(new AsyncEvent(async));
				}
				RecordedEntity segment = traces.takeSegment();
				assertThat(segment.annotations().containsKey("async_timeout")).isEqualTo(timeout);
				assertThat(segment.isFault()).isEqualTo(timeout);
			}
		});
	}

	@Test
	void onlyAClientThatWentAwayIsOne() {
		assertThat(DisconnectedClients.isDisconnected(new IOException("Broken pipe"))).isTrue();
		assertThat(DisconnectedClients.isDisconnected(new IOException("disk full"))).isFalse();
		assertThat(DisconnectedClients.isDisconnected(new HostileException())).isFalse();
	}

	private static MockHttpServletRequest sampled() {
		MockHttpServletRequest request = new MockHttpServletRequest("GET", "/");
		request.addHeader("X-Amzn-Trace-Id", "Sampled=1");
		return request;
	}

	private static TracingFilter filter(Object registration) {
		return (TracingFilter) ((FilterRegistrationBean<?>) registration).getFilter();
	}

	@SuppressWarnings("serial")
	private static final class HostileException extends ServletException {

		@Override
		public Throwable getCause() {
			throw new IllegalStateException("hostile");
		}

	}

}
