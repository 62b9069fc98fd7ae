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

package io.github.springxray.executor;

import java.util.Map;
import java.util.concurrent.Callable;

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.listeners.SegmentListener;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.springxray.context.XRayContextAutoConfiguration;
import io.github.springxray.recorder.LeftAlone;
import io.github.springxray.recorder.TracingFaults;
import io.github.springxray.recorder.XRayAutoConfiguration;
import io.github.springxray.test.RecordedEntity;
import io.github.springxray.test.RecordedTraces;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs tests against an application with executors. Each test has to take what is
 * emitted, to leave no thread with an entity and to cause no fault of tracing.
 */
record CarryingRunner(ApplicationContextRunner runner) {

	static final String WORK = "work";

	CarryingRunner(Class<?>... configurations) {
		this(new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(XRayContextAutoConfiguration.class, XRayAutoConfiguration.class,
					XRayExecutorAutoConfiguration.class, TaskExecutionAutoConfiguration.class,
					TaskSchedulingAutoConfiguration.class))
			.withUserConfiguration(RecordingConfiguration.class)
			.withUserConfiguration(configurations));
	}

	CarryingRunner with(String... properties) {
		return new CarryingRunner(this.runner.withPropertyValues(properties));
	}

	void run(CarryingTest test) {
		this.runner.run((context) -> {
			assertThat(context).hasNotFailed();
			test.run(context);
			assertThat(context.getBean(TracingFaults.class).counts()).isEmpty();
			context.getBean(RecordedTraces.class).assertClean();
		});
	}

	/**
	 * Do something that waits for other threads within a segment of its own, and return
	 * what was recorded.
	 */
	static RecordedEntity trace(AssertableApplicationContext context, Callable<?> action) throws Exception {
		AWSXRay.beginSegment("root");
		try {
			action.call();
		}
		finally {
			AWSXRay.endSegment();
		}
		return context.getBean(RecordedTraces.class).takeSegment("root");
	}

	/**
	 * Leave a subsegment where something is current.
	 * @return whether something was
	 */
	static boolean work() {
		boolean current = AWSXRay.getTraceEntity() != null;
		if (current) {
			AWSXRay.createSubsegment(WORK, () -> {
			});
		}
		return current;
	}

	/**
	 * Return which executors are said to be left alone, and why.
	 */
	static Object leftAlone(AssertableApplicationContext context) {
		Map<String, ?> parts = context.getBean(LeftAlone.class).describe();
		return String.valueOf(parts.get("executors"));
	}

	@FunctionalInterface
	interface CarryingTest {

		void run(AssertableApplicationContext context) throws Exception;

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
