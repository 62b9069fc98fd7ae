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

package io.github.springxray.console.sampling;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.github.springxray.console.document.TextLimits;

/**
 * Shares the reservoir of each rule out among the clients that have lately asked for it.
 */
public final class SamplingTargets {

	/**
	 * How long a quota holds, in seconds.
	 */
	public static final int QUOTA_TTL = 60;

	/**
	 * How often clients are to report, in seconds.
	 */
	public static final int INTERVAL = 10;

	private static final long ACTIVE = 3 * INTERVAL;

	private static final int MAX_CLIENTS = 10_000;

	private final SamplingRules rules;

	private final InstantSource clock;

	private final Map<Client, Long> clients = new LinkedHashMap<>();

	/**
	 * Create targets for rules.
	 * @param rules the rules
	 * @param clock what says who has reported lately
	 */
	public SamplingTargets(SamplingRules rules, InstantSource clock) {
		this.rules = rules;
		this.clock = clock;
	}

	/**
	 * Return what a client may sample.
	 * @param ruleName the rule that it reports about
	 * @param clientId who reports
	 * @return its share, or nothing if there is no such rule
	 */
	public synchronized Optional<Target> target(String ruleName, String clientId) {
		long now = this.clock.millis() / 1000;
		this.clients.values().removeIf((seen) -> now - seen > ACTIVE);
		return this.rules.all().stream().filter((rule) -> rule.name().equals(ruleName)).findFirst().map((rule) -> {
			Client client = new Client(rule.name(), TextLimits.cut(clientId, TextLimits.TEXT));
			if (this.clients.size() < MAX_CLIENTS || this.clients.containsKey(client)) {
				this.clients.put(client, now);
			}
			return new Target(rule.name(), rule.fixedRate(), share(rule, client), now + QUOTA_TTL, INTERVAL);
		});
	}

	private int share(SamplingRule rule, Client client) {
		List<Client> sharing = new ArrayList<>();
		for (Client each : this.clients.keySet()) {
			if (each.rule().equals(rule.name())) {
				sharing.add(each);
			}
		}
		if (sharing.isEmpty()) {
			return 0;
		}
		int rest = rule.reservoirSize() % sharing.size();
		return rule.reservoirSize() / sharing.size() + ((sharing.indexOf(client) < rest) ? 1 : 0);
	}

	/**
	 * What a client may sample.
	 *
	 * @param ruleName the rule
	 * @param fixedRate the share of requests beyond the quota
	 * @param quota how many requests a second
	 * @param ttl until when the quota holds, in seconds since 1970
	 * @param interval when to report again, in seconds
	 */
	public record Target(String ruleName, double fixedRate, int quota, long ttl, int interval) {

	}

	/**
	 * Who reports about a rule.
	 */
	private record Client(String rule, String id) {

	}

}
