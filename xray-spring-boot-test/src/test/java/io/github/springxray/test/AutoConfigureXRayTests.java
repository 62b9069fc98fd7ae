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

package io.github.springxray.test;

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.emitters.Emitter;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AutoConfigureXRay}.
 */
class AutoConfigureXRayTests {

	@Nested
	@SpringBootTest(classes = NoBeans.class)
	@AutoConfigureXRay
	class WithDefaults {

		@Test
		void recordedTracesAreTheOnlyEmitter(@Autowired ApplicationContext context) {
			assertThat(context.getBeansOfType(Emitter.class).values()).singleElement()
				.isInstanceOf(RecordedTraces.class);
		}

		@Test
		void samplesEverything(@Autowired Environment environment) {
			assertThat(environment.getProperty("xray.sampling.strategy")).isEqualTo("all");
		}

	}

	@Nested
	@SpringBootTest(classes = OwnEmitter.class)
	@AutoConfigureXRay
	class WithEmitterOfTheApplication {

		@Test
		void recordedTracesTakeItsPlace(@Autowired RecordedTraces traces) {
			AWSXRay.beginSegment("segment");
			AWSXRay.endSegment();
			assertThat(traces.takeSegment().name()).isEqualTo("segment");
		}

	}

	@Nested
	@SpringBootTest(classes = NoBeans.class)
	@AutoConfigureXRay(samplingStrategy = "none")
	class WithOtherSampling {

		@Test
		void usesIt(@Autowired Environment environment) {
			assertThat(environment.getProperty("xray.sampling.strategy")).isEqualTo("none");
			AWSXRay.getGlobalRecorder().beginSegmentWithSampling("unsampled");
			AWSXRay.endSegment();
		}

	}

	@Nested
	@SpringBootTest(classes = NoBeans.class)
	@AutoConfigureXRay
	@TestPropertySource(properties = "xray.enabled=false")
	class WithTracingDisabled {

		@Test
		void nothingArrives(@Autowired RecordedTraces traces) {
			AWSXRay.beginSegment("segment");
			AWSXRay.endSegment();
			traces.assertNoneLeft();
		}

	}

	static class NoBeans {

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnEmitter {

		@Bean
		Emitter ownEmitter() {
			return new Emitter() {

				@Override
				public boolean sendSegment(Segment segment) {
					throw new AssertionError("Not to be called");
				}

				@Override
				public boolean sendSubsegment(Subsegment subsegment) {
					throw new AssertionError("Not to be called");
				}

			};
		}

	}

}
