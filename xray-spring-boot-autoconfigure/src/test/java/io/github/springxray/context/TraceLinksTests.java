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

package io.github.springxray.context;

import java.math.BigInteger;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.AWSXRayRecorderBuilder;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.TraceID;
import com.amazonaws.xray.strategy.sampling.AllSamplingStrategy;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TraceLinks} and {@link TraceLink}.
 */
class TraceLinksTests {

	private static final AWSXRayRecorder recorder = AWSXRayRecorderBuilder.standard()
		.withSamplingStrategy(new AllSamplingStrategy())
		.build();

	private final TraceLink first = link("53995c3f42cd8ad8");

	private final TraceLink second = link("53995c3f42cd8ad9");

	@Test
	void linksOfASegmentOfTheSdkAreAddedInOrder() {
		Segment segment = recorder.beginSegment("linked");
		recorder.clearTraceEntity();
		assertThat(TraceLinks.of(segment)).isEmpty();
		TraceLinks.add(segment, List.of(this.first));
		TraceLinks.add(segment, List.of());
		TraceLinks.add(segment, List.of(this.second));
		assertThat(TraceLinks.of(segment)).containsExactly(this.first, this.second);
	}

	@Test
	void linksOfASegmentOfOurMakingAreAddedInOrder() {
		new TracingRunner().run((tracing) -> {
			TraceScope scope = tracing.beginSegment();
			Segment segment = TracingRunner.Tracing.segment(scope);
			TraceLinks.add(segment, List.of(this.first));
			TraceLinks.add(segment, Collections.nCopies(30, this.second));
			assertThat(TraceLinks.of(segment)).hasSize(20).startsWith(this.first, this.second);
			tracing.end(scope);
			tracing.traces().takeSegment();
		});
	}

	@Test
	void aSegmentHasAtMostTwentyLinks() {
		Segment segment = recorder.beginSegment("linked");
		recorder.clearTraceEntity();
		TraceLinks.add(segment, Collections.nCopies(19, this.first));
		TraceLinks.add(segment, List.of(this.second, this.first));
		assertThat(TraceLinks.of(segment)).hasSize(20).endsWith(this.second);
	}

	@Test
	void aSegmentThatIsNotRecordedHasNone() {
		Segment segment = Segment.noOp(TraceID.create(recorder), recorder);
		TraceLinks.add(segment, List.of(this.first));
		assertThat(TraceLinks.of(segment)).isEmpty();
	}

	@Test
	void ofAnAttributeThatIsNoPlainValueTheTextIsKept() {
		TraceLink link = new TraceLink(TraceID.invalid(), "53995c3f42cd8ad8",
				Map.of("text", "a", "yes", true, "number", 1.5, "own", new StringBuilder("7"), "big", BigInteger.TWO));
		assertThat(link.attributes())
			.isEqualTo(Map.of("text", "a", "yes", true, "number", 1.5, "own", "7", "big", "2"));
	}

	private static TraceLink link(String id) {
		return new TraceLink(TraceID.create(recorder), id, Map.of());
	}

}
