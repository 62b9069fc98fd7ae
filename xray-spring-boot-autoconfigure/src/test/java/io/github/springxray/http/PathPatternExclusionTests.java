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

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link PathPatternExclusion}.
 */
class PathPatternExclusionTests {

	@Test
	void excludesWhatAnyPatternMatches() {
		PathPatternExclusion exclusion = new PathPatternExclusion(List.of("/health/**", "/*.ico", "ping"));
		assertThat(List.of("/health", "/health/", "/health/a/b", "/favicon.ico", "/ping"))
			.allMatch((path) -> exclusion.isExcluded(TestRequest.to(path)));
		assertThat(List.of("/", "/healthy", "/a/health", "/a/favicon.ico", "/ping/a"))
			.noneMatch((path) -> exclusion.isExcluded(TestRequest.to(path)));
	}

	@Test
	void excludesNothingWithoutPatterns() {
		assertThat(new PathPatternExclusion(List.of()).isExcluded(TestRequest.to("/"))).isFalse();
	}

	@Test
	void takesPathAsDecoded() {
		PathPatternExclusion exclusion = new PathPatternExclusion(List.of("/share/100%", "/a;b", "/\u00fcber/*"));
		assertThat(List.of("/share/100%", "/a;b", "/\u00fcber/%zz"))
			.allMatch((path) -> exclusion.isExcluded(TestRequest.to(path)));
		assertThat(List.of("/share/100%25", "/a")).noneMatch((path) -> exclusion.isExcluded(TestRequest.to(path)));
	}

	@Test
	void saysWhatToWriteInPlaceOfBadPattern() {
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
			.isThrownBy(() -> new PathPatternExclusion(List.of("/ok", "/health/{")))
			.withMessageContaining("xray.server.exclude-paths[1]")
			.withMessageContaining("/health/{")
			.withMessageContaining("Write a path within the application, such as /health/**");
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
			.isThrownBy(() -> new PathPatternExclusion(List.of(" ")))
			.withMessageContaining("It is empty. Write a path");
	}

}
