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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Takes what clients report about rules, and shares out the reservoirs among them. What
 * was reported about a rule goes with it.
 */
public final class SamplingTargets {

	/**
	 * How often clients are to report, in seconds.
	 */
	public static final int INTERVAL = 10;

	/**
	 * How long a quota holds, in seconds. A client that has gone keeps its share as long.
	 */
	public static final int QUOTA_TTL = 3 * INTERVAL;

	private static final long SECOND = 1000;

	private final SamplingRules rules;

	private final InstantSource clock;

	private final Map<RuleKey, State> states = new HashMap<>();

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
	 * Take what a client decided, and return what it may sample.
	 * @param ruleName the rule that it reports about
	 * @param clientId who reports
	 * @param counts what it decided since it reported last
	 * @return its share, or nothing if there is no such rule
	 */
	public synchronized Optional<Target> report(String ruleName, String clientId, SamplingCounts counts) {
		return this.rules.find(ruleName).map((found) -> {
			SamplingRule rule = found.rule();
			State state = state(found);
			long now = this.clock.millis();
			long until = now / SECOND + QUOTA_TTL;
			state.windows.add(counts, now);
			int quota = state.clients.report(clientId, counts, rule.reservoirSize(), now, until * SECOND);
			return new Target(rule.name(), rule.fixedRate(), quota, until, INTERVAL, state.boost.current(rule, now));
		});
	}

	/**
	 * Take what went wrong of the requests of a client.
	 * @param ruleName the rule that they were sampled by
	 * @param anomalies how many went wrong
	 * @param sampled how many of these were sampled
	 * @return whether there is such a rule, and it may be boosted
	 */
	public synchronized boolean reportAnomalies(String ruleName, long anomalies, long sampled) {
		RuleRecord found = this.rules.find(ruleName).orElse(null);
		if (found == null || found.rule().boost() == null) {
			return false;
		}
		state(found).boost.report(found.rule(), anomalies, sampled, this.clock.millis());
		return true;
	}

	/**
	 * Return what was decided lately, in windows of ten seconds.
	 * @return the windows of each rule in which something was reported; of a rule without
	 * one, the present window with nothing in it
	 */
	public synchronized List<Summary> summaries() {
		long now = this.clock.millis();
		List<Summary> summaries = new ArrayList<>();
		for (RuleRecord each : this.rules.all()) {
			String name = each.rule().name();
			List<RuleWindows.Window> windows = state(each).windows.recent(now);
			windows.forEach((window) -> summaries.add(new Summary(name, window.from() / SECOND, window.counts())));
			if (windows.isEmpty()) {
				long second = now / SECOND;
				summaries.add(new Summary(name, second - second % INTERVAL, SamplingCounts.NONE));
			}
		}
		return summaries;
	}

	/**
	 * Return what happens by each rule.
	 * @return the rules in the order in which they are tried
	 */
	public synchronized List<RuleActivity> activity() {
		long now = this.clock.millis();
		return this.rules.all().stream().map((each) -> {
			State state = state(each);
			return new RuleActivity(each, state.windows.sum(now), state.clients.recent(now),
					state.boost.current(each.rule(), now), state.boost.nextAt());
		}).toList();
	}

	private State state(RuleRecord rule) {
		RuleKey wanted = RuleKey.of(rule);
		State known = this.states.get(wanted);
		if (known != null) {
			return known;
		}
		Set<RuleKey> present = new HashSet<>();
		this.rules.all().forEach((each) -> present.add(RuleKey.of(each)));
		this.states.keySet().retainAll(present);
		State state = new State();
		this.states.put(wanted, state);
		return state;
	}

	/**
	 * What a client may sample.
	 *
	 * @param ruleName the rule
	 * @param fixedRate the share of requests beyond the quota
	 * @param quota how many requests a second
	 * @param ttl until when the quota holds, in seconds since 1970
	 * @param interval when to report again, in seconds
	 * @param boost what holds instead of the fixed rate for a while, or {@code null}
	 */
	public record Target(String ruleName, double fixedRate, int quota, long ttl, int interval, @Nullable Boost boost) {

	}

	/**
	 * What was decided by a rule within ten seconds.
	 *
	 * @param ruleName the rule
	 * @param from when they begin, in seconds since 1970
	 * @param counts what all clients decided
	 */
	public record Summary(String ruleName, long from, SamplingCounts counts) {

	}

	/**
	 * A rule that is deleted and made anew is another one.
	 */
	private record RuleKey(String name, long createdAt) {

		static RuleKey of(RuleRecord rule) {
			return new RuleKey(rule.rule().name(), rule.createdAt());
		}

	}

	/**
	 * What is known of a rule.
	 */
	private static final class State {

		private final RuleWindows windows = new RuleWindows();

		private final RuleClients clients = new RuleClients();

		private final BoostState boost = new BoostState();

	}

}
