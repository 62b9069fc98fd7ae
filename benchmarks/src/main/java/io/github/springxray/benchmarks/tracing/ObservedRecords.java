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

package io.github.springxray.benchmarks.tracing;

import java.util.List;
import java.util.concurrent.Future;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler.FirstMatchingCompositeObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;
import io.micrometer.tracing.handler.PropagatingReceiverTracingObservationHandler;
import io.micrometer.tracing.handler.PropagatingSenderTracingObservationHandler;
import io.micrometer.tracing.otel.bridge.OtelBaggageManager;
import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelPropagator;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

import org.springframework.kafka.support.micrometer.KafkaListenerObservation;
import org.springframework.kafka.support.micrometer.KafkaListenerObservation.DefaultKafkaListenerObservationConvention;
import org.springframework.kafka.support.micrometer.KafkaRecordReceiverContext;
import org.springframework.kafka.support.micrometer.KafkaRecordSenderContext;
import org.springframework.kafka.support.micrometer.KafkaTemplateObservation;
import org.springframework.kafka.support.micrometer.KafkaTemplateObservation.DefaultKafkaTemplateObservationConvention;

/**
 * Micrometer's observations as a container and a template of Spring make them, traced by
 * the OpenTelemetry SDK. There is no handler for meters, which would cost more.
 */
final class ObservedRecords implements RecordTracing {

	private final ObservationRegistry registry = ObservationRegistry.create();

	private final Producer<String, String> producer = RecordTracing.producer();

	private final ConsumerRecord<String, String> received;

	private final SdkTracerProvider provider;

	ObservedRecords(boolean sampled) {
		this.received = RecordTracing.received(sampled);
		this.provider = OpenTelemetryTracing.forgetting(Sampler.parentBased(Sampler.alwaysOn()));
		Tracer tracer = this.provider.get("io.github.springxray.benchmarks");
		OtelCurrentTraceContext current = new OtelCurrentTraceContext();
		OtelTracer bridged = new OtelTracer(tracer, current, (event) -> {
		}, new OtelBaggageManager(current, List.of(), List.of()));
		OtelPropagator propagator = new OtelPropagator(
				ContextPropagators.create(W3CTraceContextPropagator.getInstance()), tracer);
		this.registry.observationConfig()
			.observationHandler(new FirstMatchingCompositeObservationHandler(
					new PropagatingSenderTracingObservationHandler<>(bridged, propagator),
					new PropagatingReceiverTracingObservationHandler<>(bridged, propagator),
					new DefaultTracingObservationHandler(bridged)));
	}

	@Override
	public Future<RecordMetadata> receiveAndSend() {
		Observation listener = KafkaListenerObservation.LISTENER_OBSERVATION.observation(null,
				DefaultKafkaListenerObservationConvention.INSTANCE,
				() -> new KafkaRecordReceiverContext(this.received, "listener", "client", "group", () -> null),
				this.registry);
		return listener.observe(this::send);
	}

	private Future<RecordMetadata> send() {
		ProducerRecord<String, String> record = RecordTracing.toSend();
		Observation template = KafkaTemplateObservation.TEMPLATE_OBSERVATION.observation(null,
				DefaultKafkaTemplateObservationConvention.INSTANCE,
				() -> new KafkaRecordSenderContext(record, "template", () -> null), this.registry);
		template.start();
		return this.producer.send(record, (metadata, failure) -> template.stop());
	}

	@Override
	public void close() {
		this.provider.close();
	}

}
