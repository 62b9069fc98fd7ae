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
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;

/**
 * Counts what was decided about requests and messages, by the rule that decided.
 */
public final class SamplingDecisions {

	/**
	 * Rules come from elsewhere, and each has a meter of its own.
	 */
	private static final int MAX_RULES = 100;

	private static final String OTHER = "other";

	private final Map<String, Counts> rules = new ConcurrentHashMap<>();

	private final List<BiConsumer<String, Decision>> listeners = new CopyOnWriteArrayList<>();

	/**
	 * Count a decision.
	 * @param rule the name of the rule, or of what stands for one; {@code null} if it has
	 * none
	 * @param decision what was decided
	 */
	public void count(@Nullable String rule, Decision decision) {
		String name = (rule != null && !rule.isBlank()) ? rule : "unnamed";
		Counts counts = this.rules.get(name);
		if (counts == null) {
			counts = add(name);
		}
		counts.of(decision).increment();
	}

	private Counts add(String name) {
		String key = (this.rules.size() < MAX_RULES) ? name : OTHER;
		Counts added = new Counts(new LongAdder(), new LongAdder(), new LongAdder());
		Counts known = this.rules.putIfAbsent(key, added);
		if (known != null) {
			return known;
		}
		this.listeners.forEach((listener) -> tell(listener, key));
		return added;
	}

	/**
	 * Return how often something was decided by a rule.
	 * @param rule the name of the rule
	 * @param decision what was decided
	 * @return the number of decisions since the start
	 */
	public long count(String rule, String decision) {
		Counts counts = this.rules.get(rule);
		return (counts != null) ? counts.of(Decision.valueOf(decision)).sum() : 0;
	}

	/**
	 * Tell of each rule and decision once, those that are known already included.
	 * @param listener is told of them; what it throws is ignored
	 */
	public void onRule(BiConsumer<String, Decision> listener) {
		this.listeners.add(listener);
		this.rules.keySet().forEach((rule) -> tell(listener, rule));
	}

	private static void tell(BiConsumer<String, Decision> listener, String rule) {
		try {
			for (Decision decision : Decision.values()) {
				listener.accept(rule, decision);
			}
		}
		catch (RuntimeException | LinkageError ex) {
			// Whoever counts must not keep others from deciding
		}
	}

	/**
	 * What can be decided.
	 */
	public enum Decision {

		/**
		 * It is recorded.
		 */
		SAMPLED,

		/**
		 * It is not recorded.
		 */
		NOT_SAMPLED,

		/**
		 * It was to be recorded, and is not: the instance records no more of them in this
		 * second.
		 */
		REFUSED

	}

	private record Counts(LongAdder sampled, LongAdder notSampled, LongAdder refused) {

		LongAdder of(Decision decision) {
			return switch (decision) {
				case SAMPLED -> this.sampled;
				case NOT_SAMPLED -> this.notSampled;
				case REFUSED -> this.refused;
			};
		}

	}

}
