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

import java.net.URI;
import java.util.Map;
import java.util.TreeMap;

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import com.amazonaws.xray.entities.TraceID;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.github.springxray.context.XRayContextAutoConfiguration;
import io.github.springxray.recorder.XRayAutoConfiguration;
import io.github.springxray.sampling.XRaySamplingAutoConfiguration;
import io.github.springxray.test.RecordedEntity;
import io.github.springxray.test.RecordedTraces;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of the lines that the guide gives to those who come from the SDK for Python.
 */
class FromPythonTests {

	private static final String TRACE_ID = "1-5759e988-bd862e3fe1be46a994272793";

	private static final String PARENT = "53995c3f42cd8ad8";

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(XRayContextAutoConfiguration.class, XRayAutoConfiguration.class,
				XRayHttpAutoConfiguration.class, XRaySamplingAutoConfiguration.class))
		.withBean(RecordedTraces.class, RecordedTraces::new);

	@Test
	void aSegmentMayJoinATraceBeneathAParent() {
		this.runner.run((context) -> {
			AWSXRay.beginSegment("job", TraceID.fromString(TRACE_ID), PARENT);
			AWSXRay.endSegment();
			RecordedEntity segment = context.getBean(RecordedTraces.class).takeSegment();
			assertThat(segment.traceId()).isEqualTo(TRACE_ID);
			assertThat(segment.parentId()).isEqualTo(PARENT);
		});
	}

	@Test
	void aSubsegmentWithoutSamplingIsNotRecordedAndNeitherIsWhatItCalls() {
		this.runner.run((context) -> {
			HttpClientTracing clients = context.getBean(HttpClientTracing.class);
			Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
			AWSXRay.beginSegment("job", TraceID.fromString(TRACE_ID), null);
			AWSXRay.createSubsegment("recorded", () -> {
			});
			Subsegment silent = AWSXRay.beginSubsegmentWithoutSampling("silent");
			AWSXRay.createSubsegment("beneath", () -> {
			});
			clients.begin("GET", URI.create("http://a.internal/"), clients.current(), new HeaderMap(headers)).end();
			AWSXRay.endSubsegment();
			AWSXRay.endSegment();
			assertThat(silent.isSampled()).isFalse();
			assertThat(context.getBean(RecordedTraces.class).takeSegment().subsegments())
				.extracting(RecordedEntity::name)
				.containsExactly("recorded");
			assertThat(headers).containsOnly(Map.entry("X-Amzn-Trace-Id", "Root=" + TRACE_ID + ";Sampled=0"));
		});
	}

	@Test
	void aSegmentThatIsNotSampledHasATraceIdOfItsOwn() {
		this.runner.withPropertyValues("xray.sampling.strategy=none").run((context) -> {
			Segment first = AWSXRay.beginSegmentWithSampling("job");
			String firstId = AWSXRay.getCurrentSegment().getTraceId().toString();
			AWSXRay.endSegment();
			AWSXRay.beginSegmentWithSampling("job");
			assertThat(first.isSampled()).isFalse();
			assertThat(firstId).doesNotContain("00000000");
			assertThat(AWSXRay.getCurrentSegment().getTraceId()).doesNotHaveToString(firstId);
			AWSXRay.endSegment();
			context.getBean(RecordedTraces.class).assertClean();
		});
	}

}
