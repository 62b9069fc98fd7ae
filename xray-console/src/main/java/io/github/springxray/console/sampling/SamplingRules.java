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
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import tools.jackson.databind.JsonNode;

/**
 * The rules that are handed out. There is always a default rule, and it comes last; as
 * long as nobody has given one, it samples everything.
 */
public final class SamplingRules {

	private static final int MAX_RULES = 500;

	private static final String[] LISTS = { "rules", "SamplingRules", "SamplingRuleRecords" };

	private final InstantSource clock;

	private volatile State state;

	/**
	 * Create the rules, of which there is but the default one.
	 * @param clock what says when rules were changed
	 */
	public SamplingRules(InstantSource clock) {
		this.clock = clock;
		this.state = new State(List.of(SamplingRule.ofDefault(1, 1)), now());
	}

	/**
	 * Return the rules.
	 * @return the rules in ascending priority, the default one last
	 */
	public List<SamplingRule> all() {
		return this.state.rules();
	}

	/**
	 * Return when the rules were changed.
	 * @return seconds since 1970
	 */
	public long modifiedAt() {
		return this.state.modifiedAt();
	}

	/**
	 * Replace all rules.
	 * @param json an array of rules, or an object with it as {@code rules},
	 * {@code SamplingRules} or {@code SamplingRuleRecords}
	 * @throws IllegalArgumentException if these are no rules, with a message for people
	 */
	public void replace(JsonNode json) {
		List<SamplingRule> rules = new ArrayList<>();
		Set<String> names = new HashSet<>();
		for (JsonNode item : list(json)) {
			SamplingRule rule = SamplingRule.read(item.has("SamplingRule") ? item.path("SamplingRule") : item);
			if (!names.add(rule.name())) {
				throw new IllegalArgumentException("There are several rules " + rule.name());
			}
			rules.add(rule);
		}
		if (rules.size() > MAX_RULES) {
			throw new IllegalArgumentException("There are more than " + MAX_RULES + " rules");
		}
		if (!names.contains(SamplingRule.DEFAULT_NAME)) {
			rules.add(SamplingRule.ofDefault(1, 1));
		}
		rules.sort(Comparator.comparingInt(SamplingRule::priority).thenComparing(SamplingRule::name));
		this.state = new State(List.copyOf(rules), now());
	}

	private static JsonNode list(JsonNode json) {
		if (json.isArray()) {
			return json;
		}
		for (String name : LISTS) {
			if (json.path(name).isArray()) {
				return json.path(name);
			}
		}
		throw new IllegalArgumentException("Expected a list of rules, or an object with the list as \"rules\"");
	}

	private long now() {
		return this.clock.millis() / 1000;
	}

	/**
	 * Rules and when they came.
	 */
	private record State(List<SamplingRule> rules, long modifiedAt) {

	}

}
