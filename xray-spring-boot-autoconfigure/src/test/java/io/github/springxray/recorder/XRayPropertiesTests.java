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

package io.github.springxray.recorder;

import java.util.Map;

import org.junit.jupiter.api.Test;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link XRayProperties}.
 */
class XRayPropertiesTests {

	@Test
	void defaults() {
		XRayProperties properties = new XRayProperties();
		assertThat(properties.isEnabled()).isTrue();
		assertThat(properties.getName()).isNull();
		assertThat(properties.getRecognizedHosts()).isEmpty();
		assertThat(properties.getContextMissing()).isEqualTo(ContextMissing.IGNORE);
		assertThat(properties.getStreamingThreshold()).isEqualTo(100);
		assertThat(properties.getMaxStackFrames()).isEqualTo(50);
		assertThat(properties.isSecureIds()).isFalse();
		assertThat(properties.getAnnotations()).isEmpty();
		assertThat(properties.getLogGroups()).isEmpty();
		assertThat(properties.isGitCommit()).isFalse();
		assertThat(properties.getDaemon().getAddress()).isEqualTo("127.0.0.1:2000");
	}

	@Test
	void whatIsSetWins() {
		XRayProperties properties = new Binder(new MapConfigurationPropertySource(Map.of("xray.enabled", "false",
				"xray.name", "orders", "xray.recognized-hosts[0]", "*.example.com", "xray.context-missing", "log",
				"xray.max-stack-frames", "7", "xray.annotations.team", "payments", "xray.log-groups", "/ecs/a",
				"xray.git-commit", "true", "xray.secure-ids", "true", "xray.daemon.address", "daemon:2001")))
			.bind("xray", XRayProperties.class)
			.get();
		assertThat(properties.isEnabled()).isFalse();
		assertThat(properties.getName()).isEqualTo("orders");
		assertThat(properties.getRecognizedHosts()).containsExactly("*.example.com");
		assertThat(properties.getContextMissing()).isEqualTo(ContextMissing.LOG);
		assertThat(properties.getMaxStackFrames()).isEqualTo(7);
		assertThat(properties.getAnnotations()).isEqualTo(Map.of("team", "payments"));
		assertThat(properties.getLogGroups()).containsExactly("/ecs/a");
		assertThat(properties.isGitCommit()).isTrue();
		assertThat(properties.isSecureIds()).isTrue();
		assertThat(properties.getDaemon().getAddress()).isEqualTo("daemon:2001");
	}

}
