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

package io.github.springxray.test.docs;

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.AWSXRayRecorderBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.github.springxray.test.RecordedTraces;

import static io.github.springxray.test.XRayAssertions.assertThat;

class StaticApiTests {

	private final AWSXRayRecorder previous = AWSXRay.getGlobalRecorder();

	private final RecordedTraces traces = new RecordedTraces();

	@BeforeEach
	void record() {
		AWSXRay.setGlobalRecorder(AWSXRayRecorderBuilder.standard()
			.withEmitter(this.traces)
			.withSegmentListener(this.traces.segmentListener())
			.build());
	}

	@AfterEach
	void verifyNothingIsLeft() {
		AWSXRay.setGlobalRecorder(this.previous);
		this.traces.close();
	}

	@Test
	void recordsWorkInSubsegment() {
		AWSXRay.beginSegment("batch");
		AWSXRay.createSubsegment("work", () -> {
			// What is to be tested
		});
		AWSXRay.endSegment();

		assertThat(this.traces.takeSegment()).hasTree("""
				batch
				  work
				""");
	}

}
