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

package io.github.springxray.console.telemetry;

/**
 * What a daemon did with segments, and what went wrong when it sent them.
 *
 * @param received how many segments came
 * @param sent how many were sent on
 * @param spilled how many were dropped as there was no room
 * @param rejected how many were refused by X-Ray
 * @param errors what went wrong
 */
public record TelemetryCounts(long received, long sent, long spilled, long rejected, Errors errors) {

	TelemetryCounts plus(TelemetryCounts other) {
		return new TelemetryCounts(this.received + other.received, this.sent + other.sent, this.spilled + other.spilled,
				this.rejected + other.rejected, this.errors.plus(other.errors));
	}

	/**
	 * How often X-Ray could not be reached.
	 *
	 * @param timeouts how often it did not answer in time
	 * @param refused how often it refused the connection
	 * @param status4xx how often it blamed the daemon
	 * @param status5xx how often it failed
	 * @param unknownHost how often its name could not be resolved
	 * @param other how often something else went wrong
	 */
	public record Errors(long timeouts, long refused, long status4xx, long status5xx, long unknownHost, long other) {

		Errors plus(Errors more) {
			return new Errors(this.timeouts + more.timeouts, this.refused + more.refused,
					this.status4xx + more.status4xx, this.status5xx + more.status5xx,
					this.unknownHost + more.unknownHost, this.other + more.other);
		}

	}

}
