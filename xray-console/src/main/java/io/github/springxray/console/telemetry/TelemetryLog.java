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

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Adds up what daemons and agents report. Of too many, those are forgotten that have not
 * reported for the longest time.
 */
public final class TelemetryLog {

	private static final int MAX_CLIENTS = 200;

	private final InstantSource clock;

	private final Map<Sender, Telemetry> senders = new LinkedHashMap<>();

	/**
	 * Create an empty log.
	 * @param clock what says when somebody reported
	 */
	public TelemetryLog(InstantSource clock) {
		this.clock = clock;
	}

	/**
	 * Take a report.
	 * @param sender who reports
	 * @param counts what it did since it reported last
	 */
	public synchronized void add(Sender sender, TelemetryCounts counts) {
		Telemetry before = this.senders.remove(sender);
		TelemetryCounts sum = (before != null) ? before.counts().plus(counts) : counts;
		if (this.senders.size() >= MAX_CLIENTS) {
			this.senders.remove(this.senders.keySet().iterator().next());
		}
		this.senders.put(sender, new Telemetry(sender, sum, this.clock.millis()));
	}

	/**
	 * Return what was reported.
	 * @return what each sender reported, in the order in which they did last
	 */
	public synchronized List<Telemetry> all() {
		return List.copyOf(this.senders.values());
	}

	/**
	 * Who reports. What it does not say is empty.
	 *
	 * @param hostname its host
	 * @param instance its instance of EC2
	 * @param resource the ARN of what it runs on
	 */
	public record Sender(String hostname, String instance, String resource) {

	}

	/**
	 * What a sender reported.
	 *
	 * @param sender who it is
	 * @param counts all that it did
	 * @param reportedAt when it reported last, in milliseconds since 1970
	 */
	public record Telemetry(Sender sender, TelemetryCounts counts, long reportedAt) {

	}

}
