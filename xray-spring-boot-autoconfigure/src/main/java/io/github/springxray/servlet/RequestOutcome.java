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

import com.amazonaws.xray.entities.Entity;
import jakarta.servlet.UnavailableException;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

import io.github.springxray.entity.HttpResponseFields;
import io.github.springxray.http.ContentLengths;
import io.github.springxray.http.DisconnectedClients;
import io.github.springxray.http.HttpRoute;
import io.github.springxray.http.HttpStatusCodes;

/**
 * What became of a request: what is learned on the way, and what is recorded of it in the
 * end.
 */
final class RequestOutcome {

	private final String method;

	private final HttpServletResponse response;

	private final @Nullable CountingResponse counting;

	private volatile boolean timedOut;

	private volatile boolean goneOn;

	private volatile boolean clientLeft;

	private volatile int sentStatus;

	private volatile @Nullable Throwable error;

	private volatile @Nullable Throwable noticed;

	private volatile @Nullable String route;

	RequestOutcome(String method, HttpServletResponse response, @Nullable CountingResponse counting) {
		this.method = method;
		this.response = response;
		this.counting = counting;
	}

	void timeOut() {
		this.timedOut = true;
	}

	/**
	 * The application goes on with the request.
	 */
	void goOn() {
		this.goneOn = this.timedOut;
	}

	void clientLeft() {
		this.clientLeft = true;
	}

	boolean hasClientLeft() {
		return this.clientLeft;
	}

	/**
	 * An exception has left the application.
	 * @return whether it is the first one
	 */
	boolean fail(Throwable failure) {
		if (this.error != null) {
			return false;
		}
		this.error = failure;
		return true;
	}

	void replaceFailure(Throwable failure) {
		this.error = failure;
	}

	boolean isFailed() {
		return this.error != null;
	}

	/**
	 * Return the exception to record.
	 */
	@Nullable Throwable failure() {
		return this.error;
	}

	void notice(Throwable failure) {
		if (this.noticed == null) {
			this.noticed = failure;
		}
	}

	void keepStatus(int status) {
		this.sentStatus = status;
	}

	/**
	 * An error page is dispatched to only if nothing has left.
	 */
	void forgetStatus() {
		this.sentStatus = 0;
	}

	boolean hasRoute() {
		return this.route != null;
	}

	void setRoute(@Nullable String route) {
		this.route = route;
	}

	void record(@Nullable Entity entity, boolean complete) {
		if (entity == null) {
			return;
		}
		int status = status(complete);
		entity.putHttp("response", new HttpResponseFields(status, contentLength(status)));
		HttpStatusCodes.record(entity, status);
		String pattern = this.route;
		if (pattern != null) {
			HttpRoute.recordPattern(entity, pattern);
		}
		Throwable failure = (this.error != null) ? this.error : this.noticed;
		if (isClientGone()) {
			entity.setFault(false);
			entity.setError(true);
			entity.putAnnotation("client_disconnected", true);
			this.error = null;
		}
		else if (status >= 500) {
			this.error = failure;
		}
		if (this.timedOut) {
			recordTimeout(entity);
		}
	}

	/**
	 * Return whether a segment that this is recorded on is a fault.
	 */
	boolean isFault(boolean complete) {
		return !isClientGone() && (this.error != null || status(complete) >= 500 || isUnansweredTimeout());
	}

	private boolean isClientGone() {
		Throwable failure = (this.error != null) ? this.error : this.noticed;
		return (this.clientLeft && this.error == null)
				|| (failure != null && DisconnectedClients.isDisconnected(failure));
	}

	/**
	 * To answer a timeout is what long polling does. One that is ended with nothing to
	 * say is a fault.
	 */
	private void recordTimeout(Entity entity) {
		entity.putAnnotation("async_timeout", true);
		if (isUnansweredTimeout()) {
			entity.setFault(true);
		}
	}

	private boolean isUnansweredTimeout() {
		return this.timedOut && !this.goneOn && !this.clientLeft && this.counting != null && !this.counting.isTouched();
	}

	private long contentLength(int status) {
		if (ContentLengths.isBodiless(this.method, status)) {
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
	 * one in the container, which may not have happened yet.
	 */
	private int status(boolean complete) {
		int status = (this.sentStatus != 0) ? this.sentStatus : this.response.getStatus();
		if (complete || this.error == null || this.response.isCommitted() || status >= 400) {
			return status;
		}
		if (this.error instanceof UnavailableException unavailable) {
			return unavailable.isPermanent() ? HttpServletResponse.SC_NOT_FOUND
					: HttpServletResponse.SC_SERVICE_UNAVAILABLE;
		}
		return HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
	}

}
