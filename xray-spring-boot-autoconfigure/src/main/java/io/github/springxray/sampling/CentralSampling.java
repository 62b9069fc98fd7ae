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

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Keeps the rules of X-Ray fresh, and tells it what was decided by them. Used by one
 * thread.
 */
final class CentralSampling {

	/**
	 * X-Ray takes no more at once.
	 */
	static final int MAX_DOCUMENTS = 25;

	private static final long DEFAULT_INTERVAL = 10_000;

	/**
	 * X-Ray asks for 10 seconds. No answer may silence a rule for long.
	 */
	private static final long MAX_INTERVAL = 300_000;

	/**
	 * How far the clocks of X-Ray and of this machine may be apart for a change to be
	 * seen that was made while the first rules were asked for.
	 */
	private static final long CLOCK_SKEW = 300_000;

	private final CentralSamplingStrategy strategy;

	private final SamplingSource source;

	private final Supplier<String> service;

	private final InstantSource clock;

	private final String clientId;

	private final Map<String, Long> dueAt = new HashMap<>();

	private long askedAt;

	/**
	 * What X-Ray said last of when a rule was changed.
	 */
	private @Nullable Long saidAt;

	/**
	 * What it had said when it gave the rules that are followed.
	 */
	private @Nullable Long modifiedAt;

	CentralSampling(CentralSamplingStrategy strategy, SamplingSource source, Supplier<String> service,
			InstantSource clock) {
		this.strategy = strategy;
		this.source = source;
		this.service = service;
		this.clock = clock;
		byte[] id = new byte[12];
		new SecureRandom().nextBytes(id);
		this.clientId = HexFormat.of().formatHex(id);
	}

	/**
	 * Get the rules. An account has one at least, the default rule.
	 */
	void renew() throws SamplingSourceException {
		long now = this.clock.millis();
		List<SamplingRule> rules = this.source.rules();
		if (rules.isEmpty()) {
			throw new SamplingSourceException("It answered without a rule", null, false);
		}
		this.strategy.load(rules);
		this.askedAt = now;
		this.modifiedAt = this.saidAt;
		this.dueAt.keySet().retainAll(rules.stream().map(SamplingRule::name).toList());
	}

	/**
	 * Tell what was decided by the rules whose time has come.
	 * @return whether the rules have changed since they were got
	 */
	boolean report() throws SamplingSourceException {
		long now = this.clock.millis();
		List<RuleSampler> due = this.strategy.samplers().stream().filter((sampler) -> isDue(sampler, now)).toList();
		boolean changed = false;
		for (int from = 0; from < due.size(); from += MAX_DOCUMENTS) {
			List<RuleSampler> chunk = due.subList(from, Math.min(from + MAX_DOCUMENTS, due.size()));
			SamplingSource.Answer answer = tell(chunk, now);
			answer.targets().forEach((target) -> apply(target, now));
			changed |= isChanged(answer.lastModification());
		}
		return changed;
	}

	/**
	 * What X-Ray says is compared with what it said before. Only the first time there is
	 * nothing but the clock of the machine, which may be wrong.
	 */
	private boolean isChanged(@Nullable Long said) {
		if (said == null) {
			return false;
		}
		this.saidAt = said;
		if (this.modifiedAt == null && said <= this.askedAt - CLOCK_SKEW) {
			this.modifiedAt = said;
		}
		return this.modifiedAt == null || said > this.modifiedAt;
	}

	/**
	 * Return whether there are rules of X-Ray that are still trusted.
	 */
	boolean isFollowed() {
		return this.strategy.isFollowed();
	}

	SamplingSource source() {
		return this.source;
	}

	private boolean isDue(RuleSampler sampler, long now) {
		Long due = this.dueAt.get(sampler.rule().name());
		// What is too far ahead is due as well: the clock was set back
		return sampler.counts().isAsked() && (due == null || now >= due || due - now > MAX_INTERVAL);
	}

	private SamplingSource.Answer tell(List<RuleSampler> samplers, long now) throws SamplingSourceException {
		List<Told> told = samplers.stream().map((sampler) -> Told.of(sampler, this.service.get(), now)).toList();
		SamplingSource.Answer answer = null;
		try {
			answer = this.source
				.report(new SamplingSource.Report(this.clientId, told.stream().map(Told::counted).toList(),
						told.stream().flatMap((each) -> each.anomalies().stream()).toList()));
			return answer;
		}
		finally {
			for (Told each : told) {
				// What X-Ray has not taken is told once more
				if (answer == null || answer.unprocessed().contains(each.counted().rule())) {
					each.putBack();
				}
			}
		}
	}

	private void apply(SamplingSource.Target answer, long now) {
		long interval = (answer.interval() != null && answer.interval() > 0) ? answer.interval() * 1000L
				: DEFAULT_INTERVAL;
		this.dueAt.put(answer.rule(), now + Math.min(interval, MAX_INTERVAL));
		RuleSampler sampler = this.strategy.sampler(answer.rule());
		if (sampler != null) {
			sampler.setTarget(sampler.target().with(answer));
		}
	}

	/**
	 * What was decided by a rule, taken to be told.
	 *
	 * @param sampler what it was taken from
	 * @param counted what was decided
	 * @param anomalies what became of it, of a rule that may be boosted
	 */
	private record Told(RuleSampler sampler, SamplingSource.Counted counted, List<SamplingSource.Anomalies> anomalies) {

		static Told of(RuleSampler sampler, String service, long now) {
			String name = String.valueOf(sampler.rule().name());
			SamplingSource.Counted counted = sampler.counts().take(name, now);
			SamplingSource.Anomalies ends = sampler.counts().takeEnds(name, service, now);
			// That there were no requests must not be told where nobody has seen them end
			boolean told = ends.requests() > 0 && sampler.rule().boosted();
			return new Told(sampler, counted, told ? List.of(ends) : List.of());
		}

		void putBack() {
			this.sampler.counts().putBack(this.counted);
			this.anomalies.forEach(this.sampler.counts()::putBack);
		}

	}

}
