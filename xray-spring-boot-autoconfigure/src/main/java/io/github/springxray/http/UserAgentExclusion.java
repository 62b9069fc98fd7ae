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

package io.github.springxray.http;

import java.util.List;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.util.StringUtils;

import io.github.springxray.sampling.WildcardPattern;

/**
 * Excludes what {@code xray.server.exclude-user-agents} names, above all the health
 * checks of load balancers and clusters. Nothing is allocated to find that out.
 */
final class UserAgentExclusion implements RequestExclusion {

	private final WildcardPattern[] patterns;

	UserAgentExclusion(List<String> patterns) {
		this.patterns = new WildcardPattern[patterns.size()];
		for (int i = 0; i < this.patterns.length; i++) {
			this.patterns[i] = parse(i, patterns.get(i));
		}
	}

	private static WildcardPattern parse(int index, String pattern) {
		if (!StringUtils.hasText(pattern)) {
			throw new InvalidConfigurationPropertyValueException("xray.server.exclude-user-agents[" + index + "]",
					pattern, "It is empty. Write the beginning of a User-Agent and an asterisk, such as kube-probe/*.");
		}
		return WildcardPattern.of(pattern.trim());
	}

	@Override
	public boolean isExcluded(TracedRequest request) {
		if (this.patterns.length == 0) {
			return false;
		}
		String userAgent = request.header("User-Agent");
		if (userAgent == null) {
			return false;
		}
		for (WildcardPattern pattern : this.patterns) {
			if (pattern.matches(userAgent)) {
				return true;
			}
		}
		return false;
	}

}
