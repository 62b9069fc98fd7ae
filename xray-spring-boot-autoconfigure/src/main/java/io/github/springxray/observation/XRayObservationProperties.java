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

package io.github.springxray.observation;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * Which observations of Micrometer are traced.
 */
@ConfigurationProperties("xray.patch.observations")
public class XRayObservationProperties {

	private static final String PREFIX = "xray.patch.observations.";

	/**
	 * Whether to trace what the ObservationRegistry of the application observes and
	 * nothing else of the starter traces. Defaults to xray.patch.enabled.
	 */
	private @Nullable Boolean enabled;

	/**
	 * Patterns of the names of observations that are traced, with asterisks for any text.
	 * All are by default, without the housekeeping of libraries such as
	 * spring.security.*, which has to be named here.
	 */
	private List<String> include = new ArrayList<>();

	/**
	 * Patterns of the names of observations that are not traced, with asterisks for any
	 * text. They win over those that are included.
	 */
	private List<String> exclude = new ArrayList<>();

	/**
	 * Whether to record what observations of Spring AI tell of prompts, answers,
	 * arguments of tools and what is searched for. Spring AI has switches of its own for
	 * most of it.
	 */
	private boolean aiContent;

	public @Nullable Boolean getEnabled() {
		return this.enabled;
	}

	public void setEnabled(@Nullable Boolean enabled) {
		this.enabled = enabled;
	}

	public List<String> getInclude() {
		return this.include;
	}

	public void setInclude(List<String> include) {
		this.include = include;
	}

	public List<String> getExclude() {
		return this.exclude;
	}

	public void setExclude(List<String> exclude) {
		this.exclude = exclude;
	}

	public boolean isAiContent() {
		return this.aiContent;
	}

	public void setAiContent(boolean aiContent) {
		this.aiContent = aiContent;
	}

	/**
	 * Return which observations are traced.
	 * @throws InvalidConfigurationPropertyValueException if a pattern is blank
	 */
	ObservationNames names() {
		check("include", this.include);
		check("exclude", this.exclude);
		return new ObservationNames(this.include, this.exclude);
	}

	private static void check(String property, List<String> patterns) {
		if (patterns.stream().anyMatch(String::isBlank)) {
			throw new InvalidConfigurationPropertyValueException(PREFIX + property, patterns,
					"Write names of observations, such as spring.security.* or orders.placed.");
		}
	}

}
