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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link UserAgentExclusion}.
 */
class UserAgentExclusionTests {

	private final UserAgentExclusion byDefault = new UserAgentExclusion(
			new XRayServerProperties().getExcludeUserAgents());

	@ParameterizedTest
	@ValueSource(strings = { "ELB-HealthChecker/2.0", "elb-healthchecker/1.0", "kube-probe/1.31", "kube-probe/1.29+",
			"GoogleHC/1.0", "Envoy/HC", "Consul Health Check",
			"Amazon-Route53-Health-Check-Service (ref 5d1e; report http://amzn.to/1vsZADi)" })
	void healthChecksAreExcludedByDefault(String userAgent) {
		assertThat(this.byDefault.isExcluded(TestRequest.by(userAgent))).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "Mozilla/5.0 (X11; Linux) kube-probe/1.31", "Amazon CloudFront", "CloudWatchSynthetics/1",
			"Go-http-client/1.1", "curl/8.5.0", "Envoy/HCx", "GoogleHC", "" })
	void whoeverElseAsksIsTraced(String userAgent) {
		assertThat(this.byDefault.isExcluded(TestRequest.by(userAgent))).isFalse();
		assertThat(this.byDefault.isExcluded(TestRequest.by(null))).isFalse();
	}

	@Test
	void whatIsConfiguredTakesThePlaceOfTheDefault() {
		UserAgentExclusion own = new UserAgentExclusion(List.of("*Pingdom*", " probe? "));
		assertThat(own.isExcluded(TestRequest.by("Mozilla/5.0 (compatible; Pingdom.com_bot_version_1.4)"))).isTrue();
		assertThat(own.isExcluded(TestRequest.by("probe1"))).isTrue();
		assertThat(own.isExcluded(TestRequest.by("kube-probe/1.31"))).isFalse();
		assertThat(new UserAgentExclusion(List.of()).isExcluded(TestRequest.by("kube-probe/1.31"))).isFalse();
	}

	@Test
	void anEmptyPatternFailsTheStartWithWhatToWrite() {
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
			.isThrownBy(() -> new UserAgentExclusion(List.of("kube-probe/*", " ")))
			.withMessageContaining("xray.server.exclude-user-agents[1]");
	}

}
