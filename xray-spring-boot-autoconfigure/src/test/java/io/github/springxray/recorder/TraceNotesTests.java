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

import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.AWSXRayRecorderBuilder;
import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.strategy.sampling.AllSamplingStrategy;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TraceNotes}.
 */
class TraceNotesTests {

	private final TraceNotes<String> notes = new TraceNotes<>();

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void whatIsKeptBesideATraceIsCreatedOnceForEach(boolean own) {
		AWSXRayRecorder recorder = recorder(own);
		Entity first = recorder.beginSegment("first");
		Entity second = recorder.beginSegment("second");
		assertThat(this.notes.get(first)).isNull();
		assertThat(this.notes.computeIfAbsent(first, () -> "first")).isEqualTo("first");
		assertThat(this.notes.computeIfAbsent(first, () -> "again")).isEqualTo("first");
		assertThat(this.notes.get(first)).isEqualTo("first");
		assertThat(this.notes.get(second)).isNull();
		assertThat(this.notes.computeIfAbsent(second, () -> "second")).isEqualTo("second");
		assertThat(new TraceNotes<String>().get(first)).isNull();
		recorder.clearTraceEntity();
	}

	private static AWSXRayRecorder recorder(boolean own) {
		AWSXRayRecorderBuilder builder = AWSXRayRecorderBuilder.standard()
			.withSamplingStrategy(new AllSamplingStrategy());
		return own ? BuiltRecorder.of(builder) : builder.build();
	}

}
