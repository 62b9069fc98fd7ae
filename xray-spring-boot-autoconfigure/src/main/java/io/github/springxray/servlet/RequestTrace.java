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

import java.util.concurrent.atomic.AtomicBoolean;

import com.amazonaws.xray.entities.Entity;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import io.github.springxray.context.Subsegments;
import io.github.springxray.context.TraceScope;
import io.github.springxray.http.DisconnectedClients;

/**
 * The trace of one request, from its first dispatch to its last, on whichever threads.
 * Travels as an attribute of the request.
 */
final class RequestTrace {

	static final String ATTRIBUTE = RequestTrace.class.getName();

	private static final String HANDLED_EXCEPTION_ATTRIBUTE = "org.springframework.web.servlet.DispatcherServlet.EXCEPTION";

	private final TraceScope scope;

	private final Subsegments subsegments;

	private final HttpServletResponse response;

	private final @Nullable CountingResponse counting;

	private final RequestOutcome outcome;

	private final @Nullable RequestEndObserver observer;

	private final AtomicBoolean ended = new AtomicBoolean();

	private final AtomicBoolean watched = new AtomicBoolean();

	private volatile boolean async;

	private volatile boolean dispatching = true;

	RequestTrace(TraceScope scope, Subsegments subsegments, HttpServletRequest request, HttpServletResponse response,
			boolean wrapped, @Nullable RequestEndObserver observer) {
		this.scope = scope;
		this.subsegments = subsegments;
		this.response = response;
		this.observer = observer;
		this.counting = (wrapped || isAwaited()) ? new CountingResponse(response, this::clientMayHaveLeft) : null;
		this.outcome = new RequestOutcome(request.getMethod(), response, this.counting);
	}

	/**
	 * Return whether anybody wants to know how the request ends.
	 */
	boolean isAwaited() {
		return this.observer != null || this.scope.isRecording();
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

	/**
	 * Return the trace of a request, {@code null} if it has none or is not recorded and
	 * nobody waits for its end.
	 */
	static @Nullable RequestTrace of(ServletRequest request) {
		return (request.getAttribute(ATTRIBUTE) instanceof RequestTrace trace) ? trace : null;
	}

	/**
	 * Return what stands for a request, recorded or not, {@code null} if nothing does.
	 */
	static @Nullable Entity entityOf(ServletRequest request) {
		Object kept = request.getAttribute(ATTRIBUTE);
		if (kept instanceof ServletTracedRequest unrecorded) {
			return unrecorded.unrecorded();
		}
		return (kept instanceof RequestTrace trace) ? trace.scope().entity() : null;
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

	/**
	 * Return whether this is the first time that somebody asks.
	 */
	boolean isToBeWatched() {
		return this.watched.compareAndSet(false, true);
	}

	void beginDispatch(boolean errorPage) {
		this.dispatching = true;
		this.outcome.goOn();
		if (errorPage) {
			stopCounting();
			this.outcome.forgetStatus();
		}
	}

	/**
	 * Keep what the attributes of the request say. A container may have taken them away
	 * when the request is complete, and replaces a status that has left if an exception
	 * comes after it.
	 */
	void endDispatch(ServletRequest dispatched) {
		this.dispatching = false;
		if (dispatched instanceof HttpServletRequest request) {
			rememberRoute(request);
		}
		if (dispatched.getAttribute(HANDLED_EXCEPTION_ATTRIBUTE) instanceof Throwable handled) {
			this.outcome.notice(handled);
		}
		if (this.response.isCommitted() && this.counting != null && !this.counting.isErrorSent()) {
			this.outcome.keepStatus(this.response.getStatus());
		}
	}

	void timeOut(@Nullable Throwable failure) {
		this.outcome.timeOut();
		notice(failure);
	}

	void fail(@Nullable Throwable failure) {
		if (failure != null && this.outcome.fail(failure)) {
			this.subsegments.safely("looking for the cause of an exception", () -> unwrap(failure));
		}
	}

	private void unwrap(Throwable failure) {
		if (failure instanceof ServletException && failure.getCause() != null) {
			this.outcome.replaceFailure(failure.getCause());
		}
	}

	/**
	 * Keep an exception that is recorded only if the response turns out to be a fault.
	 */
	void notice(@Nullable Throwable failure) {
		if (failure != null) {
			this.outcome.notice(failure);
		}
	}

	/**
	 * A write has failed. If that is because the client is gone, nothing more reaches it,
	 * and the application need not tell the container: the request ends here, unless a
	 * dispatch is going on, whose end is near.
	 */
	void clientMayHaveLeft(Throwable failure) {
		if (DisconnectedClients.isDisconnected(failure)) {
			this.outcome.clientLeft();
			if (this.async && !this.dispatching) {
				end();
			}
		}
	}

	boolean hasClientLeft() {
		return this.outcome.hasClientLeft();
	}

	/**
	 * Return whether the container may still dispatch to an error page, which has the
	 * last word on the status. What a response says of being committed is no help:
	 * containers pretend that it is after {@code sendError}.
	 */
	boolean awaitsErrorPage() {
		return this.outcome.isFailed() || this.response.getStatus() >= 400
				|| (this.counting != null && this.counting.isErrorSent());
	}

	/**
	 * Keep the route of the first handler: that of an error page is not what was asked
	 * for.
	 */
	void rememberRoute(HttpServletRequest dispatched) {
		if (isAwaited() && !this.outcome.hasRoute()) {
			this.outcome.setRoute(Routes.of(dispatched));
		}
	}

	/**
	 * End the trace, once, with the response that the client gets.
	 */
	void end() {
		end(true);
	}

	/**
	 * End the trace, once, before the container has made a response of an exception.
	 */
	void endEarly() {
		end(this.async);
	}

	private void end(boolean complete) {
		if (!this.ended.compareAndSet(false, true)) {
			return;
		}
		if (this.scope.isRecording()) {
			this.subsegments.safely("recording a response", () -> this.outcome.record(this.scope.entity(), complete));
		}
		if (this.observer != null) {
			this.observer.ended(this.outcome, complete);
		}
		this.subsegments.end(this.scope, this.outcome.failure());
	}

}
