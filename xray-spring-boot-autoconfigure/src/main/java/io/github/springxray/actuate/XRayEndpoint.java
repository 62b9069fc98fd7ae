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

import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;

/**
 * The actuator's endpoint {@code xray}: whether tracing is on, where traces go and
 * whether they arrive, what is traced and what is not.
 */
@Endpoint(id = "xray")
public class XRayEndpoint {

	private final TracingReport report;

	private final @Nullable RecentTraces traces;

	private final SanitizedValues sanitized;

	XRayEndpoint(TracingReport report, @Nullable RecentTraces traces, SanitizedValues sanitized) {
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

}
