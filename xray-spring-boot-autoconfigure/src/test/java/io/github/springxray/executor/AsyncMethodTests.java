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

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import com.amazonaws.xray.AWSXRay;
import org.junit.jupiter.api.Test;

import org.springframework.aop.framework.Advised;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.ApplicationEventMulticaster;
import org.springframework.context.event.EventListener;
import org.springframework.context.event.SimpleApplicationEventMulticaster;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.core.task.TaskDecorator;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.AsyncConfigurer;
import org.springframework.scheduling.annotation.EnableAsync;

import io.github.springxray.test.RecordedEntity;
import io.github.springxray.test.RecordedTraces;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AsyncMethodPostProcessor} and {@link EventMulticasterPostProcessor}.
 */
class AsyncMethodTests {

	@Test
	void methodsCarryWhatIsCurrentWhateverTheyReturnAndWhicheverExecutorRunsThem() {
		for (Class<?> executor : new Class<?>[] { OwnExecutorConfiguration.class, BeanConfiguration.class }) {
			new CarryingRunner(executor, AsyncConfiguration.class).run((context) -> {
				AsyncMethods methods = context.getBean(AsyncMethods.class);
				assertThat(CarryingRunner.trace(context, () -> {
					CountDownLatch done = new CountDownLatch(1);
					methods.nothing(done);
					return done.await(20, TimeUnit.SECONDS);
				})).hasSubsegmentsExactly(CarryingRunner.WORK);
				assertThat(CarryingRunner.trace(context, () -> methods.future().get(20, TimeUnit.SECONDS)))
					.hasSubsegmentsExactly(CarryingRunner.WORK);
				assertThat(CarryingRunner.trace(context, () -> methods.completable().get(20, TimeUnit.SECONDS)))
					.hasSubsegmentsExactly(CarryingRunner.WORK);
				assertThat(methods.completable().get(20, TimeUnit.SECONDS)).isFalse();
				assertThat(CarryingRunner.trace(context, () -> methods.here()))
					.hasSubsegmentsExactly(CarryingRunner.WORK);
				assertThat(((Advised) methods).getAdvisors()).hasSize(3);
			});
		}
	}

	@Test
	void whatOutlivesItsSegmentComesBeneathIt() {
		new CarryingRunner(OwnExecutorConfiguration.class, AsyncConfiguration.class).run((context) -> {
			AsyncMethods methods = context.getBean(AsyncMethods.class);
			CountDownLatch released = new CountDownLatch(1);
			CompletableFuture<Boolean> late = new CompletableFuture<>();
			RecordedEntity sent = CarryingRunner.trace(context, () -> {
				methods.late(released, late);
				return null;
			});
			released.countDown();
			assertThat(late.get(20, TimeUnit.SECONDS)).isTrue();
			RecordedEntity work = context.getBean(RecordedTraces.class).takeSubsegment(CarryingRunner.WORK);
			assertThat(work.parentId()).isEqualTo(sent.id());
			assertThat(work.traceId()).isEqualTo(sent.traceId());
		});
	}

	@Test
	void listenersOnOtherThreadsCarryWhatIsCurrent() {
		new CarryingRunner(OwnExecutorConfiguration.class, AsyncConfiguration.class).run((context) -> {
			CountDownLatch done = new CountDownLatch(1);
			assertThat(CarryingRunner.trace(context, () -> {
				context.publishEvent(new WithAsync(done));
				return done.await(20, TimeUnit.SECONDS);
			})).hasSubsegmentsExactly(CarryingRunner.WORK);
		});
		for (Class<?> multicaster : new Class<?>[] { MulticasterConfiguration.class,
				PlainMulticasterConfiguration.class }) {
			new CarryingRunner(multicaster).run((context) -> {
				CountDownLatch done = new CountDownLatch(1);
				assertThat(CarryingRunner.trace(context, () -> {
					context.publishEvent(new WithoutAsync(done));
					return done.await(20, TimeUnit.SECONDS);
				})).hasSubsegmentsExactly(CarryingRunner.WORK);
			});
		}
	}

	@Test
	void nothingStandsAroundMethodsWhereItIsOff() {
		new CarryingRunner(OwnExecutorConfiguration.class, AsyncConfiguration.class)
			.with("xray.context.executors.enabled=false")
			.run((context) -> {
				assertThat(((Advised) context.getBean(AsyncMethods.class)).getAdvisors()).hasSize(1);
				assertThat(CarryingRunner
					.trace(context, () -> context.getBean(AsyncMethods.class).future().get(20, TimeUnit.SECONDS))
					.subsegments()).isEmpty();
			});
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAsync
	@Import(AsyncMethods.class)
	static class AsyncConfiguration {

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnExecutorConfiguration implements AsyncConfigurer {

		@Override
		public Executor getAsyncExecutor() {
			return (task) -> new Thread(task).start();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class BeanConfiguration {

		@Bean
		SimpleAsyncTaskExecutor taskExecutor() {
			SimpleAsyncTaskExecutor executor = new SimpleAsyncTaskExecutor();
			TaskDecorator own = (task) -> () -> {
				assertThat(AWSXRay.getTraceEntity() == null || AWSXRay.getTraceEntity().getName().equals("root"))
					.isTrue();
				task.run();
			};
			executor.setTaskDecorator(own);
			return executor;
		}

	}

	static class AsyncMethods {

		@Async
		public void nothing(CountDownLatch done) {
			CarryingRunner.work();
			done.countDown();
		}

		@Async
		public Future<Boolean> future() {
			return CompletableFuture.completedFuture(CarryingRunner.work());
		}

		@Async
		public CompletableFuture<Boolean> completable() {
			return CompletableFuture.completedFuture(CarryingRunner.work());
		}

		@Async
		public void late(CountDownLatch released, CompletableFuture<Boolean> done) throws InterruptedException {
			assertThat(released.await(20, TimeUnit.SECONDS)).isTrue();
			done.complete(CarryingRunner.work());
		}

		public boolean here() {
			return CarryingRunner.work();
		}

		@Async
		@EventListener
		public void onEvent(WithAsync event) {
			CarryingRunner.work();
			event.done().countDown();
		}

	}

	record WithAsync(CountDownLatch done) {

	}

	record WithoutAsync(CountDownLatch done) {

	}

	static class Listeners {

		@EventListener
		void onEvent(WithoutAsync event) {
			CarryingRunner.work();
			event.done().countDown();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(Listeners.class)
	static class MulticasterConfiguration {

		@Bean
		ApplicationEventMulticaster applicationEventMulticaster() {
			SimpleApplicationEventMulticaster multicaster = new SimpleApplicationEventMulticaster();
			multicaster.setTaskExecutor(new SimpleAsyncTaskExecutor());
			return multicaster;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(Listeners.class)
	static class PlainMulticasterConfiguration {

		@Bean
		ApplicationEventMulticaster applicationEventMulticaster() {
			SimpleApplicationEventMulticaster multicaster = new SimpleApplicationEventMulticaster();
			multicaster.setTaskExecutor((task) -> new Thread(task).start());
			return multicaster;
		}

	}

}
