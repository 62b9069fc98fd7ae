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

import java.util.List;

import com.amazonaws.xray.AWSXRay;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.autoconfigure.NoopTracerAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.github.springxray.context.XRayContextAutoConfiguration;
import io.github.springxray.http.XRayHttpAutoConfiguration;
import io.github.springxray.job.XRayJobAutoConfiguration;
import io.github.springxray.observation.XRayObservationAutoConfiguration;
import io.github.springxray.recorder.XRayAutoConfiguration;
import io.github.springxray.sampling.XRaySamplingAutoConfiguration;
import io.github.springxray.test.RecordedEntity;
import io.github.springxray.test.RecordedTraces;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Where there is a tracer of ours, and what becomes of Spring Boot's properties for
 * tracers.
 */
class XRayMicrometerTracerAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(NoopTracerAutoConfiguration.class,
				MicrometerTracingAutoConfiguration.class, ObservationAutoConfiguration.class,
				XRayAutoConfiguration.class, XRayContextAutoConfiguration.class, XRayHttpAutoConfiguration.class,
				XRayJobAutoConfiguration.class, XRayMicrometerTracerAutoConfiguration.class,
				XRayObservationAutoConfiguration.class, XRaySamplingAutoConfiguration.class))
		.withPropertyValues("xray.sampling.strategy=all")
		.withBean(RecordedTraces.class);

	@Test
	void comesBeforeTheTracerThatDoesNothing() {
		this.runner.run((context) -> {
			assertThat(context).hasSingleBean(Tracer.class).hasSingleBean(Propagator.class);
			assertThat(context.getBean(Tracer.class)).isInstanceOf(XRayTracer.class);
			assertThat(context).doesNotHaveBean("xrayObservationHandler");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "xray.micrometer.tracer.enabled=false", "xray.enabled=false" })
	void leavesTheOneThatDoesNothingWhereItIsSwitchedOff(String property) {
		this.runner.withPropertyValues(property)
			.run((context) -> assertThat(context.getBean(Tracer.class)).isSameAs(Tracer.NOOP));
	}

	@Test
	void aTracerOfTheApplicationWinsAndObservationsGoOnBesideIt() {
		this.runner.withBean("own", Tracer.class, () -> Tracer.NOOP).run((context) -> {
			assertThat(context).hasSingleBean(Tracer.class)
				.hasBean("xrayObservationHandler")
				.doesNotHaveBean(SpanObservationHandler.class);
			assertThat(observe(context)).hasSize(1);
		});
	}

	@Test
	void isNotThereWithoutTheLibrary() {
		this.runner.withClassLoader(new FilteredClassLoader("io.micrometer.tracing"))
			.run((context) -> assertThat(context).hasNotFailed().hasBean("xrayObservationHandler"));
	}

	@Test
	void whereObservationsAreNotTracedNoHandlerOfSpringBootDoesItEither() {
		this.runner.withPropertyValues("xray.patch.observations.enabled=false").run((context) -> {
			assertThat(context).hasBean("xraySpanObservationHandler");
			assertThat(observe(context)).isEmpty();
		});
	}

	private static List<RecordedEntity> observe(AssertableApplicationContext context) {
		AWSXRay.beginSegment("test");
		Observation.start("orders.place", context.getBean(ObservationRegistry.class)).stop();
		AWSXRay.endSegment();
		return context.getBean(RecordedTraces.class).takeSegment("test").subsegments();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			sampling.probability=0.5           | xray.sampling.rate=0.5
			propagation.type=w3c               | xray.propagation.produce=xray,w3c
			propagation.produce=b3             | xray.propagation.produce=xray
			propagation.consume=b3,w3c         | xray.propagation.consume=xray,w3c
			baggage.correlation.fields=tenant  | management.tracing.baggage.tag-fields
			export.enabled=false               | xray.emitter.type=none
			""")
	void saysWhatToWriteInsteadOfWhatIsNotFollowed(String property, String instead) {
		this.runner.withPropertyValues("management.tracing." + property)
			.run((context) -> assertThat(context.getBean(TracingProperties.class).findings()).singleElement()
				.asString()
				.contains("management.tracing." + property, instead));
	}

	@Test
	void saysNothingOfWhatIsFollowedOrNotSet() {
		this.runner
			.withPropertyValues("management.tracing.baggage.remote-fields=a,b",
					"management.tracing.baggage.tag-fields=a")
			.run((context) -> {
				TracingProperties properties = context.getBean(TracingProperties.class);
				assertThat(properties.findings()).isEmpty();
				assertThat(properties.remoteFields()).isEqualTo(List.of("a", "b"));
				assertThat(context).hasSingleBean(BaggageHeaders.class);
			});
		this.runner.run((context) -> assertThat(context).doesNotHaveBean(BaggageHeaders.class));
	}

}
