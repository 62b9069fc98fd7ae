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

import java.util.function.Consumer;

import com.amazonaws.xray.entities.Segment;
import org.jspecify.annotations.Nullable;

import io.github.springxray.http.IncomingEnding;

/**
 * How a request has ended, for whoever decided on it.
 */
final class ExchangeEnding implements IncomingEnding {

	private final ExchangeOutcome outcome;

	private final Consumer<Segment> request;

	/**
	 * Create the end.
	 * @param request records what was asked for
	 */
	ExchangeEnding(ExchangeOutcome outcome, Consumer<Segment> request) {
		this.outcome = outcome;
		this.request = request;
	}

	@Override
	public boolean isFault() {
		return this.outcome.isFault();
	}

	@Override
	public void record(Segment segment) {
		this.request.accept(segment);
		this.outcome.record(segment);
	}

	@Override
	public @Nullable Throwable failure() {
		return this.outcome.failure();
	}

}
