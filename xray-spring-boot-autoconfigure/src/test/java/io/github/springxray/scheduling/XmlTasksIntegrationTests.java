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

package io.github.springxray.scheduling;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import com.amazonaws.xray.AWSXRay;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.ImportResource;
import org.springframework.scheduling.annotation.EnableScheduling;

import io.github.springxray.test.RecordedEntity;
import io.github.springxray.test.RecordedTraces;
import io.github.springxray.testsupport.JobApplications;

import static io.github.springxray.test.XRayAssertions.assertThat;

/**
 * Tasks that {@code <task:scheduled-tasks>} registers.
 */
class XmlTasksIntegrationTests {

	private final ApplicationContextRunner runner = JobApplications.runner(XRaySchedulingAutoConfiguration.class);

	@Test
	void eachRunIsASegmentOfItsOwnWithoutASchedulerAndWithOne() throws Exception {
		Reports[] reports = new Reports[1];
		this.runner.withUserConfiguration(Xml.class).run((context) -> {
			RecordedTraces traces = context.getBean(RecordedTraces.class);
			RecordedEntity first = take(traces, "Reports.create");
			assertThat(first).hasName("orders").hasParentId(null).isComplete().hasSubsegmentsExactly("inside");
			assertThat(take(traces, "Reports.create").traceId()).isNotEqualTo(first.traceId());
			assertThat(take(traces, "Reports.fail")).isFault().hasException(IllegalStateException.class);
			reports[0] = context.getBean(Reports.class);
			assertThat(reports[0].failing.poll(10, TimeUnit.SECONDS)).startsWith("reportScheduler-");
		});
		Thread thread = reports[0].thread;
		Awaitility.await().until(() -> !thread.isAlive());
	}

	@Test
	void worksBesideTheAnnotation() {
		this.runner.withUserConfiguration(Xml.class, Annotated.class).run((context) -> {
			RecordedTraces traces = context.getBean(RecordedTraces.class);
			assertThat(take(traces, "Reports.create")).hasSubsegmentsExactly("inside");
			traces.clear();
		});
	}

	@Test
	void runsWithoutTracingWhereItIsSwitchedOff() {
		this.runner.withUserConfiguration(Xml.class)
			.withPropertyValues("xray.scheduling.enabled=false")
			.run((context) -> {
				assertThat(context.getBean(Reports.class).failing.poll(10, TimeUnit.SECONDS)).isNotNull();
				context.getBean(RecordedTraces.class).clear();
			});
	}

	private static RecordedEntity take(RecordedTraces traces, String job) {
		return traces.takeSegment((segment) -> job.equals(segment.annotations().get("job")));
	}

	@Configuration(proxyBeanMethods = false)
	@ImportResource("classpath:io/github/springxray/scheduling/tasks.xml")
	static class Xml {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableScheduling
	static class Annotated {

	}

	public static class Reports {

		final BlockingQueue<String> failing = new LinkedBlockingQueue<>();

		private volatile Thread thread;

		public void create() {
			this.thread = Thread.currentThread();
			AWSXRay.createSubsegment("inside", () -> {
			});
		}

		public void fail() {
			this.failing.add(Thread.currentThread().getName());
			throw new IllegalStateException("fail");
		}

	}

}
