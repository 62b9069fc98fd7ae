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
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The sampling rules that SDKs are given. What makes no sense is refused with an
 * {@link IllegalArgumentException}, whose message is for people.
 */
public final class SamplingRules {

	/**
	 * How many rules X-Ray keeps in a region, besides the default one.
	 */
	public static final int MAX_RULES = 25;

	private static final String[] LISTS = { "rules", "SamplingRules", "SamplingRuleRecords" };

	private static final String ARN = ":sampling-rule/";

	private static final Comparator<RuleRecord> ORDER = Comparator
		.comparingInt((RuleRecord item) -> item.rule().priority())
		.thenComparing((item) -> item.rule().name());

	private final InstantSource clock;

	private volatile State state;

	/**
	 * Create the rules, of which there is but the default one.
	 * @param clock what says when rules were changed
	 */
	public SamplingRules(InstantSource clock) {
		this.clock = clock;
		long now = clock.millis();
		this.state = new State(List.of(new RuleRecord(SamplingRule.ofDefault(1, 1, null), 0, now)), secondsUp(now));
	}

	/**
	 * Return the rules.
	 * @return the rules in the order in which they are tried, the default one last
	 */
	public List<RuleRecord> all() {
		return this.state.rules();
	}

	/**
	 * Return when the rules were changed. SDKs compare it in whole seconds with when they
	 * asked, or with what they were told before. They must not miss a change within the
	 * same second, so it is rounded up, and each change is later than the one before.
	 * @return seconds since 1970
	 */
	public long modifiedAt() {
		return this.state.modifiedAt();
	}

	/**
	 * Return the rule of a name.
	 * @param name the name
	 * @return the rule, or nothing if there is none of this name
	 */
	public Optional<RuleRecord> find(String name) {
		return all().stream().filter((item) -> item.rule().name().equals(name)).findFirst();
	}

	/**
	 * Add a rule.
	 * @param json the rule in the form of X-Ray
	 * @return what was added
	 * @throws RuleLimitException if there are too many
	 */
	public synchronized RuleRecord create(JsonNode json) {
		SamplingRule rule = RuleReader.created(json);
		if (find(rule.name()).isPresent()) {
			throw new IllegalArgumentException("There is a rule " + rule.name() + " already");
		}
		if (all().size() > MAX_RULES) {
			throw new RuleLimitException("There are " + MAX_RULES + " rules already, which is what X-Ray keeps");
		}
		long now = this.clock.millis();
		RuleRecord added = new RuleRecord(rule, now, now);
		change(null, added, now);
		return added;
	}

	/**
	 * Change a rule.
	 * @param json its name or ARN, and the fields that change
	 * @return what it is now
	 */
	public synchronized RuleRecord update(JsonNode json) {
		RuleRecord before = named(json);
		long now = this.clock.millis();
		RuleRecord after = new RuleRecord(RuleReader.updated(before.rule(), json), before.createdAt(), now);
		change(before, after, now);
		return after;
	}

	/**
	 * Take a rule away.
	 * @param json its name or ARN
	 * @return what it was
	 */
	public synchronized RuleRecord delete(JsonNode json) {
		RuleRecord before = named(json);
		if (before.rule().isDefault()) {
			throw new IllegalArgumentException("The Default rule cannot be deleted");
		}
		change(before, null, this.clock.millis());
		return before;
	}

	/**
	 * Replace all rules.
	 * @param json an array of rules, or an object with it as {@code rules},
	 * {@code SamplingRules} or {@code SamplingRuleRecords}
	 * @throws RuleLimitException if there are too many
	 */
	public synchronized void replace(JsonNode json) {
		long now = this.clock.millis();
		List<RuleRecord> records = new ArrayList<>();
		Set<String> names = new HashSet<>();
		for (JsonNode item : list(json)) {
			SamplingRule rule = RuleReader.ofFile(item.has("SamplingRule") ? item.path("SamplingRule") : item);
			if (!names.add(rule.name())) {
				throw new IllegalArgumentException("There are several rules " + rule.name());
			}
			records.add(replaced(rule, now));
		}
		if (!names.contains(SamplingRule.DEFAULT_NAME)) {
			records.add(replaced(SamplingRule.ofDefault(1, 1, null), now));
		}
		if (records.size() > MAX_RULES + 1) {
			throw new RuleLimitException("There are more than " + MAX_RULES + " rules besides the default one");
		}
		set(records, now);
	}

	private RuleRecord replaced(SamplingRule rule, long now) {
		RuleRecord before = find(rule.name()).orElse(null);
		if (before == null) {
			return new RuleRecord(rule, now, now);
		}
		return before.rule().equals(rule) ? before : new RuleRecord(rule, before.createdAt(), now);
	}

	private void change(@Nullable RuleRecord before, @Nullable RuleRecord after, long now) {
		List<RuleRecord> records = new ArrayList<>(all());
		if (before != null) {
			records.remove(before);
		}
		if (after != null) {
			records.add(after);
		}
		set(records, now);
	}

	private void set(List<RuleRecord> records, long now) {
		records.sort(ORDER);
		this.state = new State(List.copyOf(records), Math.max(secondsUp(now), modifiedAt() + 1));
	}

	private static long secondsUp(long millis) {
		return -Math.floorDiv(-millis, 1000L);
	}

	private RuleRecord named(JsonNode json) {
		String name = json.path("RuleName").asString("");
		String arn = json.path("RuleARN").asString("");
		if (name.isEmpty() == arn.isEmpty()) {
			throw new IllegalArgumentException("Either RuleName or RuleARN has to be given");
		}
		int slash = arn.indexOf(ARN);
		String wanted = (slash >= 0) ? arn.substring(slash + ARN.length()) : name;
		return find(wanted).orElseThrow(() -> new IllegalArgumentException("There is no such rule"));
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

	/**
	 * Rules, and when they came, in seconds since 1970.
	 */
	private record State(List<RuleRecord> rules, long modifiedAt) {

	}

}
