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

import io.github.springxray.recorder.TracingFaults;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RequestExclusions}.
 */
class RequestExclusionsTests {

	private final TracingFaults faults = new TracingFaults();

	@Test
	void excludesWhatAnyExclusionWants() {
		assertThat(isExcluded()).isFalse();
		assertThat(isExcluded((request) -> false)).isFalse();
		assertThat(isExcluded((request) -> false, (request) -> true)).isTrue();
	}

	@Test
	void countsExclusionThatThrowsAndAsksTheNext() {
		RequestExclusion broken = (request) -> {
			throw new IllegalStateException("broken");
		};
		assertThat(isExcluded(broken)).isFalse();
		assertThat(isExcluded(broken, (request) -> true)).isTrue();
		assertThat(this.faults.counts()).containsEntry("excluding a request", 2L);
	}

	private boolean isExcluded(RequestExclusion... exclusions) {
		return new RequestExclusions(List.of(exclusions), this.faults).isExcluded(TestRequest.to("/"));
	}

}
