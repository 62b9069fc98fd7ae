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
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import com.amazonaws.xray.AWSXRayRecorder;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.catalina.Valve;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.eclipse.jetty.ee11.servlet.ServletChannel;
import org.eclipse.jetty.ee11.servlet.ServletContextRequest;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.ArgumentCaptor;
import org.mockito.InOrder;

import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockServletContext;

import io.github.springxray.context.Subsegments;
import io.github.springxray.context.TraceScope;
import io.github.springxray.recorder.TracingFaults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyBoolean;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.willAnswer;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;

/**
 * Tests for what is told of the end of a request: {@link TracingRequestListener},
 * {@link TracingAsyncListener} and the {@link RequestEnds} of the containers.
 */
class RequestEndsTests {

	private final MockHttpServletRequest request = new MockHttpServletRequest("GET", "/");

	private final MockHttpServletResponse response = new MockHttpServletResponse();

	private final List<Boolean> ended = new ArrayList<>();

	private RequestOutcome outcome;

	private final RequestTrace trace = trace((outcome, complete) -> {
		this.outcome = outcome;
		this.ended.add(complete);
	});

	private final RequestEnds known = mock();

	@Test
	void theContainerThatKnowsARequestIsFound() {
		RequestEnds other = mock();
		RequestEnds ends = RequestEnds.of(List.of(other, this.known));
		ends.begin(this.request, this.trace);
		verify(other).begin(this.request, this.trace);
		verify(this.known).begin(this.request, this.trace);
		assertThat(ends.watch(this.request, this.trace)).isFalse();
		given(this.known.watch(this.request, this.trace)).willReturn(true);
		assertThat(ends.watch(this.request, this.trace)).isTrue();
		assertThat(RequestEnds.of(List.of()).watch(this.request, this.trace)).isFalse();
	}

	@ParameterizedTest
	@CsvSource({ "Apache Tomcat/11,true", "jetty/12,false" })
	void theListenerEndsARequestThatNobodyWatches(String server, boolean complete) {
		this.request.setAttribute(RequestTrace.ATTRIBUTE, this.trace);
		new TracingRequestListener(this.known).requestDestroyed(destroyed(server));
		assertThat(this.ended).containsExactly(complete);
		new TracingRequestListener(this.known).requestDestroyed(destroyed(server));
		assertThat(this.ended).hasSize(1);
		verify(this.known, times(1)).watch(any(), any());
	}

	@Test
	void theListenerLeavesOtherRequestsToOthers() {
		TracingRequestListener listener = new TracingRequestListener(this.known);
		listener.requestDestroyed(destroyed("untraced"));
		this.request.setAttribute(RequestTrace.ATTRIBUTE, this.trace);
		given(this.known.watch(this.request, this.trace)).willReturn(true);
		listener.requestDestroyed(destroyed("watched"));
		given(this.known.watch(this.request, this.trace)).willReturn(false);
		this.trace.becomeAsync();
		listener.requestDestroyed(destroyed("asynchronous"));
		assertThat(this.ended).isEmpty();
	}

	@Test
	void theListenerEndsARequestThatNobodyWaitsForWithoutWatchingIt() {
		RequestTrace silent = trace(null);
		this.request.setAttribute(RequestTrace.ATTRIBUTE, silent);
		new TracingRequestListener(this.known).requestDestroyed(destroyed("Apache Tomcat/11"));
		assertThat(silent.isEnded()).isTrue();
		verify(this.known, never()).watch(any(), any());
	}

	@Test
	void onlyAContainerSaysThatItReportsTheEnd() {
		assertThat(TracingRequestListener.isActive(this.request)).isFalse();
		new TracingRequestListener(this.known)
			.requestInitialized(new ServletRequestEvent(new MockServletContext(), this.request));
		assertThat(TracingRequestListener.isActive(this.request)).isTrue();
	}

	@Test
	void noListenerIsRegisteredWhereTheContainerKnowsAllRequests() throws ServletException {
		ServletContext context = mock();
		given(context.getServerInfo()).willReturn("Apache Tomcat/11");
		TomcatRequestEnds ends = new TomcatRequestEnds();
		new RequestListenerRegistration(RequestEnds.of(List.of(ends))).onStartup(context);
		verify(context).addListener(any(TracingRequestListener.class));
		ends.valve();
		new RequestListenerRegistration(RequestEnds.of(List.of(ends))).onStartup(context);
		verify(context, times(1)).addListener(any(TracingRequestListener.class));
		given(context.getServerInfo()).willReturn("jetty/12");
		new RequestListenerRegistration(RequestEnds.of(List.of(new JettyRequestEnds(), ends))).onStartup(context);
		verify(context, times(2)).addListener(any(TracingRequestListener.class));
	}

	@Test
	void anAsynchronousRequestEndsWhenItIsComplete() {
		listener().onStartAsync(event(null));
		assertThat(this.ended).isEmpty();
		listener().onComplete(event(null));
		assertThat(this.ended).containsExactly(true);
		verify(this.known, never()).watch(any(), any());
	}

	@Test
	void anAsynchronousRequestMayHaveAnErrorPageWhenItIsComplete() {
		this.response.setStatus(500);
		given(this.known.watch(this.request, this.trace)).willReturn(true);
		listener().onComplete(event(null));
		assertThat(this.ended).isEmpty();
		given(this.known.watch(this.request, this.trace)).willReturn(false);
		listener().onComplete(event(null));
		assertThat(this.ended).containsExactly(true);
	}

	@Test
	void anAsynchronousRequestWhoseClientIsGoneEndsAtOnce() {
		listener().onError(event(null));
		listener().onError(event(new IOException("disk full")));
		assertThat(this.ended).isEmpty();
		assertThat(this.trace.awaitsErrorPage()).isTrue();
		listener().onError(event(new EOFException()));
		assertThat(this.ended).containsExactly(true);
	}

	@Test
	void aTimeoutIsRecordedWithWhatTheContainerThrows() {
		IllegalStateException failure = new IllegalStateException();
		listener().onTimeout(event(failure));
		assertThat(this.ended).isEmpty();
		this.trace.end();
		assertThat(this.outcome.isFault(true)).isTrue();
	}

	@Test
	void tomcatEndsARequestBehindItsErrorPage() throws Exception {
		Request tomcat = mock();
		given(tomcat.getAttribute(RequestTrace.ATTRIBUTE)).willReturn(this.trace);
		TomcatRequestEnds ends = new TomcatRequestEnds();
		assertThat(ends.watch(this.request, this.trace)).isFalse();
		valve(ends, () -> {
			assertThat(ends.watch(this.request, this.trace)).isTrue();
			assertThat(ends.watch(this.request, trace(null))).isFalse();
			assertThat(this.ended).isEmpty();
		}).invoke(tomcat, mock());
		assertThat(this.ended).containsExactly(true);
		assertThat(ends.watch(this.request, this.trace)).isFalse();
	}

	@Test
	void tomcatEndsARequestThatFails() throws Exception {
		Request tomcat = mock();
		given(tomcat.getAttribute(RequestTrace.ATTRIBUTE)).willReturn(this.trace);
		TomcatRequestEnds ends = new TomcatRequestEnds();
		Valve valve = valve(ends, () -> {
			throw new IllegalStateException();
		});
		assertThatIllegalStateException().isThrownBy(() -> valve.invoke(tomcat, mock()));
		assertThat(this.ended).containsExactly(true);
		assertThat(ends.watch(this.request, this.trace)).isFalse();
	}

	@Test
	void tomcatDoesNotEndWhatGoesOnOrIsNotTraced() throws Exception {
		Request tomcat = mock();
		Valve valve = valve(new TomcatRequestEnds(), () -> {
		});
		valve.invoke(tomcat, mock());
		given(tomcat.isAsync()).willReturn(true);
		given(tomcat.getAttribute(RequestTrace.ATTRIBUTE)).willReturn(this.trace);
		valve.invoke(tomcat, mock());
		assertThat(valve.isAsyncSupported()).isTrue();
		assertThat(this.ended).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void jettyEndsARequestWithItsStream(boolean success) {
		HttpStream stream = mock();
		HttpStream watched = watched(stream);
		IOException failure = new IOException();
		if (success) {
			willAnswer((call) -> assertThat(this.ended).hasSize(1)).given(stream).succeeded();
			watched.succeeded();
			verify(stream).succeeded();
		}
		else {
			watched.failed(failure);
			verify(stream).failed(failure);
		}
		assertThat(this.ended).containsExactly(true);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void jettyTellsOfAClientThatCannotBeWrittenTo(boolean gone) {
		HttpStream stream = mock();
		HttpStream watched = watched(stream);
		Callback callback = mock();
		ByteBuffer content = ByteBuffer.allocate(1);
		watched.send(null, null, true, content, callback);
		ArgumentCaptor<Callback> nested = ArgumentCaptor.captor();
		verify(stream).send(any(), any(), anyBoolean(), any(), nested.capture());
		nested.getValue().succeeded();
		verify(callback).succeeded();
		assertThat(this.trace.hasClientLeft()).isFalse();
		IOException failure = gone ? new ClosedChannelException() : new IOException("disk full");
		nested.getValue().failed(failure);
		InOrder order = inOrder(callback);
		order.verify(callback).failed(failure);
		assertThat(this.trace.hasClientLeft()).isEqualTo(gone);
	}

	@Test
	void requestsOfOtherContainersAreNoneOfJetty() {
		JettyRequestEnds ends = new JettyRequestEnds();
		ends.begin(this.request, this.trace);
		assertThat(ends.watch(this.request, this.trace)).isFalse();
		assertThat(this.trace.isToBeWatched()).isTrue();
	}

	private HttpStream watched(HttpStream stream) {
		ServletContextRequest jetty = mock();
		ServletChannel channel = mock();
		given(channel.getServletContextRequest()).willReturn(jetty);
		this.request.setAttribute(ServletChannel.class.getName(), channel);
		JettyRequestEnds ends = new JettyRequestEnds();
		ends.begin(this.request, this.trace);
		assertThat(ends.watch(this.request, this.trace)).isTrue();
		ArgumentCaptor<Function<HttpStream, HttpStream>> wrapper = ArgumentCaptor.captor();
		verify(jetty).addHttpStreamWrapper(wrapper.capture());
		return wrapper.getValue().apply(stream);
	}

	private static Valve valve(TomcatRequestEnds ends, Runnable application) throws Exception {
		Valve next = mock();
		willAnswer((call) -> {
			application.run();
			return null;
		}).given(next).invoke(any(Request.class), any(Response.class));
		Valve valve = ends.valve();
		valve.setNext(next);
		return valve;
	}

	private TracingAsyncListener listener() {
		return new TracingAsyncListener(this.trace, this.known, this.request);
	}

	private static AsyncEvent event(Throwable failure) {
		return new AsyncEvent(mock(AsyncContext.class), failure);
	}

	private ServletRequestEvent destroyed(String server) {
		return new ServletRequestEvent(new MockServletContext() {

			@Override
			public String getServerInfo() {
				return server;
			}

		}, this.request);
	}

	private RequestTrace trace(RequestEndObserver observer) {
		HttpServletResponse own = this.response;
		return new RequestTrace(TraceScope.none(), new Subsegments(mock(AWSXRayRecorder.class), new TracingFaults()),
				this.request, own, false, observer);
	}

}
