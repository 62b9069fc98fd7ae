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

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link HostAwareSegmentNaming}.
 */
class HostAwareSegmentNamingTests {

	@Test
	void prefersConfiguredNameToThatOfTheApplication() {
		assertThat(name("users", "app", "any.example.com")).isEqualTo("users");
		assertThat(name(null, "app", "any.example.com")).isEqualTo("app");
		assertThat(name(" ", "app", "any.example.com")).isEqualTo("app");
		assertThat(name(null, null, "any.example.com")).isEqualTo("application");
	}

	@Test
	void makesNamesLegal() {
		assertThat(name("users(1)", null, null)).isEqualTo("users_1_");
		assertThat(name("users", null, "a<b", "a*")).isEqualTo("a_b");
	}

	@Test
	void namesAfterRecognizedHost() {
		assertThat(name("users", null, "api.example.com", "*.example.com")).isEqualTo("api.example.com");
		assertThat(name("users", null, "api.example.com", "API.example.???")).isEqualTo("api.example.com");
		assertThat(name("users", null, "api.example.com", "other", "api.example.com")).isEqualTo("api.example.com");
	}

	@Test
	void keepsNameForOtherHosts() {
		assertThat(name("users", null, "evil.org", "*.example.com")).isEqualTo("users");
		assertThat(name("users", null, "api.example.com.evil.org", "*.example.com")).isEqualTo("users");
		assertThat(name("users", null, null, "*")).isEqualTo("users");
		assertThat(name("users", null, "", "*")).isEqualTo("users");
	}

	private static String name(@Nullable String name, @Nullable String application, @Nullable String host,
			String... recognized) {
		return new HostAwareSegmentNaming(name, application, List.of(recognized)).nameOf(TestRequest.at(host));
	}

}
