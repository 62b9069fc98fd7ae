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

package io.github.springxray.sqs;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.strategy.sampling.SamplingRequest;
import com.amazonaws.xray.strategy.sampling.SamplingResponse;
import com.amazonaws.xray.strategy.sampling.SamplingStrategy;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import io.github.springxray.context.XRayContextAutoConfiguration;
import io.github.springxray.http.TraceHeaders;
import io.github.springxray.http.XRayHttpAutoConfiguration;
import io.github.springxray.recorder.TracingFaults;
import io.github.springxray.recorder.XRayAutoConfiguration;
import io.github.springxray.sampling.ObservedSamplingResponse;
import io.github.springxray.sampling.SamplingLimits;
import io.github.springxray.sampling.XRaySamplingAutoConfiguration;
import io.github.springxray.test.RecordedEntity;
import io.github.springxray.test.RecordedTraces;
import io.github.springxray.test.XRayTestAutoConfiguration;

import static io.github.springxray.test.XRayAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * What becomes of a decision on messages: who decided is told how it ended, failures that
 * nobody chose are recorded, and an instance has its limits.
 */
class SampledMessagesTests {

	private static final String ROOT = "1-5759e988-bd862e3fe1be46a994272793";

	private static final String PARENT = "53995c3f42cd8ad8";

	private static final String QUEUE = "https://sqs.eu-west-1.amazonaws.com/111122223333/orders-queue";

	private static final String CAPTURE = "xray.sampling.capture-anomalies=true";

	private final Sampler sampler = new Sampler();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(XRayAutoConfiguration.class, XRayContextAutoConfiguration.class,
				XRayHttpAutoConfiguration.class, XRaySqsAutoConfiguration.class, XRaySamplingAutoConfiguration.class,
				XRayTestAutoConfiguration.class))
		.withBean(SamplingStrategy.class, () -> this.sampler)
		.withPropertyValues("spring.application.name=orders");

	@Test
	void whoDecidedIsToldOnceHowAMessageEndedWhetherItIsSampledOrNot() {
		run((context, traces) -> {
			for (boolean sampled : new boolean[] { true, false }) {
				this.sampler.sampled = sampled;
				this.sampler.ends.clear();
				process(context, null, false);
				process(context, null, true);
				context.getBean(SqsTracing.class)
					.processBatch(QUEUE, List.of(message(null), message(null)), (messages) -> {
					});
				assertThat(this.sampler.ends).containsExactly(sampled + " false", sampled + " true",
						sampled + " false");
				traces.takeSegments(sampled ? 3 : 0);
			}
			this.sampler.ends.clear();
			process(context, "Root=" + ROOT + ";Parent=" + PARENT + ";Sampled=0", true);
			assertThat(this.sampler.ends).as("somebody else has decided").isEmpty();
		});
	}

	@Test
	void aMessageThatFailsWithoutBeingSampledIsRecordedWithTheIdThatOthersWereTold() {
		run((context, traces) -> {
			this.sampler.sampled = false;
			process(context, null, false);
			List<String> told = process(context, "Root=" + ROOT + ";Parent=" + PARENT + ";Sampled=0", true);
			RecordedEntity segment = traces.takeSegment();
			assertThat(segment).hasName("orders")
				.hasTraceId(ROOT)
				.hasParentId(PARENT)
				.isFault()
				.hasException(IllegalStateException.class)
				.hasAnnotation("sqs_queue", "orders-queue")
				.hasAnnotation("captured_anomaly", true);
			assertThat(segment.subsegments()).isEmpty();
			assertThat(told).containsExactly("Root=" + ROOT + ";Parent=" + segment.id() + ";Sampled=0");
			process(context, null, true);
			assertThat(context.getBean(SamplingLimits.class).captured()).isBetween(1L, 2L);
			traces.takeSegments((int) context.getBean(SamplingLimits.class).captured() - 1);
		}, CAPTURE);
	}

	@Test
	void withoutCapturingNobodyIsToldOfAnIdThatWillNotBeThere() {
		run((context, traces) -> {
			this.sampler.sampled = false;
			List<String> told = process(context, "Root=" + ROOT + ";Parent=" + PARENT + ";Sampled=0", true);
			assertThat(told).containsExactly("Root=" + ROOT + ";Sampled=0");
		});
	}

	@Test
	void anInstanceRecordsNoMoreMessagesAndSegmentsThatAreSampledByHandThanItMay() {
		run((context, traces) -> {
			process(context, null, false);
			process(context, "Root=" + ROOT + ";Parent=" + PARENT + ";Sampled=1", false);
			try (Segment segment = AWSXRay.beginSegmentWithSampling("by hand")) {
				assertThat(segment.isSampled()).isFalse();
			}
			assertThat(context.getBean(SamplingLimits.class).refusedByReason())
				.isEqualTo(Map.of("rule", 2L, "header", 1L));
			assertThat(this.sampler.ends).containsExactly("false false");
		}, "xray.sampling.max-per-second=0");
	}

	@Test
	void theIdOfAMessageCanBeTrustedWithoutItsDecision() {
		run((context, traces) -> {
			process(context, "Root=" + ROOT + ";Parent=" + PARENT + ";Sampled=0", false);
			assertThat(traces.takeSegment()).hasTraceId(ROOT).hasParentId(null);
			this.sampler.sampled = false;
			process(context, "Root=" + ROOT + ";Parent=" + PARENT + ";Sampled=1", false);
		}, "xray.sqs.trust-incoming=id");
	}

	@Test
	void aStrategyThatFailsWhenItIsToldCostsNothing() {
		this.runner.run((context) -> {
			this.sampler.failure = new IllegalStateException("told");
			process(context, null, false);
			assertThat(context.getBean(RecordedTraces.class).takeSegment()).isNotFault().isComplete();
			assertThat(context.getBean(TracingFaults.class).counts()).containsEntry("telling how a request has ended",
					1L);
			this.sampler.awaited = () -> {
				throw new IllegalStateException("asked");
			};
			process(context, null, false);
			assertThat(context.getBean(RecordedTraces.class).takeSegment()).isNotFault().isComplete();
			assertThat(context.getBean(TracingFaults.class).counts()).containsEntry("asking the sampling strategy", 1L);
		});
	}

	@Test
	void aRuleOfAnyNameIsRecordedWithinTheLimitsOfADocument() {
		run((context, traces) -> {
			this.sampler.rule = "\u00fcber \"rule\" \ud83d\ude00 {}\n" + "x".repeat(1000);
			process(context, null, false);
			String recorded = String.valueOf(traces.takeSegment().value("aws", "xray", "sampling_rule_name"));
			assertThat(recorded).startsWith("\u00fcber \"rule\" \ud83d\ude00").hasSizeLessThanOrEqualTo(250);
		});
	}

	@Test
	void whoDoesNotWaitForTheEndOfWhatIsNotRecordedIsNotTold() {
		run((context, traces) -> {
			this.sampler.awaited = () -> false;
			this.sampler.sampled = false;
			process(context, null, true);
			assertThat(this.sampler.ends).isEmpty();
		});
	}

	private List<String> process(ApplicationContext context, String header, boolean fails) {
		List<String> told = new ArrayList<>();
		SqsTracing.MessageHandler<Message, RuntimeException> handler = (message) -> {
			told.add(context.getBean(TraceHeaders.class).toXRay(AWSXRay.getTraceEntity()));
			AWSXRay.createSubsegment("work", () -> {
			});
			if (fails) {
				throw new IllegalStateException("Out of order");
			}
		};
		SqsTracing tracing = context.getBean(SqsTracing.class);
		if (fails) {
			assertThatIllegalStateException().isThrownBy(() -> tracing.process(QUEUE, message(header), handler));
		}
		else {
			tracing.process(QUEUE, message(header), handler);
		}
		return told;
	}

	private static Message message(String header) {
		Message.Builder message = Message.builder().messageId("m").body("hello");
		return (header != null)
				? message.attributes(Map.of(MessageSystemAttributeName.AWS_TRACE_HEADER, header)).build()
				: message.build();
	}

	private void run(MessagesTest test, String... properties) {
		this.runner.withPropertyValues(properties).run((context) -> {
			RecordedTraces traces = context.getBean(RecordedTraces.class);
			test.run(context, traces);
			traces.assertClean();
			assertThat(context.getBean(TracingFaults.class).counts()).isEmpty();
		});
	}

	@FunctionalInterface
	private interface MessagesTest {

		void run(ApplicationContext context, RecordedTraces traces);

	}

	private static final class Sampler implements SamplingStrategy {

		private final List<String> ends = new ArrayList<>();

		private boolean sampled = true;

		private String rule = "rule";

		private RuntimeException failure;

		private BooleanSupplier awaited = () -> true;

		@Override
		public SamplingResponse shouldTrace(SamplingRequest request) {
			return new ObservedSamplingResponse(this.sampled, this.rule) {

				@Override
				public boolean isAwaited() {
					return Sampler.this.awaited.getAsBoolean();
				}

				@Override
				public void ended(boolean sampled, boolean anomaly) {
					if (Sampler.this.failure != null) {
						throw Sampler.this.failure;
					}
					Sampler.this.ends.add(sampled + " " + anomaly);
				}

			};
		}

		@Override
		public boolean isForcedSamplingSupported() {
			return false;
		}

	}

}
