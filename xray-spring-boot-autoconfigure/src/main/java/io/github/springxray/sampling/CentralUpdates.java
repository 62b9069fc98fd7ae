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
import java.util.concurrent.ThreadLocalRandom;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import io.github.springxray.recorder.DaemonTroubles;

/**
 * When X-Ray is asked, and what is said of it. Instances that were started together must
 * not ask together, and one that is not answered must not ask in vain for ever.
 */
final class CentralUpdates {

	private static final Log logger = LogFactory.getLog(CentralUpdates.class);

	private static final Duration RULES_INTERVAL = Duration.ofSeconds(300);

	private static final Duration REPORT_INTERVAL = Duration.ofSeconds(10);

	/**
	 * Spreads the questions of many instances over one percent of the interval.
	 */
	private static final double JITTER = 0.01;

	private final CentralSampling central;

	private final @Nullable DaemonTroubles troubles;

	private final Backoff rules = new Backoff();

	private final Backoff reports = new Backoff();

	/**
	 * Whether it was told that something is wrong, which is to be told only once.
	 */
	private boolean troubled;

	private boolean deniedTold;

	CentralUpdates(CentralSampling central) {
		this(central, null);
	}

	/**
	 * Create an instance.
	 * @param troubles says that there is no daemon, {@code null} where X-Ray is asked
	 * without one
	 */
	CentralUpdates(CentralSampling central, @Nullable DaemonTroubles troubles) {
		this.central = central;
		this.troubles = troubles;
	}

	/**
	 * Get the rules.
	 * @return after which time to get them again
	 */
	Duration renew() {
		try {
			this.central.renew();
			return reached(this.rules, RULES_INTERVAL);
		}
		catch (SamplingSourceException ex) {
			return failed(this.rules, ex);
		}
	}

	/**
	 * Tell what was decided, and get the rules where they have changed, unless they are
	 * asked for in vain anyway.
	 * @return after which time to tell again
	 */
	Duration report() {
		try {
			boolean changed = this.central.report();
			Duration next = reached(this.reports, REPORT_INTERVAL);
			if (changed && !this.rules.isFailing()) {
				renew();
			}
			return next;
		}
		catch (SamplingSourceException ex) {
			return failed(this.reports, ex);
		}
	}

	private Duration reached(Backoff backoff, Duration interval) {
		backoff.reset();
		if (this.troubled && !this.rules.isFailing() && !this.reports.isFailing() && this.central.isFollowed()) {
			this.troubled = false;
			this.deniedTold = false;
			if (this.troubles == null || this.troubles.answered()) {
				logger.info("Sampling follows the rules of X-Ray, by " + this.central.source() + ".");
			}
		}
		return jittered(interval);
	}

	private Duration failed(Backoff backoff, SamplingSourceException failure) {
		if (Thread.currentThread().isInterrupted()) {
			logger.debug("The application stops", failure);
		}
		else if (failure.isDenied()) {
			if (!this.deniedTold) {
				logger.warn((backoff == this.rules) ? rulesDenied() : reportsDenied());
			}
			this.deniedTold = true;
			this.troubled = true;
		}
		else if (this.troubles != null) {
			this.troubled = true;
			this.troubles.unanswered(unreachable() + " " + failure.getMessage() + ".");
			logger.debug("X-Ray cannot be asked for rules and quotas", failure);
		}
		else if (!this.troubled) {
			this.troubled = true;
			logger.info(unreachable() + " " + failure.getMessage() + ".");
			logger.debug("X-Ray cannot be asked for rules and quotas", failure);
		}
		return jittered(backoff.next(failure.isDenied()));
	}

	private String rulesDenied() {
		return (this.central.isFollowed()
				? "Sampling follows the rules that X-Ray gave last, for an hour at most, and local ones then: "
				: "Sampling follows local rules: ") + this.central.source()
				+ " may not read those of X-Ray. Allow the role of the application, or of the daemon, "
				+ "xray:GetSamplingRules and xray:GetSamplingTargets, or write xray.sampling.strategy=local.";
	}

	private String reportsDenied() {
		return "Sampling follows the rules of X-Ray without its quotas: " + this.central.source()
				+ " may not ask for them. Allow the role of the application, or of the daemon, "
				+ "xray:GetSamplingTargets, or write xray.sampling.strategy=local.";
	}

	private String unreachable() {
		return this.central.isFollowed()
				? "Sampling follows the rules that X-Ray gave last, for an hour at most: there are no newer ones by "
						+ this.central.source() + "."
				: "Sampling follows local rules for now: there are none of X-Ray by " + this.central.source() + ".";
	}

	private static Duration jittered(Duration interval) {
		return interval.plusNanos((long) (interval.toNanos() * JITTER * ThreadLocalRandom.current().nextDouble()));
	}

	/**
	 * Waits longer after each failure.
	 */
	private static final class Backoff {

		private static final Duration FIRST = Duration.ofSeconds(10);

		private static final Duration LAST = Duration.ofMinutes(1);

		private static final Duration LAST_IF_DENIED = Duration.ofHours(1);

		private int failures;

		private void reset() {
			this.failures = 0;
		}

		private boolean isFailing() {
			return this.failures > 0;
		}

		private Duration next(boolean denied) {
			Duration delay = FIRST.multipliedBy(1L << Math.min(this.failures++, 16));
			Duration last = denied ? LAST_IF_DENIED : LAST;
			return (delay.compareTo(last) < 0) ? delay : last;
		}

	}

}
