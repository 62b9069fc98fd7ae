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

	private static final Pattern ID = Pattern.compile("\"id\":\"([0-9a-f]{16})\"");

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

		@Override
		public void send(List<TraceDocument> documents) {
			for (TraceDocument document : documents) {
				ID.matcher(new String(document.content(), StandardCharsets.UTF_8))
					.results()
					.forEach((result) -> this.all.add(result.group(1)));
			}
		}

	}

}
