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

package io.github.springxray.actuate;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

import io.github.springxray.emitter.EmitterStatistics;

/**
 * Tells whether traces arrive, from what the emitter knows. An application works without
 * its traces, so it is up, or nothing is known, and never down.
 */
final class XRayHealthIndicator implements HealthIndicator {

	private final EmitterStatistics statistics;

	XRayHealthIndicator(EmitterStatistics statistics) {
		this.statistics = statistics;
	}

	@Override
	public Health health() {
		EmitterStatistics.LastError error = this.statistics.lastError();
		Instant success = this.statistics.lastSuccess();
		Health.Builder health = isUp(success, error) ? Health.up() : Health.unknown();
		health.withDetail("sent", this.statistics.sent()).withDetail("dropped", this.statistics.dropped());
		if (success != null) {
			health.withDetail("lastSuccess", success);
		}
		if (error != null) {
			health.withDetail("lastError", error);
		}
		return health.build();
	}

	/**
	 * UDP does not say that somebody listens, but says after the next datagram that
	 * nobody did. So a success counts from a moment after the error.
	 */
	private static boolean isUp(@Nullable Instant success, EmitterStatistics.@Nullable LastError error) {
		return success != null && (error == null || success.isAfter(error.time()));
	}

}
