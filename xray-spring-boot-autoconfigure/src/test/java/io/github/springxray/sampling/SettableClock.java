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

package io.github.springxray.sampling;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A clock that goes when it is told.
 */
final class SettableClock implements InstantSource {

	private final AtomicLong now = new AtomicLong(Instant.parse("2026-01-01T00:00:00.100Z").toEpochMilli());

	@Override
	public Instant instant() {
		return Instant.ofEpochMilli(this.now.get());
	}

	@Override
	public long millis() {
		return this.now.get();
	}

	void advance(Duration duration) {
		this.now.addAndGet(duration.toMillis());
	}

}
