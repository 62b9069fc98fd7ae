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

package io.github.springxray.kafka;

import java.lang.ref.WeakReference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.amazonaws.xray.AWSXRay;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.context.ApplicationContext;
import org.springframework.kafka.listener.AbstractMessageListenerContainer;
import org.springframework.kafka.listener.BatchInterceptor;
import org.springframework.kafka.listener.KafkaBackoffException;
import org.springframework.kafka.listener.ListenerExecutionFailedException;
import org.springframework.kafka.listener.RecordInterceptor;

import io.github.springxray.test.RecordedEntity;
import io.github.springxray.test.RecordedTraces;
import io.github.springxray.testsupport.GarbageCollection;

import static io.github.springxray.test.XRayAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link KafkaListenerTracing}, as a container calls its interceptors.
 */
class KafkaListenerTracingTests {

	private static final Consumer<String, String> CONSUMER = new MockConsumer<>("earliest");

	private final AbstractMessageListenerContainer<String, String> container = KafkaTesting.container();

	private final List<String> calls = new ArrayList<>();

	@Test
	void joinsTheTraceThatTheRecordBringsAndSaysWhereItCameFrom() {
		run((interceptor, traces) -> {
			process(interceptor, KafkaTesting.record("orders", 7, KafkaTesting.HEADER, KafkaTesting.SAMPLED), null);
			RecordedEntity segment = traces.takeSegment();
			assertThat(segment).hasName("orders")
				.hasTraceId(KafkaTesting.ROOT)
				.hasParentId(KafkaTesting.PARENT)
				.isNotFault()
				.isComplete();
			assertThat(segment.annotations())
				.isEqualTo(Map.of("kafka_topic", "orders", "kafka_partition", 3, "kafka_offset", 7));
			assertThat(segment.json()).doesNotContain("a key", "a value");
		});
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "X-Amzn-Trace-Id | " + KafkaTesting.SAMPLED, "x-amzn-trace-id | " + KafkaTesting.SAMPLED,
					"X-Amzn-Trace-Id | \"" + KafkaTesting.SAMPLED + "\"",
					"traceparent | 00-5759e988bd862e3fe1be46a994272793-53995c3f42cd8ad8-01" })
	void readsTheHeaderAsOtherLanguagesAndTheMapperOfSpringWriteIt(String name, String value) {
		run((interceptor, traces) -> {
			process(interceptor, KafkaTesting.record("orders", 7, name, value), null);
			assertThat(traces.takeSegment()).hasTraceId(KafkaTesting.ROOT).hasParentId(KafkaTesting.PARENT);
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "Root=", "nonsense", "Root=1-5759e988-XX;Parent=1;Sampled=1", "\"" })
	void beginsATraceWhereTheHeaderIsNone(String value) {
		run((interceptor, traces) -> {
			process(interceptor, KafkaTesting.record("orders", 7, KafkaTesting.HEADER, value), null);
			assertThat(traces.takeSegment()).hasParentId(null).isComplete();
		});
	}

	@Test
	void headersThatAreNoTextOrTooLongAreNotRead() {
		run((interceptor, traces) -> {
			process(interceptor, KafkaTesting.record("orders", 7, KafkaTesting.HEADER, new byte[] { -1, -2, 0 }), null);
			process(interceptor, KafkaTesting.record("orders", 7, KafkaTesting.HEADER, new byte[100_000]), null);
			ConsumerRecord<String, String> empty = KafkaTesting.record("orders", 7);
			empty.headers().add(KafkaTesting.HEADER, null);
			process(interceptor, empty, null);
			assertThat(traces.takeSegments(3)).allSatisfy((segment) -> assertThat(segment).hasParentId(null));
		});
	}

	@Test
	void recordsNothingWhereTheSenderSaysSo() {
		run((interceptor, traces) -> {
			interceptor.intercept(KafkaTesting.record("orders", 7, KafkaTesting.HEADER, KafkaTesting.NOT_SAMPLED),
					CONSUMER);
			assertThat(AWSXRay.getCurrentSegment().getTraceId()).hasToString(KafkaTesting.ROOT);
			assertThat(AWSXRay.getCurrentSegment().isSampled()).isFalse();
			interceptor.success(KafkaTesting.record("orders", 7), CONSUMER);
		});
	}

	@ParameterizedTest
	@CsvSource({ "false, false", "id, true" })
	void believesNoMoreOfTheHeaderThanItIsToldTo(String trust, boolean joins) {
		KafkaTesting.run(KafkaTesting.runner().withPropertyValues("xray.kafka.trust-incoming=" + trust),
				(context, traces) -> {
					RecordInterceptor<String, String> interceptor = trace(context);
					process(interceptor,
							KafkaTesting.record("orders", 7, KafkaTesting.HEADER, KafkaTesting.NOT_SAMPLED), null);
					assertThat(KafkaTesting.ROOT.equals(traces.takeSegment().traceId())).isEqualTo(joins);
				});
	}

	@ParameterizedTest
	@ValueSource(longs = { 5000, 0, -5000 })
	void theTimeThatARecordHasWaitedIsNeverNegative(long ago) {
		run((interceptor, traces) -> {
			process(interceptor, sent(Instant.now().toEpochMilli() - ago), null);
			assertThat((int) traces.takeSegment().annotations().get("message_waited_ms"))
				.isBetween((int) Math.max(0, ago), (int) Math.max(0, ago) + 4000);
			process(interceptor, sent(ConsumerRecord.NO_TIMESTAMP), null);
			assertThat(traces.takeSegment()).hasNoAnnotation("message_waited_ms");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "kafka_deliveryAttempt", "retry_topic-attempts" })
	void saysWhichAttemptItIsWhereThatIsKnown(String header) {
		run((interceptor, traces) -> {
			process(interceptor, KafkaTesting.record("orders", 7, header, new byte[] { 0, 0, 0, 2 }), null);
			assertThat(traces.takeSegment()).hasAnnotation("kafka_delivery_attempt", 2);
			process(interceptor, KafkaTesting.record("orders", 7, header, new byte[] { 2 }), null);
			assertThat(traces.takeSegment()).hasNoAnnotation("kafka_delivery_attempt");
		});
	}

	@Test
	void whatTheListenerThrowsIsAFaultWithoutWhatSpringWrapsItIn() {
		run((interceptor, traces) -> {
			IllegalStateException thrown = new IllegalStateException("Out of stock");
			process(interceptor, KafkaTesting.record("orders", 7), new ListenerExecutionFailedException(
					"Listener failed", new ListenerExecutionFailedException("Listener method threw", thrown)));
			RecordedEntity segment = traces.takeSegment();
			assertThat(segment).isFault().hasException(IllegalStateException.class);
			assertThat(segment.exceptions()).hasSize(1);
		});
	}

	@Test
	void aRecordThatARetryTopicGivesBackUntilItIsDueIsNotRecorded() {
		run((interceptor, traces) -> process(interceptor, KafkaTesting.record("orders", 7),
				new ListenerExecutionFailedException("Listener failed", new KafkaBackoffException("Too early",
						new TopicPartition("orders", 3), "listener", Instant.now().toEpochMilli()))));
	}

	@Test
	void whatAnErrorHasLeftOpenEndsAsAFaultWhenTheThreadGoesOnOrStops() {
		run((interceptor, traces) -> {
			interceptor.intercept(KafkaTesting.record("orders", 7), CONSUMER);
			interceptor.clearThreadState(CONSUMER);
			assertThat(traces.takeSegment()).isFault().isComplete();
			interceptor.intercept(KafkaTesting.record("orders", 8), CONSUMER);
			interceptor.intercept(KafkaTesting.record("orders", 9), CONSUMER);
			interceptor.success(KafkaTesting.record("orders", 9), CONSUMER);
			assertThat(traces.takeSegment()).isFault().hasAnnotation("kafka_offset", 8);
			assertThat(traces.takeSegment()).isNotFault().hasAnnotation("kafka_offset", 9);
		});
	}

	@Test
	void aFailureBeforeTheListenerIsNoSegment() {
		run((interceptor, traces) -> {
			interceptor.failure(KafkaTesting.record("orders", 7), new IllegalStateException("No JSON"), CONSUMER);
			interceptor.afterRecord(KafkaTesting.record("orders", 7), CONSUMER);
			interceptor.clearThreadState(CONSUMER);
		});
	}

	@Test
	void theInterceptorOfTheApplicationIsCalledAroundTheSegmentWithTheSameRecords() {
		Own own = new Own();
		this.container.setRecordInterceptor(own);
		ConsumerRecord<String, String> record = KafkaTesting.record("orders", 7);
		run((interceptor, traces) -> {
			interceptor.setupThreadState(CONSUMER);
			process(interceptor, record, null);
			process(interceptor, record, new IllegalStateException("Out of stock"));
			interceptor.clearThreadState(CONSUMER);
			assertThat(this.calls).containsExactly("setup", "intercept 7", "success 7", "after 7", "intercept 7",
					"failure 7 Out of stock", "after 7", "clear");
			assertThat(own.current).containsOnly("nothing");
			traces.takeSegments(2);
		});
	}

	@Test
	void aRecordThatTheApplicationSkipsHasNoSegmentAndOneThatItPutsInPlaceHas() {
		Own own = new Own();
		this.container.setRecordInterceptor(own);
		run((interceptor, traces) -> {
			own.passed = null;
			assertThat(interceptor.intercept(KafkaTesting.record("orders", 7), CONSUMER)).isNull();
			interceptor.success(KafkaTesting.record("orders", 7), CONSUMER);
			assertThat(traces.count()).isZero();
			own.passed = Optional.of(KafkaTesting.record("orders", 8));
			assertThat(interceptor.intercept(KafkaTesting.record("orders", 7), CONSUMER))
				.isSameAs(own.passed.orElseThrow());
			interceptor.success(KafkaTesting.record("orders", 7), CONSUMER);
			assertThat(traces.takeSegment()).hasAnnotation("kafka_offset", 8);
		});
	}

	@Test
	void anInterceptorOfTheApplicationThatThrowsDoesSo() {
		this.container.setRecordInterceptor((record, consumer) -> {
			throw new IllegalStateException("Not this one");
		});
		run((interceptor, traces) -> assertThatIllegalStateException()
			.isThrownBy(() -> interceptor.intercept(KafkaTesting.record("orders", 7), CONSUMER))
			.withMessage("Not this one"));
	}

	@Test
	void oneRecordIsOneSegmentWhereTheApplicationPutsOursIntoItsOwn() {
		KafkaTesting.run(KafkaTesting.runner(), (context, traces) -> {
			RecordInterceptor<String, String> ours = trace(context);
			assertThat(trace(context)).isSameAs(ours);
			this.container.setRecordInterceptor((record, consumer) -> ours.intercept(record, consumer));
			RecordInterceptor<String, String> outer = trace(context);
			process(outer, KafkaTesting.record("orders", 7), null);
			assertThat(traces.takeSegment()).isComplete();
		});
	}

	@Test
	void aContainerThatTheApplicationForgetsIsNotKept() {
		KafkaTesting.run(KafkaTesting.runner(),
				(context, traces) -> GarbageCollection.awaitCollectionOf(forgotten(context)));
	}

	private static WeakReference<Object> forgotten(ApplicationContext context) {
		AbstractMessageListenerContainer<String, String> container = KafkaTesting.container();
		context.getBean(KafkaListenerTracing.class).trace(container);
		return new WeakReference<>(container);
	}

	@Test
	void aBatchIsASegmentWithLinksToTheTracesOfItsRecords() {
		runBatch((interceptor, traces) -> {
			long now = Instant.now().toEpochMilli();
			ConsumerRecords<String, String> records = records(
					KafkaTesting.record("orders", 1, KafkaTesting.HEADER, KafkaTesting.SAMPLED),
					KafkaTesting.record("orders", 2, KafkaTesting.HEADER, KafkaTesting.SAMPLED),
					KafkaTesting.record("orders", 3, KafkaTesting.HEADER, KafkaTesting.SAMPLED.replace("53", "54")),
					KafkaTesting.record("orders", 4), sent(now - 3000), sent(now - 9000));
			assertThat(interceptor.intercept(records, CONSUMER)).isSameAs(records);
			interceptor.success(records, CONSUMER);
			RecordedEntity segment = traces.takeSegment();
			assertThat(segment).hasParentId(null)
				.hasAnnotation("kafka_topic", "orders")
				.hasAnnotation("kafka_partition", 3)
				.hasAnnotation("message_count", 6)
				.hasNoAnnotation("kafka_offset");
			assertThat((int) segment.annotations().get("message_waited_ms")).isBetween(9000, 13000);
			assertThat(segment.json()).contains("orders-3@1", "orders-3@3").doesNotContain("orders-3@2", "a value");
			assertThat((List<?>) segment.value("links")).hasSize(2);
		});
	}

	@Test
	void aBatchOfSeveralTopicsNamesThemAll() {
		runBatch((interceptor, traces) -> {
			ConsumerRecords<String, String> records = records(KafkaTesting.record("orders", 1),
					KafkaTesting.record("returns", 1));
			interceptor.intercept(records, CONSUMER);
			interceptor.failure(records, new IllegalStateException("Out of stock"), CONSUMER);
			assertThat(traces.takeSegment()).isFault()
				.hasNoAnnotation("kafka_topic")
				.hasMetadata("kafka", "topics", List.of("orders", "returns"));
		});
	}

	@Test
	void theBatchInterceptorOfTheApplicationIsKept() {
		OwnBatches own = new OwnBatches();
		this.container.setBatchInterceptor(own);
		runBatch((interceptor, traces) -> {
			ConsumerRecords<String, String> records = records(KafkaTesting.record("orders", 1));
			interceptor.setupThreadState(CONSUMER);
			assertThat(interceptor.intercept(records, CONSUMER)).isNull();
			interceptor.success(records, CONSUMER);
			assertThat(traces.count()).isZero();
			own.skips = false;
			interceptor.intercept(records, CONSUMER);
			interceptor.failure(records, new IllegalStateException("Out of stock"), CONSUMER);
			assertThat(traces.takeSegment()).isFault();
			interceptor.intercept(records, CONSUMER);
			interceptor.clearThreadState(CONSUMER);
			assertThat(traces.takeSegment()).isFault();
			assertThat(this.calls).containsExactly("setup", "intercept", "success", "intercept", "failure", "intercept",
					"clear");
		});
	}

	private static ConsumerRecord<String, String> sent(long timestamp) {
		return new ConsumerRecord<>("orders", 3, 7, timestamp, TimestampType.CREATE_TIME, 1, 1, "a key", "a value",
				new RecordHeaders(), Optional.empty());
	}

	@SafeVarargs
	private static ConsumerRecords<String, String> records(ConsumerRecord<String, String>... records) {
		Map<TopicPartition, List<ConsumerRecord<String, String>>> byPartition = new LinkedHashMap<>();
		for (ConsumerRecord<String, String> record : records) {
			byPartition
				.computeIfAbsent(new TopicPartition(record.topic(), record.partition()), (key) -> new ArrayList<>())
				.add(record);
		}
		return new ConsumerRecords<>(byPartition, Map.of());
	}

	private static void process(RecordInterceptor<String, String> interceptor, ConsumerRecord<String, String> record,
			@Nullable Exception failure) {
		assertThat(interceptor.intercept(record, CONSUMER)).isSameAs(record);
		if (failure != null) {
			interceptor.failure(record, failure, CONSUMER);
		}
		else {
			interceptor.success(record, CONSUMER);
		}
		interceptor.afterRecord(record, CONSUMER);
		assertThat(AWSXRay.getTraceEntity()).isNull();
	}

	private RecordInterceptor<String, String> trace(ApplicationContext context) {
		context.getBean(KafkaListenerTracing.class).trace(this.container);
		RecordInterceptor<String, String> interceptor = this.container.getRecordInterceptor();
		assertThat(interceptor).isNotNull();
		return interceptor;
	}

	private void run(RecordTest test) {
		KafkaTesting.run(KafkaTesting.runner(), (context, traces) -> test.run(trace(context), traces));
	}

	private void runBatch(BatchTest test) {
		KafkaTesting.run(KafkaTesting.runner(), (context, traces) -> {
			trace(context);
			BatchInterceptor<String, String> interceptor = this.container.getBatchInterceptor();
			assertThat(interceptor).isNotNull();
			test.run(interceptor, traces);
		});
	}

	@FunctionalInterface
	interface RecordTest {

		void run(RecordInterceptor<String, String> interceptor, RecordedTraces traces);

	}

	@FunctionalInterface
	interface BatchTest {

		void run(BatchInterceptor<String, String> interceptor, RecordedTraces traces);

	}

	private final class Own implements RecordInterceptor<String, String> {

		private final List<String> current = new ArrayList<>();

		private @Nullable Optional<ConsumerRecord<String, String>> passed = Optional.empty();

		private void called(String call) {
			KafkaListenerTracingTests.this.calls.add(call);
			this.current.add((AWSXRay.getTraceEntity() != null) ? "something" : "nothing");
		}

		@Override
		public void setupThreadState(Consumer<?, ?> consumer) {
			called("setup");
		}

		@Override
		public @Nullable ConsumerRecord<String, String> intercept(ConsumerRecord<String, String> record,
				Consumer<String, String> consumer) {
			called("intercept " + record.offset());
			return (this.passed != null) ? this.passed.orElse(record) : null;
		}

		@Override
		public void success(ConsumerRecord<String, String> record, Consumer<String, String> consumer) {
			called("success " + record.offset());
		}

		@Override
		public void failure(ConsumerRecord<String, String> record, Exception exception,
				Consumer<String, String> consumer) {
			called("failure " + record.offset() + " " + exception.getMessage());
		}

		@Override
		public void afterRecord(ConsumerRecord<String, String> record, Consumer<String, String> consumer) {
			called("after " + record.offset());
		}

		@Override
		public void clearThreadState(Consumer<?, ?> consumer) {
			called("clear");
		}

	}

	private final class OwnBatches implements BatchInterceptor<String, String> {

		private boolean skips = true;

		private void called(String call) {
			KafkaListenerTracingTests.this.calls.add(call);
		}

		@Override
		public void setupThreadState(Consumer<?, ?> consumer) {
			called("setup");
		}

		@Override
		public @Nullable ConsumerRecords<String, String> intercept(ConsumerRecords<String, String> records,
				Consumer<String, String> consumer) {
			called("intercept");
			return this.skips ? null : records;
		}

		@Override
		public void success(ConsumerRecords<String, String> records, Consumer<String, String> consumer) {
			called("success");
		}

		@Override
		public void failure(ConsumerRecords<String, String> records, Exception exception,
				Consumer<String, String> consumer) {
			called("failure");
		}

		@Override
		public void clearThreadState(Consumer<?, ?> consumer) {
			called("clear");
		}

	}

}
