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

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

import com.amazonaws.xray.entities.Entity;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.UnavailableException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

import io.github.springxray.context.Subsegments;
import io.github.springxray.context.TraceScope;
import io.github.springxray.http.ContentLengths;
import io.github.springxray.http.HttpStatusCodes;

/**
 * The trace of one request, from its first dispatch to its last, on whichever threads.
 * Travels as an attribute of the request.
 */
final class RequestTrace {

	static final String ATTRIBUTE = RequestTrace.class.getName();

	private static final String ROUTE_ATTRIBUTE = "org.springframework.web.servlet.HandlerMapping.bestMatchingPattern";

	/**
	 * What static resources are mapped to, and with them every path that nobody serves.
	 */
	private static final String ANYTHING = "/**";

	private static final String HANDLED_EXCEPTION_ATTRIBUTE = "org.springframework.web.servlet.DispatcherServlet.EXCEPTION";

	private final TraceScope scope;

	private final Subsegments subsegments;

	private final HttpServletRequest request;

	private final HttpServletResponse response;

	private final @Nullable CountingResponse counting;

	private final AtomicBoolean ended = new AtomicBoolean();

	private volatile boolean async;

	private volatile boolean timedOut;

	private volatile @Nullable Throwable error;

	private volatile @Nullable String route;

	RequestTrace(TraceScope scope, Subsegments subsegments, HttpServletRequest request, HttpServletResponse response) {
		this.scope = scope;
		this.subsegments = subsegments;
		this.request = request;
		this.response = response;
		this.counting = scope.isRecording() ? new CountingResponse(response) : null;
	}

	/**
	 * The response that the application is to write to.
	 */
	HttpServletResponse response() {
		return (this.counting != null) ? this.counting : this.response;
	}

	/**
	 * From here on the application may have the container's own response.
	 */
	void stopCounting() {
		if (this.counting != null) {
			this.counting.giveUp();
		}
	}

	static @Nullable RequestTrace of(ServletRequest request) {
		return (RequestTrace) request.getAttribute(ATTRIBUTE);
	}

	TraceScope scope() {
		return this.scope;
	}

	boolean isEnded() {
		return this.ended.get();
	}

	boolean isAsync() {
		return this.async;
	}

	void becomeAsync() {
		this.async = true;
	}

	void timeOut() {
		this.timedOut = true;
	}

	void fail(@Nullable Throwable failure) {
		if (this.error == null && failure != null) {
			this.error = failure;
			this.subsegments.safely("looking for the cause of an exception", () -> unwrap(failure));
		}
	}

	private void unwrap(Throwable failure) {
		if (failure instanceof ServletException && failure.getCause() != null) {
			this.error = failure.getCause();
		}
	}

	/**
	 * Return whether the container may still dispatch to an error page, which has the
	 * last word on the status.
	 */
	boolean awaitsErrorPage() {
		return !this.response.isCommitted() && (this.error != null || this.response.getStatus() >= 400);
	}

	/**
	 * Keep the route of the first handler: that of an error page is not what was asked
	 * for.
	 */
	void rememberRoute() {
		if (this.route == null && this.scope.isRecording()) {
			Object pattern = this.request.getAttribute(ROUTE_ATTRIBUTE);
			this.route = (pattern != null && !ANYTHING.equals(pattern.toString())) ? pattern.toString() : null;
		}
	}

	/**
	 * End the trace, once, with the response as it is now.
	 */
	void end() {
		if (!this.ended.compareAndSet(false, true)) {
			return;
		}
		if (this.scope.isRecording()) {
			this.subsegments.safely("recording a response", this::recordResponse);
		}
		this.subsegments.end(this.scope, this.error);
	}

	private void recordResponse() {
		Entity entity = this.scope.entity();
		if (entity == null) {
			return;
		}
		int status = status();
		Map<String, Object> http = new LinkedHashMap<>();
		http.put("status", status);
		long length = contentLength(status);
		if (length >= 0) {
			http.put("content_length", length);
		}
		entity.putHttp("response", http);
		HttpStatusCodes.record(entity, status);
		String pattern = this.route;
		if (pattern != null) {
			entity.putAnnotation("http_route", pattern);
		}
		if (this.timedOut) {
			entity.setFault(true);
		}
		Throwable failure = this.error;
		if (failure == null && this.request.getAttribute(HANDLED_EXCEPTION_ATTRIBUTE) instanceof Throwable handled) {
			failure = handled;
		}
		if (failure != null && DisconnectedClients.isDisconnected(failure)) {
			entity.setFault(false);
			entity.setError(true);
			entity.putAnnotation("client_disconnected", true);
			this.error = null;
		}
		else if (status >= 500) {
			this.error = failure;
		}
	}

	private long contentLength(int status) {
		if (ContentLengths.isBodiless(this.request.getMethod(), status)) {
			return -1;
		}
		String declared = this.response.getHeader("Content-Length");
		if (StringUtils.hasText(declared)) {
			return ContentLengths.parse(declared);
		}
		return (this.counting != null) ? this.counting.contentLength() : -1;
	}

	/**
	 * The status that the client gets. An exception that leaves the application becomes
	 * one in the container, which has not happened yet.
	 */
	private int status() {
		int status = this.response.getStatus();
		if (this.error == null || this.response.isCommitted() || status >= 400 || this.async) {
			return status;
		}
		if (this.error instanceof UnavailableException unavailable) {
			return unavailable.isPermanent() ? HttpServletResponse.SC_NOT_FOUND
					: HttpServletResponse.SC_SERVICE_UNAVAILABLE;
		}
		return HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
	}

}
