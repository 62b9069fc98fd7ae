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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

import org.springframework.aop.support.AopUtils;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;

import io.github.springxray.test.RecordedEntity;
import io.github.springxray.test.RecordedTraces;
import io.github.springxray.testsupport.JobApplications;

import static io.github.springxray.test.XRayAssertions.assertThat;

/**
 * Scheduled tasks on virtual threads, and in transactions.
 */
class ScheduledTaskThreadsIntegrationTests {

	private static final String DAY = "24h";

	private final ApplicationContextRunner runner = JobApplications.runner(XRaySchedulingAutoConfiguration.class)
		.withUserConfiguration(Scheduling.class)
		.withConfiguration(AutoConfigurations.of(TaskSchedulingAutoConfiguration.class));

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void eachRunOnAVirtualThreadIsASegmentOfItsOwn() {
		this.runner.withBean(Jobs.class).withPropertyValues("spring.threads.virtual.enabled=true").run((context) -> {
			RecordedTraces traces = context.getBean(RecordedTraces.class);
			RecordedEntity rate = take(traces, "Jobs.rate");
			assertThat(rate).hasName("orders").hasParentId(null).isComplete().hasSubsegmentsExactly("inside");
			assertThat(take(traces, "Jobs.rate").traceId()).isNotEqualTo(rate.traceId());
			RecordedEntity cron = take(traces, "Jobs.cron");
			assertThat(cron).hasParentId(null).isFault().hasException(IllegalStateException.class);
			Jobs jobs = context.getBean(Jobs.class);
			for (int i = 0; i < 3; i++) {
				assertThat(jobs.virtual.poll(10, TimeUnit.SECONDS)).isTrue();
			}
		});
	}

	@Test
	void aTransactionThatIsCommittedIsPartOfTheRun() {
		this.runner.withUserConfiguration(Transactions.class).withBean(Committing.class).run((context) -> {
			RecordedEntity segment = take(context.getBean(RecordedTraces.class), "Committing.run");
			assertThat(segment).hasName("orders").hasParentId(null).isNotFault();
			assertThat(segment).hasSubsegmentsExactly("inside", "commit");
			assertThat(AopUtils.isAopProxy(context.getBean(Committing.class))).isTrue();
		});
	}

	@Test
	void aCommitThatFailsIsAFaultOfTheRun() {
		this.runner.withUserConfiguration(Transactions.class)
			.withBean(Committing.class)
			.withPropertyValues("failing=true")
			.run((context) -> {
				RecordedEntity segment = take(context.getBean(RecordedTraces.class), "Committing.run");
				assertThat(segment).isFault().hasException(IllegalStateException.class).hasExceptionMessage("commit");
				assertThat(segment.exceptions()).hasSize(1);
			});
	}

	@Test
	void aTransactionThatIsRolledBackIsPartOfTheRunWhichFailsAsTheMethodDid() {
		this.runner.withUserConfiguration(Transactions.class).withBean(RollingBack.class).run((context) -> {
			RecordedEntity segment = take(context.getBean(RecordedTraces.class), "RollingBack.run");
			assertThat(segment).isFault().hasException(IllegalStateException.class).hasExceptionMessage("run");
			assertThat(segment).hasSubsegmentsExactly("rollback");
			assertThat(segment.exceptions()).hasSize(1);
		});
	}

	private static RecordedEntity take(RecordedTraces traces, String job) {
		return traces.takeSegment((segment) -> job.equals(segment.annotations().get("job")));
	}

	private static void inside(String name) {
		AWSXRay.createSubsegment(name, () -> {
		});
	}

	@Configuration(proxyBeanMethods = false)
	@EnableScheduling
	static class Scheduling {

	}

	static class Jobs {

		final BlockingQueue<Boolean> virtual = new LinkedBlockingQueue<>();

		@Scheduled(fixedRate = 50)
		void rate() throws ReflectiveOperationException {
			this.virtual.add((boolean) Thread.class.getMethod("isVirtual").invoke(Thread.currentThread()));
			inside("inside");
		}

		@Scheduled(cron = "* * * * * *")
		void cron() throws ReflectiveOperationException {
			this.virtual.add((boolean) Thread.class.getMethod("isVirtual").invoke(Thread.currentThread()));
			throw new IllegalStateException("cron");
		}

	}

	static class Committing {

		@Scheduled(fixedRateString = DAY)
		@Transactional
		public void run() {
			inside("inside");
		}

	}

	static class RollingBack {

		@Scheduled(fixedRateString = DAY)
		@Transactional
		public void run() {
			throw new IllegalStateException("run");
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableTransactionManagement(proxyTargetClass = true)
	static class Transactions {

		@Bean
		RecordingTransactionManager transactionManager(Environment environment) {
			return new RecordingTransactionManager(environment.getProperty("failing", boolean.class, false));
		}

	}

	/**
	 * Leaves a subsegment for what a database would do.
	 */
	private static final class RecordingTransactionManager extends AbstractPlatformTransactionManager {

		private final boolean failing;

		RecordingTransactionManager(boolean failing) {
			this.failing = failing;
		}

		@Override
		protected Object doGetTransaction() {
			return new Object();
		}

		@Override
		protected void doBegin(Object transaction, TransactionDefinition definition) {
		}

		@Override
		protected void doCommit(DefaultTransactionStatus status) {
			inside("commit");
			if (this.failing) {
				throw new IllegalStateException("commit");
			}
		}

		@Override
		protected void doRollback(DefaultTransactionStatus status) {
			inside("rollback");
		}

	}

}
