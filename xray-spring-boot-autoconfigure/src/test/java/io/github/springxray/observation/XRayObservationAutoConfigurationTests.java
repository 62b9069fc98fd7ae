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

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationPredicate;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.github.springxray.context.XRayContextAutoConfiguration;
import io.github.springxray.http.XRayHttpAutoConfiguration;
import io.github.springxray.patch.XRayPatchAutoConfiguration;
import io.github.springxray.recorder.TracedParts;
import io.github.springxray.recorder.XRayAutoConfiguration;
import io.github.springxray.test.RecordedEntity;
import io.github.springxray.test.RecordedTraces;

import static io.github.springxray.test.XRayAssertions.assertThat;

/**
 * Where observations are traced.
 */
class XRayObservationAutoConfigurationTests {

	private final ApplicationContextRunner runner = ObservationRunner.runner();

	@Test
	void tracesWhatIsObservedAndStopsNoObservation() {
		this.runner.run((context) -> {
			assertThat(observe(context, "orders.place")).hasSubsegmentsExactly("orders.place");
			assertThat(context.getBeansOfType(ObservationPredicate.class).values())
				.noneMatch((predicate) -> predicate.getClass().getName().startsWith("io.github.springxray"));
		});
	}

	@Test
	void defineNoRegistryWhereThereIsNone() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(XRayAutoConfiguration.class, XRayContextAutoConfiguration.class,
					XRayHttpAutoConfiguration.class, XRayPatchAutoConfiguration.class,
					XRayObservationAutoConfiguration.class))
			.withBean(RecordedTraces.class)
			.run((context) -> {
				assertThat(context).hasNotFailed().doesNotHaveBean(ObservationRegistry.class);
				assertThat(context.getBeanProvider(TracedParts.class).stream().flatMap((all) -> all.used().stream()))
					.noneMatch((part) -> part.title().equals("observations"));
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "xray.patch.observations.enabled=false", "xray.patch.enabled=false",
			"xray.patch.observations.exclude=orders.*", "xray.patch.observations.include=stock.*" })
	void leavesOutWhatItIsToldTo(String property) {
		this.runner.withPropertyValues(property)
			.run((context) -> assertThat(observe(context, "orders.place")).hasSubsegmentsExactly());
	}

	@Test
	void housekeepingIsTracedWhereItIsAskedFor() {
		this.runner.withPropertyValues("xray.patch.observations.include=*", "xray.patch.observations.exclude=cache.*")
			.run((context) -> {
				assertThat(observe(context, "spring.security.filterchains"))
					.hasSubsegmentsExactly("spring.security.filterchains");
				assertThat(observe(context, "cache.get")).hasSubsegmentsExactly();
			});
	}

	@Test
	void aRegistryOfTheApplicationIsHeardToo() {
		ObservationRegistry own = ObservationRegistry.create();
		this.runner.withBean("own", ObservationRegistry.class, () -> own)
			.run((context) -> assertThat(ObservationRunner.trace(context.getBean(RecordedTraces.class),
					(segment) -> Observation.start("orders.place", own).stop()))
				.hasSubsegmentsExactly("orders.place"));
	}

	@Test
	void whatIsSaidToModelsIsRecordedWhereThatIsSwitchedOn() {
		this.runner.withPropertyValues("xray.patch.observations.ai-content=true").run((context) -> {
			ObservationRegistry registry = context.getBean(ObservationRegistry.class);
			RecordedEntity segment = ObservationRunner.trace(context.getBean(RecordedTraces.class),
					(traced) -> Observation.createNotStarted("chat", registry)
						.highCardinalityKeyValue("gen_ai.prompt", "Tell me a joke")
						.start()
						.stop());
			assertThat(segment.subsegment("chat").metadata("observation")).containsEntry("gen_ai.prompt",
					"Tell me a joke");
		});
	}

	private static RecordedEntity observe(AssertableApplicationContext context, String name) {
		ObservationRegistry registry = context.getBean(ObservationRegistry.class);
		return ObservationRunner.trace(context.getBean(RecordedTraces.class),
				(segment) -> Observation.start(name, registry).stop());
	}

}
