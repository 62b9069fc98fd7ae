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

package io.github.springxray.context;

import java.util.function.UnaryOperator;

import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import com.amazonaws.xray.entities.TraceID;
import com.amazonaws.xray.listeners.SegmentListener;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.springxray.recorder.TracingFaults;
import io.github.springxray.recorder.XRayAutoConfiguration;
import io.github.springxray.test.RecordedTraces;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs tests against an application that has a recorder and nothing to trace. Each test
 * has to take what is emitted, to leave no thread with an entity and to cause no fault of
 * tracing.
 */
record TracingRunner(ApplicationContextRunner runner) {

	TracingRunner() {
		this(new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(XRayContextAutoConfiguration.class, XRayAutoConfiguration.class))
			.withUserConfiguration(RecordingConfiguration.class));
	}

	TracingRunner with(UnaryOperator<ApplicationContextRunner> change) {
		return new TracingRunner(change.apply(this.runner));
	}

	TracingRunner with(String... properties) {
		return new TracingRunner(this.runner.withPropertyValues(properties));
	}

	void run(TracingTest test) {
		runWithFaults((tracing) -> {
			test.run(tracing);
			assertThat(tracing.faults().counts()).isEmpty();
		});
	}

	void runWithFaults(TracingTest test) {
		this.runner.run((context) -> {
			assertThat(context).hasNotFailed();
			Tracing tracing = new Tracing(context);
			test.run(tracing);
			tracing.traces().assertClean();
		});
	}

	/**
	 * A test with what it needs.
	 */
	@FunctionalInterface
	interface TracingTest {

		void run(Tracing tracing) throws Exception;

	}

	/**
	 * What a test needs.
	 *
	 * @param context the context
	 */
	record Tracing(ApplicationContext context) {

		RecordedTraces traces() {
			return this.context.getBean(RecordedTraces.class);
		}

		AWSXRayRecorder recorder() {
			return this.context.getBean(AWSXRayRecorder.class);
		}

		Subsegments subsegments() {
			return this.context.getBean(Subsegments.class);
		}

		Segments segments() {
			return this.context.getBean(Segments.class);
		}

		TracingFaults faults() {
			return this.context.getBean(TracingFaults.class);
		}

		TraceScope beginSegment() {
			return segments().begin("root", segments().newTraceId(), null);
		}

		TraceScope beginUnsampled() {
			return segments().beginUnsampled(TraceID.create(recorder()));
		}

		void end(TraceScope scope) {
			subsegments().end(scope, null);
		}

		static Segment segment(TraceScope scope) {
			return (Segment) scope.entity();
		}

		static Subsegment subsegment(TraceScope scope) {
			return (Subsegment) scope.entity();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class RecordingConfiguration {

		@Bean
		RecordedTraces recordedTraces() {
			return new RecordedTraces();
		}

		@Bean
		SegmentListener heldEntities(RecordedTraces traces) {
			return traces.segmentListener();
		}

	}

}
