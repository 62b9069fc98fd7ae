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

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import com.amazonaws.xray.AWSXRay;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.Trigger;
import org.springframework.scheduling.TriggerContext;
import org.springframework.scheduling.concurrent.ConcurrentTaskScheduler;
import org.springframework.scheduling.concurrent.SimpleAsyncTaskScheduler;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

import io.github.springxray.test.RecordedTraces;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RepeatedTasks}, with the schedulers of Spring.
 */
class ScheduledTaskTests {

	private final CarryingRunner runner = new CarryingRunner(SchedulersConfiguration.class);

	@Test
	void aTaskThatRunsOnceCarriesWhatIsCurrent() {
		this.runner.run((context) -> {
			for (String name : new String[] { "pool", "ofJdk" }) {
				assertThat(
						CarryingRunner
							.trace(context,
									() -> scheduler(context, name).schedule(CarryingRunner::work, Instant.now())
										.get(20, TimeUnit.SECONDS)))
					.as(name)
					.hasSubsegmentsExactly(CarryingRunner.WORK);
			}
		});
	}

	@Test
	void whatIsRepeatedCarriesNothingWhoeverSchedulesIt() {
		this.runner.run((context) -> {
			for (String name : new String[] { "pool", "simple", "ofJdk" }) {
				TaskScheduler scheduler = scheduler(context, name);
				BlockingQueue<Boolean> runs = new LinkedBlockingQueue<>();
				Runnable task = () -> runs.add(CarryingRunner.work());
				assertThat(CarryingRunner.trace(context, () -> {
					assertRepeatsWithNothing(scheduler.schedule(task, soon()), runs);
					assertRepeatsWithNothing(scheduler.scheduleAtFixedRate(task, Duration.ofMillis(1)), runs);
					assertRepeatsWithNothing(scheduler.scheduleWithFixedDelay(task, Duration.ofMillis(1)), runs);
					return null;
				}).subsegments()).as(name).isEmpty();
			}
		});
	}

	@Test
	void aTaskThatIsCancelledIsRemovedWhereTheSchedulerWasToldTo() {
		new CarryingRunner(RemovingConfiguration.class).run((context) -> {
			ThreadPoolTaskScheduler scheduler = context.getBean(ThreadPoolTaskScheduler.class);
			scheduler.schedule(() -> {
			}, Instant.now().plusSeconds(3600)).cancel(false);
			assertThat(scheduler.getScheduledThreadPoolExecutor().getQueue()).isEmpty();
			assertThat(String.valueOf(CarryingRunner.leftAlone(context))).contains("name=removing");
		});
	}

	@Test
	void aRunThatLeavesSomethingCurrentDoesNotHandItToTheNextOne() {
		this.runner.run((context) -> {
			BlockingQueue<Boolean> runs = new LinkedBlockingQueue<>();
			Runnable task = () -> {
				runs.add(AWSXRay.getTraceEntity() != null);
				AWSXRay.beginSegment("job");
			};
			Future<?> future = scheduler(context, "pool").schedule(task, soon());
			assertThat(runs.poll(20, TimeUnit.SECONDS)).isFalse();
			assertThat(runs.poll(20, TimeUnit.SECONDS)).isNotNull();
			future.cancel(false);
			scheduler(context, "pool").schedule(AWSXRay::clearTraceEntity, Instant.now()).get(20, TimeUnit.SECONDS);
			context.getBean(RecordedTraces.class).clear();
		});
	}

	private static void assertRepeatsWithNothing(@Nullable Future<?> future, BlockingQueue<Boolean> runs)
			throws InterruptedException {
		assertThat(future).isNotNull();
		assertThat(runs.poll(20, TimeUnit.SECONDS)).isFalse();
		assertThat(runs.poll(20, TimeUnit.SECONDS)).isFalse();
		future.cancel(false);
	}

	private static TaskScheduler scheduler(AssertableApplicationContext context, String name) {
		return context.getBean(name, TaskScheduler.class);
	}

	/**
	 * What a cron expression is for a scheduler.
	 */
	private static Trigger soon() {
		return new Trigger() {

			@Override
			public Instant nextExecution(TriggerContext context) {
				return Instant.now().plusMillis(1);
			}

		};
	}

	@Configuration(proxyBeanMethods = false)
	static class SchedulersConfiguration {

		@Bean
		ThreadPoolTaskScheduler pool() {
			return new ThreadPoolTaskScheduler();
		}

		@Bean
		SimpleAsyncTaskScheduler simple() {
			return new SimpleAsyncTaskScheduler();
		}

		@Bean
		ScheduledExecutorService service() {
			return Executors.newSingleThreadScheduledExecutor();
		}

		@Bean
		TaskScheduler ofJdk(ScheduledExecutorService service) {
			return new ConcurrentTaskScheduler(service);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class RemovingConfiguration {

		@Bean
		ThreadPoolTaskScheduler removing() {
			ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
			scheduler.setRemoveOnCancelPolicy(true);
			return scheduler;
		}

	}

}
