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

import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Segment;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import io.github.springxray.context.CurrentEntity;
import io.github.springxray.context.Segments;
import io.github.springxray.context.Subsegments;

/**
 * Makes each request one segment. The first dispatch begins it; later ones, to an error
 * page or from an asynchronous handler, run inside it. It ends when the response is
 * complete: after the dispatch, or when the container says so.
 */
final class TracingFilter implements Filter {

	private final RequestTraceFactory traces;

	private final Segments segments;

	private final Subsegments subsegments;

	private final RequestEnds ends;

	private final boolean lambda;

	TracingFilter(RequestTraceFactory traces, Segments segments, Subsegments subsegments, RequestEnds ends,
			boolean lambda) {
		this.traces = traces;
		this.segments = segments;
		this.subsegments = subsegments;
		this.ends = ends;
		this.lambda = lambda;
	}

	@Override
	public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		Object kept = request.getAttribute(RequestTrace.ATTRIBUTE);
		if (kept instanceof RequestTrace trace) {
			goOn(trace, request, response, chain);
		}
		else if (kept instanceof ServletTracedRequest unrecorded) {
			goOn(unrecorded, request, response, chain);
		}
		else if (request.getDispatcherType() == DispatcherType.REQUEST
				&& request instanceof HttpServletRequest httpRequest
				&& response instanceof HttpServletResponse httpResponse) {
			begin(httpRequest, httpResponse, chain);
		}
		else {
			chain.doFilter(request, response);
		}
	}

	private void begin(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		ServletTracedRequest traced = this.traces.describe(request, response);
		RequestTrace trace = this.traces.begin(traced, request, response);
		if (trace == null) {
			leaveOut(traced, request, response, chain);
			return;
		}
		request.setAttribute(RequestTrace.ATTRIBUTE, trace);
		if (trace.isAwaited()) {
			this.subsegments.safely("watching a request", () -> this.ends.begin(request, trace));
		}
		try {
			chain.doFilter(request, trace.response());
		}
		catch (Throwable ex) {
			trace.fail(ex);
			throw ex;
		}
		finally {
			afterDispatch(trace, request, null);
			this.subsegments.detach(trace.scope());
		}
	}

	/**
	 * What becomes of a request that is not recorded is not looked at.
	 */
	private void leaveOut(ServletTracedRequest traced, ServletRequest request, ServletResponse response,
			FilterChain chain) throws IOException, ServletException {
		request.setAttribute(RequestTrace.ATTRIBUTE, traced);
		Segment unrecorded = traced.unrecorded();
		Entity previous = (unrecorded != null) ? this.segments.enter(unrecorded) : null;
		try {
			chain.doFilter(request, response);
		}
		finally {
			if (unrecorded != null) {
				this.segments.leave(unrecorded, previous);
			}
		}
	}

	private void goOn(ServletTracedRequest unrecorded, ServletRequest request, ServletResponse response,
			FilterChain chain) throws IOException, ServletException {
		CurrentEntity current = this.subsegments.makeCurrent(unrecorded.unrecorded());
		try {
			chain.doFilter(request, response);
		}
		finally {
			current.close();
		}
	}

	private void goOn(RequestTrace trace, ServletRequest request, ServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		trace.beginDispatch(request.getDispatcherType() == DispatcherType.ERROR);
		HeldResponse held = hold(trace, request, response);
		CurrentEntity current = this.subsegments.makeCurrent(trace.scope().entity());
		try {
			chain.doFilter(request, (held != null) ? held : response);
		}
		catch (Throwable ex) {
			trace.fail(ex);
			throw ex;
		}
		finally {
			if (request.getDispatcherType() != DispatcherType.REQUEST) {
				afterDispatch(trace, request, held);
			}
			current.close();
			if (held != null) {
				held.release();
			}
		}
	}

	private @Nullable HeldResponse hold(RequestTrace trace, ServletRequest request, ServletResponse response) {
		return (this.lambda && trace.scope().isRecording() && request.getDispatcherType() == DispatcherType.ASYNC
				&& response instanceof HttpServletResponse httpResponse) ? new HeldResponse(httpResponse) : null;
	}

	/**
	 * Runs while an exception of the application may be on its way, which it must not
	 * replace by one of its own.
	 */
	private void afterDispatch(RequestTrace trace, ServletRequest request, @Nullable HeldResponse held) {
		if (trace.isAwaited()) {
			this.subsegments.safely("ending a dispatch", () -> endOrWait(trace, request, held));
		}
	}

	/**
	 * The containers of AWS Lambda do not all say that an asynchronous request is
	 * complete, but a response that was flushed in its dispatch is.
	 */
	private void endOrWait(RequestTrace trace, ServletRequest request, @Nullable HeldResponse held) {
		trace.endDispatch(request);
		if (held != null && held.isComplete()) {
			trace.end();
		}
		else if (request.isAsyncStarted()) {
			trace.becomeAsync();
			listen(request.getAsyncContext(), request, trace);
			if (trace.hasClientLeft()) {
				trace.end();
			}
			else {
				this.ends.watch(request, trace);
			}
		}
		else if (!trace.awaitsErrorPage() || !isEndReported(request, trace)) {
			trace.endEarly();
		}
	}

	private boolean isEndReported(ServletRequest request, RequestTrace trace) {
		return TracingRequestListener.isActive(request)
				|| (this.ends.knowsAllOf(request.getServletContext()) && this.ends.watch(request, trace));
	}

	private void listen(AsyncContext context, ServletRequest request, RequestTrace trace) {
		if (context.hasOriginalRequestAndResponse()) {
			trace.stopCounting();
		}
		try {
			context.addListener(new TracingAsyncListener(trace, this.ends, request));
		}
		catch (IllegalStateException ex) {
			trace.end();
			throw ex;
		}
	}

}
