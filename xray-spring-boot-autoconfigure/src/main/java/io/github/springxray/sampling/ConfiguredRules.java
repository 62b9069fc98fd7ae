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

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * The local rules of {@code xray.sampling}.
 */
final class ConfiguredRules {

	private static final String PREFIX = "xray.sampling.";

	private ConfiguredRules() {
	}

	/**
	 * Return the rules.
	 * @throws InvalidConfigurationPropertyValueException if one of them makes no sense
	 */
	static List<SamplingRule> of(XRaySamplingProperties properties) {
		List<SamplingRule> rules = new ArrayList<>();
		for (int i = 0; i < properties.getRules().size(); i++) {
			rules.add(rule(PREFIX + "rules[" + i + "].", properties.getRules().get(i)));
		}
		return rules;
	}

	/**
	 * Return the rule for what no other rule is for.
	 * @throws InvalidConfigurationPropertyValueException if it makes no sense
	 */
	static SamplingRule otherwise(XRaySamplingProperties properties) {
		checkFixedTarget(PREFIX, properties.getFixedTarget(), "");
		checkRate(PREFIX, properties.getRate(), "");
		return new SamplingRule(null, Integer.MAX_VALUE, RequestPattern.ANY, properties.getFixedTarget(),
				properties.getRate(), false);
	}

	private static SamplingRule rule(String prefix, XRaySamplingProperties.Rule rule) {
		String description = rule.getDescription();
		String which = (description != null) ? " The rule is '" + description + "'." : "";
		Double rate = rule.getRate();
		if (rate == null) {
			throw new InvalidConfigurationPropertyValueException(prefix + "rate", null,
					"A rule says which share of the requests it takes. Write a number from 0 to 1." + which);
		}
		checkRate(prefix, rate, which);
		checkFixedTarget(prefix, rule.getFixedTarget(), which);
		RequestPattern pattern = new RequestPattern(pattern(prefix + "service-name", rule.getServiceName(), which),
				WildcardPattern.ANY, pattern(prefix + "host", rule.getHost(), which),
				pattern(prefix + "http-method", rule.getHttpMethod(), which),
				path(prefix + "url-path", rule.getUrlPath(), which), WildcardPattern.ANY,
				pattern(prefix + "job", rule.getJob(), which), RequestPattern.patterns(rule.getAttributes()));
		return new SamplingRule(description, rule.getPriority(), pattern, rule.getFixedTarget(), rate, false);
	}

	private static WildcardPattern pattern(String property, @Nullable String value, String which) {
		if (value == null || value.isBlank()) {
			throw new InvalidConfigurationPropertyValueException(property, value,
					"An empty pattern fits nothing. Write a pattern such as /api/*, or leave it out to fit everything."
							+ which);
		}
		return WildcardPattern.of(value);
	}

	private static WildcardPattern path(String property, @Nullable String value, String which) {
		WildcardPattern pattern = pattern(property, value, which);
		if (!String.valueOf(value).matches("[/*?].*")) {
			throw new InvalidConfigurationPropertyValueException(property, value,
					"A path begins with a slash. Write a pattern such as /api/*." + which);
		}
		return pattern;
	}

	private static void checkFixedTarget(String prefix, int fixedTarget, String which) {
		if (fixedTarget < 0) {
			throw new InvalidConfigurationPropertyValueException(prefix + "fixed-target", fixedTarget,
					"It is how many requests per second are traced. Write 0 or more." + which);
		}
	}

	private static void checkRate(String prefix, double rate, String which) {
		if (!(rate >= 0 && rate <= 1)) {
			throw new InvalidConfigurationPropertyValueException(prefix + "rate", rate,
					"It is a share of the requests. Write a number from 0 to 1, such as 0.05 for 5 percent." + which);
		}
	}

}
