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

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import com.amazonaws.xray.strategy.sampling.AllSamplingStrategy;
import com.amazonaws.xray.strategy.sampling.NoSamplingStrategy;
import com.amazonaws.xray.strategy.sampling.SamplingStrategy;
import org.jspecify.annotations.Nullable;

import org.springframework.core.io.Resource;

import io.github.springxray.recorder.DaemonTroubles;

/**
 * The strategy that the properties ask for, and what keeps it fresh.
 */
final class SamplingSetup {

	private final List<SamplingUpdates.Update> updates = new ArrayList<>();

	private final DaemonTroubles troubles;

	private final SamplingStrategy strategy;

	SamplingSetup(XRaySamplingProperties properties, RequestAttributes known, Supplier<@Nullable SamplingSource> source,
			Supplier<String> service, DaemonTroubles troubles) {
		this.troubles = troubles;
		this.strategy = switch (properties.getStrategy()) {
			case CENTRAL -> central(local(properties, known), known, source.get(), service);
			case LOCAL -> local(properties, known);
			case ALL -> new AllSamplingStrategy();
			case NONE -> new NoSamplingStrategy();
		};
	}

	private SamplingStrategy central(LocalSamplingStrategy local, RequestAttributes known,
			@Nullable SamplingSource source, Supplier<String> service) {
		if (source == null) {
			return local;
		}
		CentralSamplingStrategy strategy = new CentralSamplingStrategy(local, known, InstantSource.system());
		CentralUpdates updates = new CentralUpdates(
				new CentralSampling(strategy, source, service, InstantSource.system()),
				(source instanceof DaemonSamplingSource) ? this.troubles : null);
		this.updates.add(updates::renew);
		this.updates.add(updates::report);
		return strategy;
	}

	private LocalSamplingStrategy local(XRaySamplingProperties properties, RequestAttributes known) {
		SamplingRule otherwise = ConfiguredRules.otherwise(properties);
		List<SamplingRule> configured = ConfiguredRules.of(properties);
		Resource location = properties.getRulesLocation();
		RulesFile file = (location != null) ? new RulesFile(location, configured, otherwise) : null;
		LocalRules rules = (file != null) ? file.read() : new LocalRules(configured, otherwise);
		LocalSamplingStrategy strategy = new LocalSamplingStrategy(rules, known, InstantSource.system());
		if (file != null && file.canChange()) {
			this.updates.add(new RulesFileUpdates(file, strategy));
		}
		return strategy;
	}

	SamplingStrategy strategy() {
		return this.strategy;
	}

	List<SamplingUpdates.Update> updates() {
		return this.updates;
	}

}
