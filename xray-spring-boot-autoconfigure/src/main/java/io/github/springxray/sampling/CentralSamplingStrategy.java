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

package io.github.springxray.sampling;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

import com.amazonaws.xray.strategy.sampling.SamplingRequest;
import com.amazonaws.xray.strategy.sampling.SamplingResponse;
import org.jspecify.annotations.Nullable;

/**
 * Decides by the rules of X-Ray, and by local ones as long as it has none that are fresh.
 */
final class CentralSamplingStrategy implements UnseenSampling {

	/**
	 * As long as the SDKs of X-Ray trust rules that they cannot renew.
	 */
	private static final Duration TRUSTED = Duration.ofHours(1);

	private static final Comparator<SamplingRule> ORDER = Comparator.comparing(SamplingRule::isLast)
		.thenComparingInt(SamplingRule::priority)
		.thenComparing(SamplingRule::name, Comparator.nullsLast(Comparator.naturalOrder()));

	private final LocalSamplingStrategy fallback;

	private final RequestAttributes known;

	private final InstantSource clock;

	private volatile @Nullable Loaded loaded;

	CentralSamplingStrategy(LocalSamplingStrategy fallback, RequestAttributes known, InstantSource clock) {
		this.fallback = fallback;
		this.known = known;
		this.clock = clock;
	}

	@Override
	public SamplingResponse shouldTrace(SamplingRequest request) {
		long now = this.clock.millis();
		Loaded loaded = this.loaded;
		SamplingResponse response = (loaded != null && isFresh(loaded, now)) ? loaded.rules().decide(request, now)
				: null;
		return (response != null) ? response : this.fallback.shouldTrace(request);
	}

	@Override
	public @Nullable SamplingResponse decideUnseen() {
		long now = this.clock.millis();
		Loaded loaded = this.loaded;
		return (loaded != null && isFresh(loaded, now)) ? loaded.rules().decideUnseen(now)
				: this.fallback.decideUnseen();
	}

	/**
	 * After a clock was set back a long way, nobody knows how old rules are.
	 */
	private static boolean isFresh(Loaded loaded, long now) {
		return Math.abs(now - loaded.at()) < TRUSTED.toMillis();
	}

	LocalSamplingStrategy fallback() {
		return this.fallback;
	}

	boolean isFollowed() {
		Loaded loaded = this.loaded;
		return loaded != null && isFresh(loaded, this.clock.millis());
	}

	/**
	 * Return when the rules were got last.
	 */
	Optional<Instant> loadedAt() {
		Loaded loaded = this.loaded;
		return (loaded != null) ? Optional.of(Instant.ofEpochMilli(loaded.at())) : Optional.empty();
	}

	@Override
	public boolean isForcedSamplingSupported() {
		return false;
	}

	/**
	 * Take rules in the place of those before. What was counted by a rule, and what it
	 * may take, stays.
	 */
	void load(List<SamplingRule> rules) {
		Loaded before = this.loaded;
		Map<String, RuleSampler> byName = new HashMap<>();
		List<RuleSampler> samplers = rules.stream().sorted(ORDER).filter(distinct()).map((rule) -> {
			RuleSampler known = (before != null) ? before.byName().get(rule.name()) : null;
			RuleSampler sampler = (known != null) ? known.changedTo(rule) : RuleSampler.central(rule);
			byName.put(rule.name(), sampler);
			return sampler;
		}).toList();
		this.loaded = new Loaded(new RuleList(samplers, this.known), byName, this.clock.millis());
	}

	/**
	 * A rule that comes twice must not be counted twice.
	 */
	private static Predicate<SamplingRule> distinct() {
		Set<String> names = new HashSet<>();
		return (rule) -> names.add(String.valueOf(rule.name()));
	}

	/**
	 * Return what decides now.
	 */
	List<RuleSampler> samplers() {
		Loaded loaded = this.loaded;
		return (loaded != null) ? loaded.rules().samplers() : List.of();
	}

	@Nullable RuleSampler sampler(String rule) {
		Loaded loaded = this.loaded;
		return (loaded != null) ? loaded.byName().get(rule) : null;
	}

	/**
	 * Rules as they were at a time.
	 *
	 * @param rules in their order
	 * @param byName the same by their names
	 * @param at when, in milliseconds of the epoch
	 */
	private record Loaded(RuleList rules, Map<String, RuleSampler> byName, long at) {

	}

}
