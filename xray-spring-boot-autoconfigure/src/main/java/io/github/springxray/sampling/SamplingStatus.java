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

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.amazonaws.xray.strategy.sampling.AllSamplingStrategy;
import com.amazonaws.xray.strategy.sampling.NoSamplingStrategy;
import com.amazonaws.xray.strategy.sampling.SamplingStrategy;
import org.jspecify.annotations.Nullable;

import io.github.springxray.recorder.TracingStatus;

/**
 * Tells what sampling follows, and what it has left out.
 */
final class SamplingStatus implements TracingStatus {

	private final @Nullable SamplingStrategy strategy;

	private final SamplingLimits limits;

	/**
	 * Create the status.
	 * @param strategy what decides, {@code null} if there is none or more than one
	 * @param limits what the instance records at most
	 */
	SamplingStatus(@Nullable SamplingStrategy strategy, SamplingLimits limits) {
		this.strategy = strategy;
		this.limits = limits;
	}

	@Override
	public String name() {
		return "sampling";
	}

	@Override
	public String summary() {
		String most = this.limits.summary();
		if (this.strategy instanceof CentralSamplingStrategy central) {
			return "Sampling follows the rules of X-Ray, and until they are known "
					+ local("local ones", central.fallback().samplers()) + most;
		}
		if (this.strategy instanceof LocalSamplingStrategy local) {
			return "Sampling follows " + local("local rules", local.samplers()) + most;
		}
		if (this.strategy instanceof AllSamplingStrategy) {
			return "Every request is sampled" + most;
		}
		if (this.strategy instanceof NoSamplingStrategy) {
			return "No request is sampled unless its trace header asks for it" + most;
		}
		return (this.strategy != null) ? "Sampling follows " + this.strategy.getClass().getName() + most : "";
	}

	/**
	 * The last rule is the one for all else.
	 */
	private static String local(String plain, List<RuleSampler> samplers) {
		SamplingRule otherwise = samplers.get(samplers.size() - 1).rule();
		int others = samplers.size() - 1;
		String rules = switch (others) {
			case 0 -> plain + ": ";
			case 1 -> "a local rule, and else ";
			default -> others + " local rules, and else ";
		};
		return rules + otherwise.reservoirSize() + " a second and "
				+ BigDecimal.valueOf(otherwise.fixedRate()).movePointRight(2).stripTrailingZeros().toPlainString()
				+ " % of the others";
	}

	@Override
	public Map<String, ?> describe() {
		Map<String, Object> status = new LinkedHashMap<>();
		if (this.strategy instanceof CentralSamplingStrategy central) {
			status.put("strategy", "central");
			status.put("follows", central.isFollowed() ? "the rules of X-Ray" : "local rules");
			central.loadedAt().ifPresent((at) -> status.put("rulesOf", at));
			status.put("rules", describe(central.samplers()));
		}
		else if (this.strategy instanceof LocalSamplingStrategy local) {
			status.put("strategy", "local");
			status.put("rules", describe(local.samplers()));
		}
		else if (this.strategy != null) {
			status.put("strategy", this.strategy.getClass().getName());
		}
		status.put("capturedAnomalies", this.limits.captured());
		status.put("refused", this.limits.refusedByReason());
		return status;
	}

	private static List<Map<String, Object>> describe(List<RuleSampler> samplers) {
		return samplers.stream().map((sampler) -> {
			SamplingTarget target = sampler.target();
			Map<String, Object> rule = new LinkedHashMap<>();
			rule.put("name", String.valueOf(sampler.rule().name()));
			rule.put("quota", target.quota());
			rule.put("rate", target.rate());
			return rule;
		}).toList();
	}

}
