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

import java.util.function.Consumer;

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.entities.Segment;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.github.springxray.context.XRayContextAutoConfiguration;
import io.github.springxray.http.XRayHttpAutoConfiguration;
import io.github.springxray.recorder.XRayAutoConfiguration;
import io.github.springxray.sampling.XRaySamplingAutoConfiguration;
import io.github.springxray.test.RecordedEntity;
import io.github.springxray.test.RecordedTraces;

/**
 * Applications that observe, with what the Actuator brings for it.
 */
final class ObservationRunner {

	private ObservationRunner() {
	}

	static ApplicationContextRunner runner() {
		return new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(ObservationAutoConfiguration.class, XRayAutoConfiguration.class,
					XRayContextAutoConfiguration.class, XRayHttpAutoConfiguration.class,
					XRayObservationAutoConfiguration.class, XRaySamplingAutoConfiguration.class))
			.withPropertyValues("spring.application.name=shop", "xray.sampling.strategy=all")
			.withBean(RecordedTraces.class);
	}

	/**
	 * Run something inside a segment.
	 */
	static RecordedEntity trace(RecordedTraces traces, Consumer<Segment> code) {
		Segment segment = AWSXRay.beginSegment("test");
		try {
			code.accept(segment);
		}
		finally {
			AWSXRay.endSegment();
		}
		return traces.takeSegment((recorded) -> recorded.id().equals(segment.getId()));
	}

}
