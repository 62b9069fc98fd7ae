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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;

import io.github.springxray.context.Subsegments;
import io.github.springxray.context.TraceScope;

/**
 * The trace of one request to WebFlux, on whichever threads. It ends once, with the first
 * signal: completion, an error or a cancellation, which may come after a completion.
 * Travels in the Reactor context. No method here throws.
 */
final class ExchangeTrace {

	private final TraceScope scope;

	private final Subsegments subsegments;

	private final ExchangeOutcome outcome;

	private final @Nullable Consumer<ExchangeOutcome> observer;

	private final AtomicBoolean ended = new AtomicBoolean();

	/**
	 * Create the trace of a request.
	 * @param observer is told of the end, {@code null} if nobody but the trace wants to
	 * know
	 */
	ExchangeTrace(TraceScope scope, Subsegments subsegments, ServerHttpRequest request, ServerHttpResponse response,
			@Nullable Consumer<ExchangeOutcome> observer) {
		this.scope = scope;
		this.subsegments = subsegments;
		this.observer = observer;
		ClientConnection connection = isAwaited() ? ClientConnection.of(request) : ClientConnection.OTHER;
		this.outcome = new ExchangeOutcome(request.getMethod().name(), response, connection);
	}

	/**
	 * Return whether anybody wants to know how the request ends.
	 */
	boolean isAwaited() {
		return this.observer != null || this.scope.isRecording();
	}

	TraceScope scope() {
		return this.scope;
	}

	/**
	 * Remember where WebFlux leaves what it does with the request.
	 */
	void remember(Map<String, Object> attributes) {
		this.outcome.remember(attributes);
	}

	void complete() {
		end(() -> this.outcome.complete());
	}

	void fail(Throwable failure) {
		end(() -> this.outcome.fail(failure));
	}

	/**
	 * What Reactor takes for fatal is thrown, and no response is made of it.
	 */
	void breakOff(Throwable failure) {
		end(() -> this.outcome.breakOff(failure));
	}

	/**
	 * Nobody waits for the response any more.
	 */
	void cancel() {
		end(() -> this.outcome.cancel());
	}

	/**
	 * Return whether the handler of this request is one of WebSocket.
	 */
	boolean isUpgrading() {
		return this.outcome.isUpgrading();
	}

	/**
	 * The connection is to be one of WebSocket, which may last for hours. The request is
	 * over.
	 */
	void upgrade() {
		end(() -> this.outcome.upgrade());
	}

	private void end(Runnable signal) {
		if (!this.ended.compareAndSet(false, true)) {
			return;
		}
		this.subsegments.safely("recording a response", () -> {
			signal.run();
			if (this.scope.isRecording()) {
				this.outcome.record(this.scope.entity());
			}
		});
		if (this.observer != null) {
			this.observer.accept(this.outcome);
		}
		this.subsegments.end(this.scope, this.outcome.failure());
	}

}
