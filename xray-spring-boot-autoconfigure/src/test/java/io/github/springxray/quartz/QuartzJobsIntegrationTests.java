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

package io.github.springxray.quartz;

import java.util.Date;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;

import com.amazonaws.xray.AWSXRay;
import org.junit.jupiter.api.Test;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobExecutionContext;
import org.quartz.JobExecutionException;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.TriggerBuilder;
import org.quartz.listeners.JobListenerSupport;

import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.quartz.QuartzJobBean;
import org.springframework.scheduling.quartz.SchedulerFactoryBean;

import io.github.springxray.test.RecordedEntity;
import io.github.springxray.test.RecordedTraces;
import io.github.springxray.testsupport.JobApplications;

import static io.github.springxray.test.XRayAssertions.assertThat;

/**
 * Jobs of Quartz.
 */
class QuartzJobsIntegrationTests {

	private final ApplicationContextRunner runner = JobApplications.runner(XRayQuartzAutoConfiguration.class)
		.withUserConfiguration(Quartz.class);

	@Test
	void eachExecutionIsASegment() {
		this.runner.run((context) -> {
			RecordedTraces traces = context.getBean(RecordedTraces.class);
			run(context, Report.class, "report", null);
			RecordedEntity segment = traces.takeSegment();
			assertThat(segment).hasName("orders").hasParentId(null).hasAnnotation("job", "report").isComplete();
			assertThat(segment).isNotFault().hasSubsegmentsExactly("inside");
			run(context, Bean2.class, "bean", "sales");
			RecordedEntity next = traces.takeSegment();
			assertThat(next).hasAnnotation("job", "sales.bean");
			assertThat(next.traceId()).isNotEqualTo(segment.traceId());
		});
	}

	@Test
	void anExceptionIsAFaultAsTheJobHasThrownIt() {
		this.runner.run((context) -> {
			RecordedTraces traces = context.getBean(RecordedTraces.class);
			run(context, Fails.class, "fails", null);
			RecordedEntity failed = traces.takeSegment();
			assertThat(failed).isFault().hasException(IllegalStateException.class).hasExceptionMessage("broken");
			assertThat(failed.exceptions()).hasSize(1);
			run(context, Refuses.class, "refuses", null);
			assertThat(traces.takeSegment()).isFault().hasException(JobExecutionException.class);
		});
	}

	@Test
	void aJobThatIsToRunAgainAtOnceIsTwoTraces() {
		this.runner.run((context) -> {
			RecordedTraces traces = context.getBean(RecordedTraces.class);
			run(context, Again.class, "again", null);
			RecordedEntity first = traces.takeSegment();
			RecordedEntity second = traces.takeSegment();
			assertThat(first).isFault();
			assertThat(second).isNotFault();
			assertThat(second.traceId()).isNotEqualTo(first.traceId());
		});
	}

	@Test
	void aListenerThatKeepsAJobFromRunningLeavesNothingForTheNextOne() {
		this.runner.run((context) -> {
			RecordedTraces traces = context.getBean(RecordedTraces.class);
			context.getBean(Scheduler.class).getListenerManager().addJobListener(new JobListenerSupport() {

				@Override
				public String getName() {
					return "refusing";
				}

				@Override
				public void jobToBeExecuted(JobExecutionContext execution) {
					if (execution.getJobDetail().getKey().getName().equals("refused")) {
						throw new IllegalStateException("refused");
					}
				}

			});
			run(context, Report.class, "refused", null);
			run(context, Report.class, "report", null);
			assertThat(traces.takeSegment()).hasAnnotation("job", "refused").hasSubsegmentsExactly();
			assertThat(traces.takeSegment()).hasAnnotation("job", "report").hasParentId(null);
		});
	}

	@Test
	void isNotThereWhenSwitchedOffOrWithoutQuartz() {
		for (String property : new String[] { "xray.enabled=false", "xray.quartz.enabled=false" }) {
			this.runner.withPropertyValues(property).run((context) -> {
				assertThat(context).doesNotHaveBean(TracingJobListener.class)
					.doesNotHaveBean(SchedulerPostProcessor.class);
				assertThat(context.getBean(Scheduler.class).getListenerManager().getJobListeners()).isEmpty();
			});
		}
		for (String missing : new String[] { "org.quartz", "org.springframework.scheduling.quartz" }) {
			JobApplications.runner(XRayQuartzAutoConfiguration.class)
				.withClassLoader(new FilteredClassLoader(missing))
				.run((context) -> assertThat(context).hasNotFailed()
					.doesNotHaveBean(XRayQuartzAutoConfiguration.class));
		}
	}

	private static void run(ApplicationContext context, Class<? extends Job> type, String name, String group)
			throws Exception {
		context.getBean(Scheduler.class)
			.scheduleJob(JobBuilder.newJob(type).withIdentity(new JobKey(name, group)).build(),
					TriggerBuilder.newTrigger().startAt(new Date()).build());
	}

	@Configuration(proxyBeanMethods = false)
	static class Quartz {

		@Bean
		SchedulerFactoryBean scheduler() {
			Properties properties = new Properties();
			properties.setProperty("org.quartz.threadPool.threadCount", "1");
			properties.setProperty("org.quartz.scheduler.idleWaitTime", "1000");
			SchedulerFactoryBean scheduler = new SchedulerFactoryBean();
			scheduler.setQuartzProperties(properties);
			return scheduler;
		}

	}

	public static class Report implements Job {

		@Override
		public void execute(JobExecutionContext context) {
			AWSXRay.createSubsegment("inside", () -> {
			});
		}

	}

	@DisallowConcurrentExecution
	public static class Bean2 extends QuartzJobBean {

		@Override
		protected void executeInternal(JobExecutionContext context) {
		}

	}

	public static class Fails implements Job {

		@Override
		public void execute(JobExecutionContext context) {
			throw new IllegalStateException("broken");
		}

	}

	public static class Refuses implements Job {

		@Override
		public void execute(JobExecutionContext context) throws JobExecutionException {
			throw new JobExecutionException("refused");
		}

	}

	public static class Again implements Job {

		private static final AtomicInteger runs = new AtomicInteger();

		@Override
		public void execute(JobExecutionContext context) throws JobExecutionException {
			if (runs.incrementAndGet() == 1) {
				throw new JobExecutionException("again", true);
			}
		}

	}

}
