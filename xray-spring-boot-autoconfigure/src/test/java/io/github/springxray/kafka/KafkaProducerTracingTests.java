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

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.StreamSupport;

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.entities.Segment;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.kafka.support.micrometer.KafkaRecordSenderContext;

import io.github.springxray.test.RecordedEntity;
import io.github.springxray.test.RecordedTraces;

import static io.github.springxray.test.XRayAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link KafkaProducerTracing}, on a producer that needs no broker.
 */
class KafkaProducerTracingTests {

	private final MockProducer<String, String> mock = new MockProducer<>(true, null, new StringSerializer(),
			new StringSerializer());

	private final MockProducer<String, String> waiting = new MockProducer<>(false, null, new StringSerializer(),
			new StringSerializer());

	@Test
	void whatIsSentIsASubsegmentAndTheHeaderTellsOfIt() {
		run(this.mock, (producer, traces) -> {
			ProducerRecord<String, String> record = new ProducerRecord<>("orders", "a key", "a value");
			inSegment(() -> producer.send(record).get());
			RecordedEntity segment = traces.takeSegment();
			RecordedEntity subsegment = segment.subsegment("orders");
			assertThat(subsegment).hasNamespace("remote").isNotFault().isComplete();
			assertThat(subsegment.annotations()).isEqualTo(Map.of("kafka_partition", 0, "kafka_offset", 0));
			assertThat(headers(this.mock, 0, KafkaTesting.HEADER))
				.containsExactly("Root=" + segment.traceId() + ";Parent=" + subsegment.id() + ";Sampled=1");
			assertThat(record.headers()).as("the record of the application").isEmpty();
			assertThat(this.mock.history().get(0).value()).isEqualTo("a value");
			assertThat(segment.json()).doesNotContain("a key", "a value");
		});
	}

	@Test
	void theCallbackOfTheApplicationIsCalledOnceItHasEndedWhichMayBeAfterItsSegment() {
		run(this.waiting, (producer, traces) -> {
			List<String> called = new ArrayList<>();
			inSegment(() -> producer.send(new ProducerRecord<>("orders", "a"),
					(metadata, failure) -> called.add(traces.count() + " " + metadata.topic() + " " + failure)));
			RecordedEntity segment = traces.takeSegment();
			assertThat(called).isEmpty();
			assertThat(this.waiting.completeNext()).isTrue();
			assertThat(called).containsExactly("1 orders null");
			assertThat(traces.takeSubsegment("orders")).hasTraceId(segment.traceId()).isComplete();
		});
	}

	@Test
	void aFailureIsAFaultWhetherItComesAtOnceOrLater() {
		run(this.waiting, (producer, traces) -> {
			List<Exception> failures = new ArrayList<>();
			inSegment(() -> {
				Future<RecordMetadata> sent = producer.send(new ProducerRecord<>("orders", "a"),
						(metadata, failure) -> failures.add(failure));
				assertThat(this.waiting.errorNext(new RecordTooLargeException("Too large"))).isTrue();
				assertThatExceptionOfType(ExecutionException.class).isThrownBy(sent::get)
					.withCauseInstanceOf(RecordTooLargeException.class);
				this.waiting.sendException = new SerializationException("No bytes");
				assertThatExceptionOfType(SerializationException.class)
					.isThrownBy(() -> producer.send(new ProducerRecord<>("returns", "a")));
			});
			assertThat(failures).hasSize(1);
			RecordedEntity segment = traces.takeSegment();
			assertThat(segment.subsegment("orders")).isFault().hasException(RecordTooLargeException.class);
			assertThat(segment.subsegment("returns")).isFault().hasException(SerializationException.class);
		});
	}

	@Test
	void withoutASegmentTheRecordIsSentAsItIs() {
		run(this.mock, (producer, traces) -> {
			ProducerRecord<String, String> record = new ProducerRecord<>("orders", "a");
			producer.send(record).get();
			producer.send(record, (metadata, failure) -> {
			}).get();
			assertThat(this.mock.history()).allSatisfy((sent) -> assertThat(sent).isSameAs(record));
		});
	}

	@Test
	void aTraceThatIsNotRecordedIsToldSo() {
		run(this.mock, (producer, traces) -> {
			try (Segment segment = AWSXRay.beginSegment("request")) {
				segment.setSampled(false);
				producer.send(new ProducerRecord<>("orders", "a")).get();
			}
			assertThat(headers(this.mock, 0, KafkaTesting.HEADER)).singleElement().asString().endsWith(";Sampled=0");
		});
	}

	@Test
	void bothHeadersAreWrittenWhereBothAreToBe() {
		run(KafkaTesting.runner().withPropertyValues("xray.propagation.produce=xray,w3c"), this.mock,
				(producer, traces) -> {
					inSegment(() -> producer.send(new ProducerRecord<>("orders", "a")).get());
					String id = traces.takeSegment().subsegment("orders").id();
					assertThat(headers(this.mock, 0, KafkaTesting.HEADER)).singleElement().asString().contains(id);
					assertThat(headers(this.mock, 0, "traceparent")).singleElement().asString().contains(id);
				});
	}

	@Test
	void aRecordIsSentOnceMoreWithOneHeaderAndReadOnlyHeadersDoNotMatter() {
		run(this.mock, (producer, traces) -> {
			RecordHeaders headers = new RecordHeaders();
			headers.add("other", new byte[] { 1 });
			ProducerRecord<String, String> record = new ProducerRecord<>("orders", null, null, null, "a", headers);
			((RecordHeaders) record.headers()).setReadOnly();
			inSegment(() -> {
				producer.send(record).get();
				producer.send(record).get();
				producer.send(this.mock.history().get(1)).get();
			});
			List<String> ids = traces.takeSegment().subsegments().stream().map(RecordedEntity::id).toList();
			for (int i = 0; i < 3; i++) {
				assertThat(headers(this.mock, i, KafkaTesting.HEADER)).singleElement().asString().contains(ids.get(i));
				assertThat(headers(this.mock, i, "other")).hasSize(1);
			}
		});
	}

	@Test
	void aHeaderOfTheApplicationThatTellsOfAnotherTraceIsLeftAlone() {
		run(this.mock, (producer, traces) -> {
			ProducerRecord<String, String> record = new ProducerRecord<>("orders", "a");
			record.headers().add("x-amzn-trace-id", KafkaTesting.SAMPLED.getBytes(StandardCharsets.UTF_8));
			inSegment(() -> producer.send(record).get());
			assertThat(this.mock.history().get(0).headers()).hasSize(1);
			assertThat(headers(this.mock, 0, "x-amzn-trace-id")).containsExactly(KafkaTesting.SAMPLED);
			traces.takeSegment();
		});
	}

	@Test
	void aRecordOfTheApplicationsOwnClassStaysThatAndIsSentAlsoWhereItsHeadersAreReadOnly() {
		run(this.mock, (producer, traces) -> {
			OwnRecord writable = new OwnRecord();
			OwnRecord readOnly = new OwnRecord();
			((RecordHeaders) readOnly.headers()).setReadOnly();
			inSegment(() -> {
				producer.send(writable).get();
				producer.send(readOnly).get();
			});
			assertThat(this.mock.history()).containsExactly(writable, readOnly);
			assertThat(headers(this.mock, 0, KafkaTesting.HEADER)).hasSize(1);
			assertThat(headers(this.mock, 1, KafkaTesting.HEADER)).isEmpty();
			assertThat(traces.takeSegment().subsegments()).hasSize(2);
		});
	}

	@Test
	void doesEverythingElseAsTheProducerDoes() {
		run(this.mock, (producer, traces) -> {
			producer.initTransactions();
			producer.beginTransaction();
			producer.commitTransaction();
			assertThat(this.mock.transactionCommitted()).isTrue();
			assertThat(producer).isEqualTo(producer).isEqualTo(this.mock).hasToString(this.mock.toString());
			assertThat(producer).hasSameHashCodeAs(this.mock).isNotEqualTo(this.waiting).isNotEqualTo(null);
			assertThatIllegalStateException().isThrownBy(producer::commitTransaction)
				.isInstanceOf(IllegalStateException.class);
			producer.close(Duration.ofSeconds(1));
			assertThat(this.mock.closed()).isTrue();
		});
	}

	@Test
	void isTracedOnceAndNotAtAllWhereThatIsSwitchedOff() {
		KafkaTesting.runner().run((context) -> {
			KafkaProducerTracing tracing = context.getBean(KafkaProducerTracing.class);
			Producer<String, String> traced = tracing.trace(this.mock);
			assertThat(traced).isNotSameAs(this.mock);
			assertThat(tracing.trace(traced)).isSameAs(traced);
		});
		for (String off : List.of("xray.patch.kafka.enabled=false", "xray.patch.enabled=false", "xray.enabled=false")) {
			KafkaTesting.runner()
				.withPropertyValues(off)
				.run((context) -> assertThat(context.getBean(KafkaProducerTracing.class).trace(this.mock))
					.isSameAs(this.mock));
		}
	}

	@Test
	void theProducersOfFactoriesAreTracedAndThoseOfTheirCopiesAndTemplates() {
		KafkaTesting.run(KafkaTesting.runner().withBean(ProducerFactory.class, () -> new MockFactory(this.mock)),
				(context, traces) -> {
					ProducerFactory<String, String> factory = context.getBean(MockFactory.class);
					KafkaTemplate<String, String> template = new KafkaTemplate<>(factory);
					inSegment(() -> template.send("orders", "a").get());
					assertThat(traces.takeSegment().subsegments()).hasSize(1);
					assertThat(factory.copyWithConfigurationOverride(Map.of("linger.ms", 1)).getPostProcessors())
						.hasSize(1);
					assertThat(headers(this.mock, 0, KafkaTesting.HEADER)).hasSize(1);
				});
	}

	@Test
	void anObservationOfTheApplicationKeepsItsHeaderAndNoHeaderIsDoubled() {
		String foreign = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
		ObservationRegistry registry = ObservationRegistry.create();
		registry.observationConfig().observationHandler(new HeaderWriter(foreign));
		KafkaTesting.run(KafkaTesting.runner()
			.withPropertyValues("xray.propagation.produce=xray,w3c")
			.withBean(ObservationRegistry.class, () -> registry)
			.withBean(ProducerFactory.class, () -> new MockFactory(this.mock)), (context, traces) -> {
				KafkaTemplate<String, String> template = new KafkaTemplate<>(context.getBean(MockFactory.class));
				template.setObservationEnabled(true);
				template.setApplicationContext(context);
				template.afterSingletonsInstantiated();
				inSegment(() -> template.send("orders", "a").get());
				assertThat(headers(this.mock, 0, "traceparent")).containsExactly(foreign);
				assertThat(headers(this.mock, 0, KafkaTesting.HEADER)).singleElement()
					.asString()
					.contains(traces.takeSegment().subsegment("orders").id());
			});
	}

	private static List<String> headers(MockProducer<?, ?> mock, int index, String name) {
		return StreamSupport.stream(mock.history().get(index).headers().headers(name).spliterator(), false)
			.map((header) -> new String(header.value(), StandardCharsets.UTF_8))
			.toList();
	}

	private static void inSegment(Work work) throws Exception {
		try (Segment segment = AWSXRay.beginSegment("request")) {
			work.run();
			assertThat(AWSXRay.getTraceEntity()).isSameAs(segment);
		}
	}

	private static void run(MockProducer<String, String> mock, ProducerTest test) {
		run(KafkaTesting.runner(), mock, test);
	}

	private static void run(ApplicationContextRunner runner, MockProducer<String, String> mock, ProducerTest test) {
		KafkaTesting.run(runner,
				(context, traces) -> test.run(context.getBean(KafkaProducerTracing.class).trace(mock), traces));
	}

	@FunctionalInterface
	interface Work {

		void run() throws Exception;

	}

	@FunctionalInterface
	interface ProducerTest {

		void run(Producer<String, String> producer, RecordedTraces traces) throws Exception;

	}

	/**
	 * Writes a header as a tracer does.
	 */
	private record HeaderWriter(String value) implements ObservationHandler<KafkaRecordSenderContext> {

		@Override
		public void onStart(KafkaRecordSenderContext context) {
			context.getSetter().set(context.getCarrier(), "traceparent", this.value);
		}

		@Override
		public boolean supportsContext(Observation.Context context) {
			return context instanceof KafkaRecordSenderContext;
		}

	}

	private static final class OwnRecord extends ProducerRecord<String, String> {

		OwnRecord() {
			super("orders", "a");
		}

	}

	/**
	 * A factory whose raw producer is a mock, wrapped as Spring wraps that of Kafka.
	 */
	static class MockFactory extends DefaultKafkaProducerFactory<String, String> {

		private final Producer<String, String> mock;

		MockFactory(Producer<String, String> mock) {
			super(Map.of("bootstrap.servers", "127.0.0.1:1"));
			this.mock = mock;
		}

		@Override
		protected Producer<String, String> createRawProducer(Map<String, Object> rawConfigs) {
			Producer<String, String> producer = this.mock;
			for (var postProcessor : getPostProcessors()) {
				producer = postProcessor.apply(producer);
			}
			return producer;
		}

	}

}
