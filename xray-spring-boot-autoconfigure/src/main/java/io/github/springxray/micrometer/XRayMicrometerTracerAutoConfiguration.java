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

package io.github.springxray.micrometer;

import com.amazonaws.xray.AWSXRayRecorder;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

import io.github.springxray.context.SegmentNames;
import io.github.springxray.context.Segments;
import io.github.springxray.context.Subsegments;
import io.github.springxray.http.IncomingSegments;
import io.github.springxray.http.TraceHeaders;
import io.github.springxray.http.XRayHttpAutoConfiguration;
import io.github.springxray.http.XRayPropagationProperties;
import io.github.springxray.job.JobSegments;
import io.github.springxray.job.XRayJobAutoConfiguration;
import io.github.springxray.observation.ObservationTraces;
import io.github.springxray.recorder.TracingFaults;
import io.github.springxray.recorder.XRayProperties;

/**
 * Auto-configuration of a tracer of Micrometer. It comes after those of Brave and
 * OpenTelemetry, whose tracer it does not take the place of, and before Spring Boot's
 * that does nothing and what Spring Boot makes of any tracer.
 */
@AutoConfiguration(after = { XRayHttpAutoConfiguration.class, XRayJobAutoConfiguration.class }, afterName = {
		"org.springframework.boot.micrometer.tracing.brave.autoconfigure.BraveAutoConfiguration",
		"org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration" },
		beforeName = { "org.springframework.boot.micrometer.tracing.autoconfigure.NoopTracerAutoConfiguration",
				"org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration" })
@ConditionalOnBooleanProperty(name = { "xray.enabled", "xray.micrometer.tracer.enabled" }, matchIfMissing = true)
@EnableConfigurationProperties(XRayMicrometerProperties.class)
public final class XRayMicrometerTracerAutoConfiguration {

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(Tracer.class)
	@ConditionalOnMissingBean(type = "io.micrometer.tracing.Tracer")
	static class TracerConfiguration {

		@Bean
		TracingProperties xrayTracingProperties(Environment environment) {
			return new TracingProperties(environment);
		}

		@Bean
		BaggageStore xrayBaggageStore(TracingProperties properties) {
			return new BaggageStore(properties.tagFields());
		}

		@Bean
		SpanEntities xraySpanEntities(XRayProperties properties, Environment environment, AWSXRayRecorder recorder,
				Segments segments, Subsegments subsegments, TraceHeaders headers, JobSegments jobs,
				TracingFaults faults) {
			String service = SegmentNames.ofService(properties.getName(),
					environment.getProperty("spring.application.name"));
			return new SpanEntities(service, subsegments, segments,
					new IncomingSegments(recorder, segments, headers, faults), jobs);
		}

		@Bean
		XRayTracer xrayMicrometerTracer(SpanEntities entities, BaggageStore baggage, TracingProperties properties) {
			return new XRayTracer(entities, baggage, properties.remoteFields());
		}

		@Bean
		@ConditionalOnMissingBean(Propagator.class)
		XRayPropagator xrayMicrometerPropagator(SpanEntities entities, TraceHeaders headers,
				XRayPropagationProperties properties) {
			return new XRayPropagator(entities, headers, properties.getProduce());
		}

		@Bean
		@Order(Ordered.HIGHEST_PRECEDENCE)
		SpanObservationHandler xraySpanObservationHandler(XRayTracer tracer, ObjectProvider<ObservationTraces> traces) {
			return new SpanObservationHandler(tracer, traces.getIfAvailable());
		}

		@Bean
		@Conditional(OnRemoteBaggage.class)
		BaggageHeaders xrayBaggageHeaders(BaggageStore baggage, TracingProperties properties) {
			return new BaggageHeaders(baggage, properties.remoteFields());
		}

	}

}
