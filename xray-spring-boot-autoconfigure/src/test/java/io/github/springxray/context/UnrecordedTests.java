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

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Subsegment;
import com.amazonaws.xray.entities.TraceHeader;
import com.amazonaws.xray.entities.TraceHeader.SampleDecision;
import com.amazonaws.xray.entities.TraceID;
import org.junit.jupiter.api.Test;

import io.github.springxray.context.TracingRunner.Tracing;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what is current but not recorded: unsampled and silent.
 */
class UnrecordedTests {

	private final TracingRunner runner = new TracingRunner();

	@Test
	void nothingIsBegunInAnUnsampledSegment() {
		this.runner.run((tracing) -> {
			TraceScope root = tracing.beginUnsampled();
			Entity current = tracing.subsegments().current();
			assertThat(root.isRecording()).isFalse();
			assertThat(tracing.subsegments().begin("child")).isSameAs(TraceScope.none());
			assertThat(tracing.subsegments().begin("child", current)).isSameAs(TraceScope.none());
			assertThat(tracing.subsegments().current()).isSameAs(current);
			tracing.end(root);
		});
	}

	@Test
	void childrenOfTheStaticApiAreInNoTree() {
		this.runner.run((tracing) -> {
			TraceScope root = tracing.beginUnsampled();
			Subsegment child = AWSXRay.beginSubsegment("child");
			child.putAnnotation("key", "value");
			assertThat(child.isRecording()).isFalse();
			assertThat(child.getAnnotations()).isEmpty();
			assertThat(root.entity().getSubsegmentsCopy()).isEmpty();
			assertThat(AWSXRay.beginSubsegment("grandchild").isRecording()).isFalse();
			AWSXRay.endSubsegment();
			assertThat(AWSXRay.getTraceEntity()).isSameAs(child);
			AWSXRay.endSubsegment();
			assertThat(AWSXRay.getTraceEntity()).isSameAs(root.entity());
			tracing.end(root);
		});
	}

	/**
	 * Defect of the SDK: the trace id of what is not sampled is invalid.
	 */
	@Test
	void theHeaderOfWhatIsNotSampledSaysSo() {
		this.runner.run((tracing) -> {
			TraceID traceId = TraceID.create(tracing.recorder());
			TraceScope root = tracing.segments().beginUnsampled(traceId);
			assertThat(header()).isEqualTo("Root=" + traceId + ";Sampled=0");
			AWSXRay.beginSubsegment("child");
			TraceHeader header = TraceHeader.fromEntity(AWSXRay.getTraceEntity());
			assertThat(header.getRootTraceId()).isEqualTo(traceId);
			assertThat(header.getSampled()).isEqualTo(SampleDecision.NOT_SAMPLED);
			AWSXRay.endSubsegment();
			tracing.end(root);
		});
	}

	/**
	 * Forced sampling has real segments whose decision may still change.
	 */
	@Test
	void childrenOfASegmentThatIsNotSampledYetAreNotRecorded() {
		this.runner.run((tracing) -> {
			TraceScope root = tracing.beginSegment();
			Tracing.segment(root).setSampled(false);
			assertThat(tracing.subsegments().begin("child")).isSameAs(TraceScope.none());
			assertThat(AWSXRay.beginSubsegment("child").isSampled()).isFalse();
			assertThat(TraceHeader.fromEntity(AWSXRay.getTraceEntity()).toString()).endsWith("Sampled=0");
			AWSXRay.endSubsegment();
			tracing.end(root);
		});
	}

	@Test
	void aSubsegmentWithoutSamplingIsInNoDocumentAlsoWhenItIsStreamed() {
		this.runner.with("xray.streaming-threshold=1").run((tracing) -> {
			TraceScope root = tracing.beginSegment();
			for (int i = 0; i < 5; i++) {
				AWSXRay.beginSubsegmentWithoutSampling("unsampled");
				assertThat(tracing.subsegments().begin("child")).isSameAs(TraceScope.none());
				AWSXRay.endSubsegment();
			}
			tracing.end(root);
			assertThat(tracing.traces().takeSegment()).hasTree("root");
		});
	}

	@Test
	void whatIsSilentPropagatesNothingAndNeitherDoItsChildren() {
		this.runner.run((tracing) -> {
			TraceScope silent = tracing.segments().beginSilent();
			assertThat(silent.isRecording()).isFalse();
			assertThat(((Subsegment) AWSXRay.getTraceEntity()).shouldPropagate()).isFalse();
			Subsegment child = AWSXRay.beginSubsegment("child");
			Subsegment grandchild = AWSXRay.beginSubsegment("grandchild");
			assertThat(child.shouldPropagate()).isFalse();
			assertThat(grandchild.shouldPropagate()).isFalse();
			assertThat(grandchild.isSampled()).isFalse();
			assertThat(tracing.subsegments().begin("scope")).isSameAs(TraceScope.none());
			AWSXRay.endSubsegment();
			AWSXRay.endSubsegment();
			AWSXRay.endSubsegment();
			AWSXRay.endSubsegment();
			assertThat(AWSXRay.getTraceEntity()).isSameAs(silent.entity());
			tracing.end(silent);
		});
	}

	@Test
	void unsampledSegmentsOfTheStaticApiTakeEverythingAndEmitNothing() {
		this.runner.run((tracing) -> {
			tracing.recorder().beginNoOpSegment();
			AWSXRay.createSubsegment("child", (subsegment) -> {
				subsegment.putMetadata("key", "value");
				subsegment.addException(new IllegalStateException());
			});
			AWSXRay.endSegment();
		});
	}

	private static String header() {
		return TraceHeader.fromEntity(AWSXRay.getTraceEntity()).toString();
	}

}
