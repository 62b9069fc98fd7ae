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

package io.github.springxray.reactive;

import java.util.Map;

import com.amazonaws.xray.entities.Entity;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.server.handler.ExceptionHandlingWebHandler;

import io.github.springxray.entity.HttpResponseFields;
import io.github.springxray.http.ContentLengths;
import io.github.springxray.http.DisconnectedClients;
import io.github.springxray.http.HttpRoute;
import io.github.springxray.http.HttpStatusCodes;

/**
 * What became of a request, and what is recorded of it in the end.
 */
final class ExchangeOutcome {

	private static final String MATCHING_ATTRIBUTE = "org.springframework.web.reactive.HandlerMapping.bestMatchingPattern";

	private static final String HANDLER_ATTRIBUTE = "org.springframework.web.reactive.HandlerMapping.bestMatchingHandler";

	/**
	 * What static resources are mapped to, and with them every path that nobody serves.
	 */
	private static final String ANYTHING = "/**";

	private static final int SWITCHING_PROTOCOLS = 101;

	private static final int OK = 200;

	private static final int SERVER_ERROR = 500;

	private final String method;

	private final ServerHttpResponse response;

	private final ClientConnection connection;

	private volatile Map<String, Object> attributes = Map.of();

	private int status;

	private boolean clientLeft;

	private @Nullable Throwable failure;

	ExchangeOutcome(String method, ServerHttpResponse response, ClientConnection connection) {
		this.method = method;
		this.response = response;
		this.connection = connection;
	}

	void remember(Map<String, Object> attributes) {
		this.attributes = attributes;
	}

	void complete() {
		ServerRequestObservationContext observed = observed();
		this.status = statusOr(OK);
		this.clientLeft = (observed != null && observed.isConnectionAborted()) || this.connection.isLost(isWhole());
		if (this.status >= SERVER_ERROR) {
			this.failure = handled(observed);
		}
	}

	/**
	 * What gets here has not been handled: the server answers with an error, unless a
	 * status has left. A connection that is broken then is that of the client; before it,
	 * it may be any.
	 */
	void fail(Throwable failure) {
		boolean committed = this.response.isCommitted();
		this.status = committed ? statusOr(OK) : SERVER_ERROR;
		this.clientLeft = committed && DisconnectedClients.isDisconnected(failure);
		this.failure = failure;
	}

	void breakOff(Throwable failure) {
		this.status = statusThatHasLeft();
		this.failure = failure;
	}

	void cancel() {
		this.status = statusThatHasLeft();
		this.clientLeft = true;
	}

	/**
	 * Return 0 where nothing was answered.
	 */
	private int statusThatHasLeft() {
		return this.response.isCommitted() ? statusOr(OK) : 0;
	}

	boolean isUpgrading() {
		Object handler = this.attributes.get(HANDLER_ATTRIBUTE);
		return handler instanceof WebSocketHandler;
	}

	void upgrade() {
		this.status = SWITCHING_PROTOCOLS;
	}

	/**
	 * Return the exception to record.
	 */
	@Nullable Throwable failure() {
		return this.failure;
	}

	/**
	 * Return whether a segment that this is recorded on is a fault.
	 */
	boolean isFault() {
		return !this.clientLeft && (this.failure != null || this.status >= SERVER_ERROR);
	}

	void record(@Nullable Entity entity) {
		if (entity == null) {
			return;
		}
		if (this.status > 0) {
			recordResponse(entity);
		}
		Object pattern = this.attributes.get(MATCHING_ATTRIBUTE);
		String route = (pattern != null) ? pattern.toString() : null;
		if (route != null && !ANYTHING.equals(route)) {
			HttpRoute.recordPattern(entity, route);
		}
		if (this.clientLeft) {
			entity.setFault(false);
			entity.setError(true);
			entity.putAnnotation("client_disconnected", true);
			this.failure = null;
		}
	}

	private void recordResponse(Entity entity) {
		long length = ContentLengths.isBodiless(this.method, this.status) ? -1
				: ContentLengths.parse(this.response.getHeaders().getFirst("Content-Length"));
		entity.putHttp("response", new HttpResponseFields(this.status, length));
		HttpStatusCodes.record(entity, this.status);
	}

	private boolean isWhole() {
		return ContentLengths.isBodiless(this.method, this.status)
				|| this.response.getHeaders().containsHeader("Content-Length");
	}

	private int statusOr(int none) {
		HttpStatusCode code = this.response.getStatusCode();
		return (code != null) ? code.value() : none;
	}

	private @Nullable ServerRequestObservationContext observed() {
		return ServerRequestObservationContext.findCurrent(this.attributes).orElse(null);
	}

	/**
	 * The application may say itself what its metrics and traces are to tell.
	 */
	private @Nullable Throwable handled(@Nullable ServerRequestObservationContext observed) {
		if (this.attributes.get(ExceptionHandlingWebHandler.HANDLED_WEB_EXCEPTION) instanceof Throwable handled) {
			return handled;
		}
		return (observed != null) ? observed.getError() : null;
	}

}
