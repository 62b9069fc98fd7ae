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

package io.github.springxray.emitter;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.github.springxray.context.Segments;
import io.github.springxray.context.Subsegments;
import io.github.springxray.context.TraceScope;
import io.github.springxray.context.XRayContextAutoConfiguration;
import io.github.springxray.recorder.TracingFaults;
import io.github.springxray.recorder.XRayAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for requests with very many subsegments, on their whole way.
 */
class ManySubsegmentsTests {

	private static final Pattern ID = Pattern
		.compile("\"id\":\"([0-9a-f]{16})\",\"start_time\":[0-9.]+(,\"in_progress\":true)?");

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(XRayAutoConfiguration.class, XRayContextAutoConfiguration.class,
				XRayEmitterAutoConfiguration.class))
		.withPropertyValues("xray.emitter.type=none", "xray.sampling.strategy=all", "xray.emitter.queue-capacity=1000");

	@Test
	void fiftyThousandOneAfterTheOtherAllLeave() {
		Ids ids = new Ids();
		this.runner.withBean(TraceSender.class, () -> ids).run((context) -> {
			Subsegments subsegments = context.getBean(Subsegments.class);
			TraceScope root = begin(context.getBean(Segments.class));
			for (int i = 0; i < 50_000; i++) {
				subsegments.end(subsegments.begin("quick"), null);
			}
			subsegments.end(root, null);
			assertAllLeft(context.getBean(EmitterStatistics.class), ids, 50_001);
			assertThat(context.getBean(TracingFaults.class).counts()).isEmpty();
		});
	}

	@Test
	void aHundredThousandWithinOneAnotherAllLeave() {
		nested(List.of(), (subsegments, root, nested) -> {
			for (int i = nested.size() - 1; i >= 0; i--) {
				subsegments.end(nested.get(i), null);
			}
			subsegments.end(root, null);
		});
	}

	@Test
	void theyAllLeaveWithTheSegmentWhereNothingIsStreamed() {
		nested(List.of("xray.streaming-threshold=1000000"), (subsegments, root, nested) -> {
			for (int i = nested.size() - 1; i >= 0; i--) {
				subsegments.end(nested.get(i), null);
			}
			subsegments.end(root, null);
		});
	}

	@Test
	void theyAllLeaveWhereTheOutermostEndsFirst() {
		nested(List.of(), (subsegments, root, nested) -> {
			nested.forEach((scope) -> subsegments.end(scope, null));
			subsegments.end(root, null);
		});
	}

	/**
	 * Each of them is told twice: as something that goes on, and when it has ended.
	 */
	@Test
	void theyAllLeaveWhereTheSegmentEndsFirst() {
		Ids ids = new Ids();
		this.runner.withBean(TraceSender.class, () -> ids)
			.withPropertyValues("xray.emitter.queue-capacity=1000000")
			.run((context) -> {
				Subsegments subsegments = context.getBean(Subsegments.class);
				TraceScope root = begin(context.getBean(Segments.class));
				List<TraceScope> nested = nest(subsegments);
				subsegments.end(root, null);
				for (int i = nested.size() - 1; i >= 0; i--) {
					subsegments.end(nested.get(i), null);
				}
				EmitterStatistics statistics = context.getBean(EmitterStatistics.class);
				Awaitility.await().until(() -> statistics.sent() == 100_001);
				assertThat(ids.all).hasSize(200_001);
				assertThat(Set.copyOf(ids.all)).hasSize(100_001);
				assertThat(ids.complete).hasSize(100_001).doesNotHaveDuplicates();
			});
	}

	private void nested(List<String> properties, Ending ending) {
		Ids ids = new Ids();
		this.runner.withBean(TraceSender.class, () -> ids)
			.withPropertyValues(properties.toArray(String[]::new))
			.run((context) -> {
				Subsegments subsegments = context.getBean(Subsegments.class);
				TraceScope root = begin(context.getBean(Segments.class));
				ending.end(subsegments, root, nest(subsegments));
				assertAllLeft(context.getBean(EmitterStatistics.class), ids, 100_001);
				assertThat(context.getBean(TracingFaults.class).counts()).isEmpty();
			});
	}

	private static List<TraceScope> nest(Subsegments subsegments) {
		List<TraceScope> nested = new ArrayList<>();
		for (int i = 0; i < 100_000; i++) {
			nested.add(subsegments.begin("nested"));
		}
		return nested;
	}

	private static TraceScope begin(Segments segments) {
		return segments.begin("orders", segments.newTraceId(), null);
	}

	private static void assertAllLeft(EmitterStatistics statistics, Ids ids, int count) {
		Awaitility.await().until(() -> statistics.queueDepth() == 0 && statistics.accepted() == statistics.sent());
		assertThat(statistics.dropped()).isZero();
		assertThat(ids.all).hasSize(count).doesNotHaveDuplicates();
	}

	private static final class Ids implements TraceSender {

		private final List<String> all = Collections.synchronizedList(new ArrayList<>());

		private final List<String> complete = Collections.synchronizedList(new ArrayList<>());

		@Override
		public void send(List<TraceDocument> documents) {
			for (TraceDocument document : documents) {
				ID.matcher(new String(document.content(), StandardCharsets.UTF_8)).results().forEach((result) -> {
					this.all.add(result.group(1));
					if (result.group(2) == null) {
						this.complete.add(result.group(1));
					}
				});
			}
		}

	}

	/**
	 * Ends what is nested.
	 */
	private interface Ending {

		void end(Subsegments subsegments, TraceScope root, List<TraceScope> nested);

	}

}
