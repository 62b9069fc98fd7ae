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

import java.time.Duration;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

/**
 * The actuator's endpoint {@code xray}: whether tracing is on, where traces go and
 * whether they arrive, what is traced and what is not.
 */
@Endpoint(id = "xray", defaultAccess = Access.READ_ONLY)
public class XRayEndpoint {

	private static final Duration LONGEST = Duration.ofDays(30);

	private final TracingReport report;

	private final @Nullable RecentTraces traces;

	private final SanitizedValues sanitized;

	private final @Nullable TracingControl control;

	XRayEndpoint(TracingReport report, @Nullable RecentTraces traces, SanitizedValues sanitized,
			@Nullable TracingControl control) {
		this.control = control;
		this.report = report;
		this.traces = traces;
		this.sanitized = sanitized;
	}

	/**
	 * Return how tracing is doing.
	 * @return what each part tells of itself, by its name
	 */
	@ReadOperation
	public Map<String, Object> tracing() {
		return this.sanitized.of(this.report.describe());
	}

	/**
	 * Return the last traces, if {@code xray.endpoint.recent-traces} keeps them.
	 * @param part {@code traces}
	 * @return the traces, the latest first, {@code null} if none are kept
	 */
	@ReadOperation
	public @Nullable Map<String, Object> part(@Selector String part) {
		if (!part.equals("traces") || this.traces == null) {
			return null;
		}
		return this.sanitized.of(Map.of("traces", this.traces.latest()));
	}

	/**
	 * Switch tracing or its rate. What is not given stays as it is.
	 * @param enabled whether to trace
	 * @param samplingRate which share of all requests to trace, from 0 to 1, in the place
	 * of what rules say
	 * @param duration after which time to go back to what is configured, {@code for} in
	 * the body of a request; not given for never
	 * @return how tracing is doing then
	 */
	@WriteOperation
	public Map<String, Object> change(@Nullable Boolean enabled, @Nullable Double samplingRate,
			@Nullable Duration duration) {
		if (enabled == null && samplingRate == null) {
			throw new InvalidEndpointRequestException("Nothing to change",
					"Write enabled, true or false, or samplingRate, from 0 to 1, or both, and for, such as 10m.");
		}
		if (samplingRate != null && !(samplingRate >= 0 && samplingRate <= 1)) {
			throw new InvalidEndpointRequestException("No sampling rate", "samplingRate is a number from 0 to 1.");
		}
		if (duration != null && (duration.isNegative() || duration.isZero() || duration.compareTo(LONGEST) > 0)) {
			throw new InvalidEndpointRequestException("No duration", "for is a duration such as 10m, up to 30d.");
		}
		control().change(enabled, samplingRate, duration, "the actuator");
		return tracing();
	}

	/**
	 * Go back to what is configured.
	 * @return how tracing is doing then
	 */
	@DeleteOperation
	public Map<String, Object> reset() {
		control().reset("the actuator");
		return tracing();
	}

	private TracingControl control() {
		if (this.control == null) {
			throw new InvalidEndpointRequestException("Tracing is off",
					"Nothing of it was set up, as xray.enabled is false. It takes a restart to switch it on.");
		}
		return this.control;
	}

}
