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

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.listeners.SegmentListener;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.core.task.TaskDecorator;
import org.springframework.core.task.TaskExecutor;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

import io.github.springxray.logging.XRayLoggingAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests with the executors of Spring Boot, beside what others put on a task.
 */
class BootExecutorTests {

	private static final String KEY = "AWS-XRAY-TRACE-ID";

	@Test
	void theyCarryWhatIsCurrentWithNothingSet() {
		new CarryingRunner().run((context) -> {
			assertThat(CarryingRunner.trace(context, () -> onExecutor(context, CarryingRunner::work)))
				.hasSubsegmentsExactly(CarryingRunner.WORK);
		});
	}

	@Test
	void nothingIsDoneTwiceBesideMicrometer() {
		new CarryingRunner(ListenerConfiguration.class).with("spring.task.execution.propagate-context=true")
			.run((context) -> {
				CountingListener listener = context.getBean(CountingListener.class);
				assertThat(CarryingRunner.trace(context, () -> {
					listener.set.clear();
					return onExecutor(context, () -> {
						Entity current = AWSXRay.getTraceEntity();
						boolean carried = CarryingRunner.work();
						assertThat(AWSXRay.getTraceEntity()).isSameAs(current);
						return carried;
					});
				})).hasSubsegmentsExactly(CarryingRunner.WORK);
				assertThat(listener.set).containsExactly("root", CarryingRunner.WORK, "root");
				assertThat(onExecutor(context, CarryingRunner::work)).isFalse();
			});
	}

	@Test
	void theDecoratorsOfTheApplicationStayAndRunInTheTrace() {
		new CarryingRunner(DecoratorConfiguration.class).run((context) -> {
			List<String> calls = context.getBean(Calls.class).calls();
			assertThat(CarryingRunner.trace(context, () -> onExecutor(context, CarryingRunner::work)))
				.hasSubsegmentsExactly(CarryingRunner.WORK);
			// What comes after a task comes after its result as well
			await().untilAsserted(() -> assertThat(calls).containsExactly("decorate", "before true", "after true"));
			assertThat(context.getBeanNamesForType(TaskDecorator.class)).containsExactly("decorator");
		});
	}

	@Test
	void linesOfATaskHaveTheIdsOfItsTraceAndLaterOnesHaveNone() {
		new CarryingRunner(new CarryingRunner(MdcConfiguration.class).runner()
			.withConfiguration(AutoConfigurations.of(XRayLoggingAutoConfiguration.class))).run((context) -> {
				for (boolean scheduled : new boolean[] { false, true }) {
					List<@Nullable String> ids = new ArrayList<>();
					CarryingRunner.trace(context, () -> {
						ids.add(MDC.get(KEY));
						return scheduled ? onScheduler(context, () -> ids.add(MDC.get(KEY)))
								: onExecutor(context, () -> ids.add(MDC.get(KEY)));
					});
					assertThat(ids).hasSize(2).doesNotContainNull();
					assertThat(ids.get(0)).isEqualTo(ids.get(1));
					assertThat(scheduled ? onScheduler(context, () -> ids.add(MDC.get(KEY)))
							: onExecutor(context, () -> ids.add(MDC.get(KEY))))
						.isTrue();
					assertThat(ids.get(2)).isNull();
				}
			});
	}

	private static boolean onExecutor(AssertableApplicationContext context, Callable<Boolean> task) throws Exception {
		return context.getBean("applicationTaskExecutor", AsyncTaskExecutor.class)
			.submit(task)
			.get(20, TimeUnit.SECONDS);
	}

	private static boolean onScheduler(AssertableApplicationContext context, Callable<Boolean> task) throws Exception {
		CompletableFuture<Boolean> done = new CompletableFuture<>();
		context.getBean(TaskScheduler.class).schedule(() -> {
			try {
				done.complete(task.call());
			}
			catch (Exception ex) {
				done.completeExceptionally(ex);
			}
		}, Instant.now());
		return done.get(20, TimeUnit.SECONDS);
	}

	@Configuration(proxyBeanMethods = false)
	static class ListenerConfiguration {

		@Bean
		CountingListener countingListener() {
			return new CountingListener();
		}

	}

	static class CountingListener implements SegmentListener {

		private final List<String> set = Collections.synchronizedList(new ArrayList<>());

		@Override
		public void onSetEntity(@Nullable Entity previous, @Nullable Entity next) {
			if (next != null) {
				this.set.add(next.getName());
			}
		}

	}

	record Calls(List<String> calls) {

	}

	@Configuration(proxyBeanMethods = false)
	static class DecoratorConfiguration {

		@Bean
		Calls calls() {
			return new Calls(Collections.synchronizedList(new ArrayList<>()));
		}

		@Bean
		TaskDecorator decorator(Calls calls) {
			return (task) -> {
				calls.calls().add("decorate");
				return () -> {
					calls.calls().add("before " + (AWSXRay.getTraceEntity() != null));
					task.run();
					calls.calls().add("after " + (AWSXRay.getTraceEntity() != null));
				};
			};
		}

	}

	/**
	 * What many applications have: a decorator that copies all of the MDC, and clears it.
	 */
	@Configuration(proxyBeanMethods = false)
	static class MdcConfiguration {

		@Bean
		TaskDecorator mdcDecorator() {
			return (task) -> {
				Map<String, String> copy = MDC.getCopyOfContextMap();
				return () -> {
					if (copy != null) {
						MDC.setContextMap(copy);
					}
					try {
						task.run();
					}
					finally {
						MDC.clear();
					}
				};
			};
		}

		@Bean
		ThreadPoolTaskScheduler taskScheduler() {
			return new ThreadPoolTaskScheduler();
		}

		@Bean
		TaskExecutor applicationTaskExecutor(TaskDecorator decorator) {
			ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
			executor.setCorePoolSize(1);
			executor.setTaskDecorator(decorator);
			return executor;
		}

	}

}
