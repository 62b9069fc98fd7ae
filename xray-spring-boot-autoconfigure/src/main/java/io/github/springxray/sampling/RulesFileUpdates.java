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

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * Reads the local rules again when their file changes. Rules that make no sense are told
 * of, and those before them stay.
 */
final class RulesFileUpdates implements SamplingUpdates.Update {

	private static final Log logger = LogFactory.getLog(RulesFileUpdates.class);

	private static final Duration INTERVAL = Duration.ofSeconds(5);

	private final RulesFile file;

	private final LocalSamplingStrategy strategy;

	RulesFileUpdates(RulesFile file, LocalSamplingStrategy strategy) {
		this.file = file;
		this.strategy = strategy;
	}

	@Override
	public Duration run() {
		if (this.file.hasChanged()) {
			try {
				LocalRules rules = this.file.read();
				this.strategy.replace(rules);
				logger.info("Sampling follows " + this.file + " as it is now.");
			}
			catch (InvalidConfigurationPropertyValueException ex) {
				logger.warn("Sampling follows the rules that " + this.file + " had before. " + ex.getReason());
			}
		}
		return INTERVAL;
	}

}
