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

package io.github.springxray.job;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.entities.Segment;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.github.springxray.recorder.TracingFaults;
import io.github.springxray.test.RecordedEntity;
import io.github.springxray.test.RecordedTraces;
import io.github.springxray.testsupport.JobApplications;

import static io.github.springxray.test.XRayAssertions.assertThat;

/**
 * Jobs that go on for long.
 */
class LongJobsTests {

	private final ApplicationContextRunner runner = JobApplications.runner();

	@Test
	void isSeenWhileItRunsAndOnceCompleteAtTheEnd() {
		watched((template, traces, jobs) -> {
			RecordedEntity[] early = new RecordedEntity[2];
			template.run("long", () -> {
				AWSXRay.createSubsegment("first", () -> {
				});
				AWSXRay.beginSubsegment("open");
				early[0] = traces.takeSegment();
				early[1] = traces.takeSubsegment("first");
				AWSXRay.createSubsegment("second", () -> {
				});
				// What has ended meanwhile leaves, the segment does not again
				assertThat(traces.takeSubsegment("second").parentId()).isEqualTo(early[0].subsegment("open").id());
				AWSXRay.endSubsegment();
			});
			RecordedEntity end = traces.takeSegment();
			assertThat(early[0].isInProgress()).isTrue();
			assertThat(early[0]).hasAnnotation("job", "long");
			assertThat(early[1].parentId()).isEqualTo(early[0].id());
			assertThat(end).isComplete().hasAnnotation("job", "long");
			assertThat(end.id()).isEqualTo(early[0].id());
			assertThat(end.traceId()).isEqualTo(early[0].traceId());
			assertThat(jobs.size()).isZero();
			traces.clear();
		});
	}

	@Test
	void thousandsOfPartsLeaveAsTheyEndEachOnce() {
		this.runner.run((context) -> {
			RecordedTraces traces = context.getBean(RecordedTraces.class);
			int[] most = new int[1];
			context.getBean(SegmentTemplate.class).run("large", () -> {
				for (int i = 0; i < 5000; i++) {
					String name = "part " + i;
					AWSXRay.createSubsegment(name, () -> {
					});
					Segment segment = AWSXRay.getCurrentSegment();
					most[0] = Math.max(most[0], segment.getTotalSize().intValue());
				}
			});
			RecordedEntity end = traces.takeSegment();
			assertThat(most[0]).isLessThanOrEqualTo(101);
			Set<String> names = new HashSet<>();
			end.subsegments().forEach((part) -> names.add(part.name()));
			int within = names.size();
			assertThat(within).isLessThanOrEqualTo(101);
			while (traces.count() > 0) {
				assertThat(names.add(traces.takeSubsegment().name())).isTrue();
			}
			assertThat(names).hasSize(5000);
			assertThat(within).isPositive();
		});
	}

	@Test
	void nobodyLooksAfterWhatIsNotSampledOrHasEnded() {
		watched((template, traces, jobs) -> {
			template.run("short", () -> assertThat(jobs.size()).isOne());
			assertThat(jobs.size()).isZero();
			traces.takeSegment((segment) -> !segment.isInProgress());
			traces.clear();
		});
		this.runner.withPropertyValues("xray.sampling.strategy=none").run((context) -> {
			LongJobs jobs = context.getBean(LongJobs.class);
			context.getBean(SegmentTemplate.class).run("unsampled", () -> assertThat(jobs.size()).isZero());
		});
	}

	@Test
	void aJobThatNobodyEndsIsNotLookedAfterForEver() {
		watched((template, traces, jobs) -> {
			AWSXRay.beginSegment("by hand");
			Segment segment = AWSXRay.getCurrentSegment();
			jobs.watch(segment);
			AWSXRay.endSegment();
			Awaitility.await().untilAsserted(() -> assertThat(jobs.size()).isZero());
			traces.clear();
		});
	}

	private void watched(Code code) {
		TracingFaults faults = new TracingFaults();
		LongJobs jobs = new LongJobs(Duration.ofMillis(20), faults);
		this.runner.withBean("xrayLongJobs", LongJobs.class, () -> jobs).run((context) -> {
			code.run(context.getBean(SegmentTemplate.class), context.getBean(RecordedTraces.class), jobs);
			assertThat(faults.counts()).isEmpty();
		});
	}

	@FunctionalInterface
	private interface Code {

		void run(SegmentTemplate template, RecordedTraces traces, LongJobs jobs) throws Exception;

	}

}
