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

import java.util.function.Consumer;

import com.amazonaws.xray.entities.Segment;
import org.jspecify.annotations.Nullable;

import io.github.springxray.http.IncomingEnding;

/**
 * How a request has ended, for whoever decided on it.
 */
final class RequestEnding implements IncomingEnding {

	private final RequestOutcome outcome;

	private final boolean complete;

	private final Consumer<Segment> request;

	/**
	 * Create the end.
	 * @param complete whether the container has made a response of an exception
	 * @param request records what was asked for
	 */
	RequestEnding(RequestOutcome outcome, boolean complete, Consumer<Segment> request) {
		this.outcome = outcome;
		this.complete = complete;
		this.request = request;
	}

	@Override
	public boolean isFault() {
		return this.outcome.isFault(this.complete);
	}

	@Override
	public void record(Segment segment) {
		this.request.accept(segment);
		this.outcome.record(segment, this.complete);
	}

	@Override
	public @Nullable Throwable failure() {
		return this.outcome.failure();
	}

}
