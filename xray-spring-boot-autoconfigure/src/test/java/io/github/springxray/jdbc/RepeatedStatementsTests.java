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

package io.github.springxray.jdbc;

import java.util.concurrent.CountDownLatch;

import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.AWSXRayRecorderBuilder;
import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import org.junit.jupiter.api.Test;

import io.github.springxray.test.RecordedTraces;
import io.github.springxray.testsupport.GarbageCollection;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RepeatedStatements}.
 */
class RepeatedStatementsTests {

	private final AWSXRayRecorder recorder = AWSXRayRecorderBuilder.standard()
		.withEmitter(new RecordedTraces())
		.build();

	private final RepeatedStatements repeated = new RepeatedStatements(3, true);

	@Test
	void segmentIsAnnotatedWithTheMostFrequentStatement() {
		Segment segment = this.recorder.beginSegment("test");
		Subsegment subsegment = this.recorder.beginSubsegment("inner");
		count(subsegment, "a", 3);
		assertThat(segment.getAnnotations()).isEmpty();
		count(subsegment, "b", 5);
		count(segment, "a", 1);
		assertThat(segment.getAnnotations()).containsEntry("repeated_query_count", 5);
		assertThat(segment.getMetadata().get("sql")).containsEntry("repeated_query", "b");
		count(segment, "a", 2);
		assertThat(segment.getAnnotations()).containsEntry("repeated_query_count", 6);
		assertThat(segment.getMetadata().get("sql")).containsEntry("repeated_query", "a");
		assertThat(subsegment.getAnnotations()).isEmpty();
		this.recorder.endSubsegment();
		this.recorder.endSegment();
	}

	@Test
	void segmentsAreCountedApart() {
		for (int i = 0; i < 3; i++) {
			Segment segment = this.recorder.beginSegment("test");
			count(segment, "a", 3);
			assertThat(segment.getAnnotations()).isEmpty();
			this.recorder.endSegment();
		}
	}

	@Test
	void numberOfStatementsIsBounded() {
		Segment segment = this.recorder.beginSegment("test");
		for (int i = 0; i < 1000; i++) {
			count(segment, "statement " + i, 1);
		}
		count(segment, "statement 999", 10);
		assertThat(segment.getAnnotations()).isEmpty();
		count(segment, "statement 0", 3);
		assertThat(segment.getAnnotations()).containsEntry("repeated_query_count", 4);
		this.recorder.endSegment();
	}

	@Test
	void nothingIsPutOnASegmentThatHasLeft() {
		Segment segment = this.recorder.beginSegment("test");
		this.recorder.endSegment();
		segment.setEmitted(true);
		count(segment, "a", 5);
		assertThat(segment.getAnnotations()).isEmpty();
	}

	@Test
	void countsSurviveACollection() {
		Segment segment = this.recorder.beginSegment("test");
		count(segment, "a", 3);
		GarbageCollection.force();
		count(segment, "a", 1);
		assertThat(segment.getAnnotations()).containsEntry("repeated_query_count", 4);
		this.recorder.endSegment();
	}

	@Test
	void threadsOfOneSegmentAreCountedTogether() throws Exception {
		Segment segment = this.recorder.beginSegment("test");
		CountDownLatch done = new CountDownLatch(4);
		for (int i = 0; i < 4; i++) {
			new Thread(() -> {
				count(segment, "a", 250);
				done.countDown();
			}).start();
		}
		done.await();
		assertThat(segment.getAnnotations()).containsEntry("repeated_query_count", 1000);
		this.recorder.endSegment();
	}

	private void count(Entity entity, String statement, int times) {
		for (int i = 0; i < times; i++) {
			this.repeated.count(entity, statement);
		}
	}

}
