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

package io.github.springxray.observation;

import com.amazonaws.xray.AWSXRayRecorder;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

import io.github.springxray.context.SegmentNames;
import io.github.springxray.context.Segments;
import io.github.springxray.context.Subsegments;
import io.github.springxray.http.IncomingSegments;
import io.github.springxray.http.TraceHeaders;
import io.github.springxray.http.XRayHttpAutoConfiguration;
import io.github.springxray.patch.ActivePatch;
import io.github.springxray.patch.ConditionalOnPatch;
import io.github.springxray.patch.PatchedLibrary;
import io.github.springxray.recorder.TracingFaults;
import io.github.springxray.recorder.XRayProperties;

/**
 * Auto-configuration of the tracing of what Micrometer observes. The registry is the
 * application's, or that of Spring Boot's Actuator: where there is none, nothing is
 * observed.
 */
@AutoConfiguration(after = XRayHttpAutoConfiguration.class,
		afterName = "io.github.springxray.micrometer.XRayMicrometerTracerAutoConfiguration")
@ConditionalOnBooleanProperty(name = "xray.enabled", matchIfMissing = true)
@ConditionalOnPatch(PatchedLibrary.OBSERVATIONS)
@EnableConfigurationProperties(XRayObservationProperties.class)
@ImportRuntimeHints(ObservationRuntimeHints.class)
public final class XRayObservationAutoConfiguration {

	/**
	 * What hears of observations for a tracer of Micrometer, and then instead.
	 */
	private static final String SPAN_HANDLER = "xraySpanObservationHandler";

	@Bean
	ObservationFacts xrayObservationFacts(Subsegments subsegments, XRayObservationProperties properties) {
		return new ObservationFacts(subsegments, properties.isAiContent());
	}

	@Bean
	ObservationTraces xrayObservationTraces(XRayObservationProperties properties, XRayProperties xray,
			Environment environment, AWSXRayRecorder recorder, Segments segments, Subsegments subsegments,
			TraceHeaders headers, ObservationFacts facts, TracingFaults faults) {
		String service = SegmentNames.ofService(xray.getName(), environment.getProperty("spring.application.name"));
		ReceivedWork received = new ReceivedWork(service, segments, subsegments,
				new IncomingSegments(recorder, segments, headers, faults), headers);
		return new ObservationTraces(subsegments, headers, received, properties.names(), facts, faults);
	}

	@Bean
	@ConditionalOnMissingBean(name = SPAN_HANDLER)
	@Order(Ordered.HIGHEST_PRECEDENCE)
	ObservationHandler<?> xrayObservationHandler(ObservationTraces traces) {
		return new PlainObservationHandler(traces);
	}

	@Bean
	ObservedClientCalls xrayObservedClientCalls(ObjectProvider<ObservationRegistry> registry, ObservationFacts facts) {
		return new ObservedClientCalls(registry, facts);
	}

	@Bean
	SwitchesOfBoot xraySwitchesOfBoot(ListableBeanFactory beans, Environment environment) {
		return new SwitchesOfBoot(beans, environment);
	}

	@Bean
	BesideOtherTracers xrayBesideOtherTracers(ListableBeanFactory beans) {
		return new BesideOtherTracers(beans);
	}

	@Bean
	ActivePatch xrayObservationPatch() {
		return new ActivePatch(PatchedLibrary.OBSERVATIONS);
	}

}
