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

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import com.amazonaws.xray.AWSXRay;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.aop.support.AopUtils;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.TaskDecorator;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.concurrent.ConcurrentTaskScheduler;
import org.springframework.scheduling.concurrent.SimpleAsyncTaskScheduler;
import org.springframework.scheduling.config.ScheduledTask;
import org.springframework.scheduling.config.ScheduledTaskHolder;
import org.springframework.scheduling.config.TaskExecutionOutcome;
import org.springframework.stereotype.Component;

import io.github.springxray.XRaySegment;
import io.github.springxray.test.RecordedEntity;
import io.github.springxray.test.RecordedTraces;
import io.github.springxray.testsupport.JobApplications;

import static io.github.springxray.test.XRayAssertions.assertThat;

/**
 * Scheduled tasks of an application with schedulers of Spring.
 */
class ScheduledTasksIntegrationTests {

	private static final String DAY = "24h";

	private final ApplicationContextRunner runner = JobApplications.runner(XRaySchedulingAutoConfiguration.class)
		.withUserConfiguration(Scheduling.class)
		.withConfiguration(AutoConfigurations.of(TaskSchedulingAutoConfiguration.class));

	@Test
	void eachRunOfAScheduledMethodIsASegmentWithTheNameOfTheServiceAndTheJob() {
		this.runner.withBean(Jobs.class).run((context) -> {
			RecordedTraces traces = context.getBean(RecordedTraces.class);
			RecordedEntity delay = take(traces, "Jobs.delay");
			assertThat(delay).hasName("orders").hasParentId(null).isComplete().isNotFault();
			assertThat(delay).hasSubsegmentsExactly("inside");
			RecordedEntity rate = take(traces, "Jobs.rate");
			assertThat(rate).hasName("orders").isComplete();
			assertThat(rate.traceId()).isNotEqualTo(delay.traceId());
			RecordedEntity named = take(traces, "nightly");
			assertThat(named).hasName("orders").hasSubsegmentsExactly("nightly");
			assertThat(AopUtils.isAopProxy(context.getBean(Jobs.class))).isTrue();
		});
	}

	@Test
	void theBeanIsNoProxyBecauseItsMethodsAreScheduled() {
		this.runner.withBean(Failing.class)
			.run((context) -> assertThat(AopUtils.isAopProxy(context.getBean(Failing.class))).isFalse());
	}

	@Test
	void anExceptionIsAFaultAndItsLogLineHasTheIdsWhichAreGoneAfterIt() {
		this.runner.withBean(Failing.class)
			.run((context) -> assertFailureIsLogged(context.getBean(RecordedTraces.class),
					context.getBean(TaskScheduler.class), "Failing.run"));
	}

	@Test
	void theErrorLineOfAThreadPerTaskHasTheIds() {
		this.runner.withBean(Failing.class)
			.withBean(SimpleAsyncTaskScheduler.class)
			.run((context) -> assertFailureIsLogged(context.getBean(RecordedTraces.class),
					context.getBean(TaskScheduler.class), "Failing.run"));
	}

	@Test
	void theOutcomeThatSpringRemembersIsTheException() {
		this.runner.withBean(Failing.class).run((context) -> {
			take(context.getBean(RecordedTraces.class), "Failing.run");
			ScheduledTask task = context.getBean(ScheduledTaskHolder.class).getScheduledTasks().iterator().next();
			org.awaitility.Awaitility.await()
				.untilAsserted(() -> assertThat(task.getTask().getLastExecutionOutcome().status())
					.isEqualTo(TaskExecutionOutcome.Status.ERROR));
			assertThat(task.getTask().getLastExecutionOutcome().throwable()).isExactlyInstanceOf(Broken.class);
			assertThat(task.toString()).isEqualTo(Failing.class.getName() + ".run");
		});
	}

	@Test
	void theDecoratorOfTheApplicationStaysAndIsWithinOurs() {
		AtomicInteger decorated = new AtomicInteger();
		this.runner.withBean(Failing.class).withBean(TaskDecorator.class, () -> (task) -> {
			decorated.incrementAndGet();
			return task;
		}).run((context) -> {
			take(context.getBean(RecordedTraces.class), "Failing.run");
			assertThat(decorated).hasPositiveValue();
			assertThat(context.getBeansOfType(TaskDecorator.class)).hasSize(1);
		});
	}

	@Test
	void tasksOfASchedulingConfigurerAreTracedEachRunByItself() {
		this.runner.withUserConfiguration(Configured.class).run((context) -> {
			RecordedTraces traces = context.getBean(RecordedTraces.class);
			RecordedEntity first = take(traces, "Configured.lambda");
			RecordedEntity second = take(traces, "Configured.lambda");
			assertThat(second.traceId()).isNotEqualTo(first.traceId());
			assertThat(first).hasParentId(null);
			assertThat(second).hasParentId(null).hasSubsegmentsExactly("inside");
		});
	}

	@Test
	void aSchedulerThatAMethodAsksForRunsIt() {
		this.runner.withUserConfiguration(Qualified.class).run((context) -> {
			RecordedTraces traces = context.getBean(RecordedTraces.class);
			take(traces, "Qualified.run");
			assertThat(context.getBean(Qualified.class).threads.poll(10, TimeUnit.SECONDS)).startsWith("other-");
		});
	}

	@Test
	void reactiveMethodsEndWithTheirPublisher() {
		this.runner.withBean(Reactive.class).run((context) -> {
			RecordedTraces traces = context.getBean(RecordedTraces.class);
			RecordedEntity later = take(traces, "Reactive.later");
			assertThat(later).hasName("orders").isNotFault().isComplete();
			assertThat(later.duration()).isGreaterThanOrEqualTo(0.05);
			assertThat(take(traces, "Reactive.blocking")).isComplete();
			RecordedEntity failing = take(traces, "Reactive.failing");
			assertThat(failing).isFault().hasException(Broken.class);
			assertThat(failing.exceptions()).hasSize(1);
			assertThat(take(traces, "Reactive.traced")).hasSubsegmentsExactly("monthly");
		});
	}

	@Test
	void theLineOfAReactiveMethodThatFailsHasTheIds() {
		Lines lines = new Lines("org.springframework.scheduling.annotation.ScheduledAnnotationReactiveSupport");
		try {
			this.runner.withBean(Reactive.class).run((context) -> {
				RecordedEntity failing = take(context.getBean(RecordedTraces.class), "Reactive.failing");
				assertThat(lines.take()).containsEntry("AWS-XRAY-TRACE-ID", failing.traceId() + "@" + failing.id());
			});
		}
		finally {
			lines.close();
		}
	}

	@Test
	void aRunIsOfNoTraceThatItsThreadWasLeftWith() {
		this.runner.withUserConfiguration(LeftBehind.class).run((context) -> {
			RecordedTraces traces = context.getBean(RecordedTraces.class);
			RecordedEntity first = take(traces, "LeftBehind.lambda");
			RecordedEntity second = take(traces, "LeftBehind.lambda");
			assertThat(second.traceId()).isNotEqualTo(first.traceId());
			assertThat(second).hasParentId(null);
			traces.clear();
		});
	}

	@Test
	void isNotThereWithoutSchedulingOrWhenSwitchedOff() {
		for (String property : new String[] { "xray.enabled=false", "xray.scheduling.enabled=false" }) {
			this.runner.withBean(Jobs.class).withPropertyValues(property).run((context) -> {
				assertThat(context).doesNotHaveBean(TracedScheduling.class)
					.doesNotHaveBean(SchedulerPostProcessor.class)
					.doesNotHaveBean(FailureIds.class);
				context.getBean(RecordedTraces.class).clear();
			});
		}
		JobApplications.runner(XRaySchedulingAutoConfiguration.class)
			.run((context) -> assertThat(context).doesNotHaveBean(TracedScheduling.class));
	}

	private static RecordedEntity take(RecordedTraces traces, String job) {
		return traces.takeSegment((segment) -> job.equals(segment.annotations().get("job")));
	}

	private static void assertFailureIsLogged(RecordedTraces traces, TaskScheduler scheduler, String job)
			throws Exception {
		Lines lines = new Lines("org.springframework.scheduling.support.TaskUtils$LoggingErrorHandler");
		try {
			scheduler.schedule(() -> {
				// Nothing of an earlier task is left on the thread
				lines.after.add(String.valueOf(MDC.get("AWS-XRAY-TRACE-ID")));
			}, Instant.now().plusMillis(200));
			RecordedEntity segment = take(traces, job);
			assertThat(segment).isFault().hasException(Broken.class).hasExceptionMessage("broken");
			assertThat(segment.exceptions()).hasSize(1);
			assertThat(lines.take()).containsEntry("AWS-XRAY-TRACE-ID", segment.traceId() + "@" + segment.id());
			assertThat(lines.after.poll(10, TimeUnit.SECONDS)).isEqualTo("null");
		}
		finally {
			lines.close();
		}
	}

	/**
	 * What is in the MDC of lines of a logger.
	 */
	private static final class Lines extends AppenderBase<ILoggingEvent> implements AutoCloseable {

		final BlockingQueue<Map<String, String>> contexts = new LinkedBlockingQueue<>();

		final BlockingQueue<String> after = new LinkedBlockingQueue<>();

		private final Logger logger;

		Lines(String name) {
			this.logger = (Logger) LoggerFactory.getLogger(name);
			setContext(this.logger.getLoggerContext());
			start();
			this.logger.addAppender(this);
		}

		@Override
		protected void append(ILoggingEvent event) {
			this.contexts.add(Map.copyOf(event.getMDCPropertyMap()));
		}

		Map<String, String> take() throws InterruptedException {
			Map<String, String> context = this.contexts.poll(10, TimeUnit.SECONDS);
			assertThat(context).isNotNull();
			return context;
		}

		@Override
		public void close() {
			this.logger.detachAppender(this);
			stop();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableScheduling
	static class Scheduling {

	}

	static class Broken extends RuntimeException {

		Broken() {
			super("broken");
		}

	}

	@Component
	public static class Jobs {

		@Scheduled(fixedDelayString = DAY)
		public void delay() {
			AWSXRay.createSubsegment("inside", () -> {
			});
		}

		@Scheduled(fixedRateString = DAY)
		public void rate() {
		}

		@Scheduled(fixedRateString = DAY)
		@XRaySegment("nightly")
		public void named() {
		}

	}

	@Component
	static class Failing {

		@Scheduled(fixedRateString = DAY, initialDelay = 50)
		void run() {
			throw new Broken();
		}

	}

	@Component
	public static class Reactive {

		@Scheduled(fixedRateString = DAY)
		public Mono<Void> later() {
			return Mono.delay(Duration.ofMillis(50)).then();
		}

		@Scheduled(fixedDelayString = DAY)
		public Flux<Long> blocking() {
			return Flux.interval(Duration.ofMillis(5)).take(3);
		}

		@Scheduled(fixedRateString = DAY)
		public Mono<Void> failing() {
			return Mono.delay(Duration.ofMillis(5)).then(Mono.error(Broken::new));
		}

		@Scheduled(fixedRateString = DAY)
		@XRaySegment("monthly")
		public Mono<Long> traced() {
			return Mono.delay(Duration.ofMillis(5));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Configured {

		@Bean
		SchedulingConfigurer tasks() {
			AtomicInteger runs = new AtomicInteger();
			return (registrar) -> registrar.addTriggerTask(() -> AWSXRay.createSubsegment("inside", () -> {
			}), (context) -> (runs.incrementAndGet() <= 2) ? Instant.now() : null);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class LeftBehind {

		@Bean
		SchedulingConfigurer tasks() {
			AtomicInteger runs = new AtomicInteger();
			return (registrar) -> registrar.addTriggerTask(() -> AWSXRay.beginSubsegment("left"),
					(context) -> (runs.incrementAndGet() <= 2) ? Instant.now() : null);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Qualified {

		final BlockingQueue<String> threads = new LinkedBlockingQueue<>();

		@Bean
		SimpleAsyncTaskScheduler other() {
			SimpleAsyncTaskScheduler scheduler = new SimpleAsyncTaskScheduler();
			scheduler.setThreadNamePrefix("other-");
			return scheduler;
		}

		@Bean
		ConcurrentTaskScheduler taskScheduler() {
			return new ConcurrentTaskScheduler(java.util.concurrent.Executors.newSingleThreadScheduledExecutor());
		}

		@Scheduled(fixedRateString = DAY, scheduler = "other")
		void run() {
			this.threads.add(Thread.currentThread().getName());
		}

	}

}
