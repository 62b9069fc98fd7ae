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

// What counts as what: a fault weighs most, and a throttle, which X-Ray marks as an error too, more than an error.

export const HEALTH = ["ok", "error", "throttle", "fault"];

export const HEALTH_LABELS = {
	ok: "OK",
	error: "Error (4xx)",
	throttle: "Throttled (429)",
	fault: "Fault (5xx)"
};

export function healthOf(flags) {
	if (flags.fault) {
		return "fault";
	}
	if (flags.throttle) {
		return "throttle";
	}
	return flags.error ? "error" : "ok";
}

/** Shares from 0 to 1 of what has been counted, in the order of `HEALTH`. */
export function shares(counts) {
	const error = counts.error ?? 0;
	const throttle = counts.throttle ?? 0;
	const fault = counts.fault ?? 0;
	const bad = error + throttle + fault;
	const ok = counts.ok ?? Math.max(0, (counts.count ?? 0) - bad);
	const total = ok + bad;
	const of = (value) => (total > 0) ? value / total : 0;
	return { ok: (total > 0) ? of(ok) : 1, error: of(error), throttle: of(throttle), fault: of(fault) };
}
