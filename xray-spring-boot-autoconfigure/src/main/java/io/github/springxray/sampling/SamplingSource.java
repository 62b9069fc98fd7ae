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

import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Where the rules of X-Ray come from. Called by one thread, which may wait.
 */
interface SamplingSource {

	/**
	 * Get all rules.
	 * @return the rules that can be kept, in any order
	 * @throws SamplingSourceException if there is no usable answer
	 */
	List<SamplingRule> rules() throws SamplingSourceException;

	/**
	 * Tell what was decided, and get what to decide from now on.
	 * @param report what was decided
	 * @return what X-Ray says
	 * @throws SamplingSourceException if there is no usable answer
	 */
	Answer report(Report report) throws SamplingSourceException;

	/**
	 * What was decided.
	 *
	 * @param clientId names this instance
	 * @param rules at most 25 of them
	 * @param boosts what was found of rules that may be boosted, at most 25
	 */
	record Report(String clientId, List<Counted> rules, List<Anomalies> boosts) {

	}

	/**
	 * What was decided by one rule.
	 *
	 * @param rule the name of the rule
	 * @param at when that was counted, in milliseconds of the epoch
	 * @param requests how often it was asked
	 * @param sampled how often it said yes by its quota or its rate
	 * @param borrowed how often it said yes without having a quota
	 */
	record Counted(String rule, long at, long requests, long sampled, long borrowed) {

	}

	/**
	 * X-Ray counts in 32 bits, which an instance without a connection may outgrow.
	 */
	static int count(long number) {
		return (int) Math.max(0, Math.min(number, Integer.MAX_VALUE));
	}

	/**
	 * What became of the requests of one rule.
	 *
	 * @param rule the name of the rule
	 * @param service the name of the service
	 * @param at when that was counted, in milliseconds of the epoch
	 * @param requests how many there were
	 * @param anomalies how many of them were anomalies
	 * @param sampledAnomalies how many of these were traced
	 */
	record Anomalies(String rule, String service, long at, long requests, long anomalies, long sampledAnomalies) {

	}

	/**
	 * What X-Ray says.
	 *
	 * @param targets what to take by each rule
	 * @param lastModification when any rule was changed, in milliseconds of the epoch, or
	 * {@code null}
	 * @param unprocessed names of rules whose report was not taken
	 */
	record Answer(List<Target> targets, @Nullable Long lastModification, Set<String> unprocessed) {

	}

	/**
	 * What to take by one rule. What is {@code null} stays as it is.
	 *
	 * @param rule the name of the rule
	 * @param rate the share of further requests
	 * @param quota how many a second
	 * @param quotaUntil until when that holds, in milliseconds of the epoch
	 * @param interval when to report again, in seconds
	 * @param boostRate the share for a while
	 * @param boostUntil until when that holds, in milliseconds of the epoch
	 */
	record Target(String rule, @Nullable Double rate, @Nullable Integer quota, @Nullable Long quotaUntil,
			@Nullable Integer interval, @Nullable Double boostRate, @Nullable Long boostUntil) {

	}

}
