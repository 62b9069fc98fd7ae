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

import java.lang.reflect.Field;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.aop.scope.ScopedObject;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Primary;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.core.task.SyncTaskExecutor;
import org.springframework.core.task.TaskDecorator;
import org.springframework.core.task.TaskExecutor;
import org.springframework.scheduling.concurrent.ConcurrentTaskExecutor;
import org.springframework.scheduling.concurrent.ConcurrentTaskScheduler;
import org.springframework.scheduling.concurrent.SimpleAsyncTaskScheduler;
import org.springframework.scheduling.concurrent.ThreadPoolExecutorFactoryBean;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.security.concurrent.DelegatingSecurityContextExecutorService;
import org.springframework.security.task.DelegatingSecurityContextAsyncTaskExecutor;
import org.springframework.util.ReflectionUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ExecutorPostProcessor}.
 */
@ExtendWith(OutputCaptureExtension.class)
class ExecutorBeanTests {

	private static final List<String> CARRYING = List.of("applicationTaskExecutor", "taskScheduler", "pool",
			"poolAsExecutor", "poolOfOwnClass", "lazyService", "simple", "simpleAsTaskExecutor", "simpleScheduler",
			"scoped", "jdkExecutor", "jdkService", "jdkScheduled", "adapted", "secured", "securedService");

	private final CarryingRunner runner = new CarryingRunner(ExecutorsConfiguration.class);

	@Test
	void allCarryWhatIsCurrentAndStayWhatTheyAre(CapturedOutput output) {
		this.runner.run((context) -> {
			for (String name : CARRYING) {
				Executor executor = context.getBean(name, Executor.class);
				assertThat(CarryingRunner.trace(context,
						() -> CompletableFuture.runAsync(CarryingRunner::work, executor).get(20, TimeUnit.SECONDS)))
					.as(name)
					.hasSubsegmentsExactly(CarryingRunner.WORK);
				assertThat(CompletableFuture.supplyAsync(CarryingRunner::work, executor).get(20, TimeUnit.SECONDS))
					.as(name + " where nothing is current")
					.isFalse();
			}
			assertThat(context.getBean("pool")).isExactlyInstanceOf(ThreadPoolTaskExecutor.class);
			assertThat(context.getBean("poolAsExecutor")).isExactlyInstanceOf(ThreadPoolTaskExecutor.class);
			assertThat(context.getBean("poolOfOwnClass")).isExactlyInstanceOf(OwnPool.class);
			assertThat(context.getBean("pool", ThreadPoolTaskExecutor.class).getCorePoolSize()).isEqualTo(3);
			assertThat(context.getBean("jdkScheduled")).isInstanceOf(ScheduledExecutorService.class);
			assertThat(context.getBean("secured")).isInstanceOf(AsyncTaskExecutor.class);
			assertThat(context.getBean("scoped")).isInstanceOf(ScopedObject.class);
			CARRYING.forEach((name) -> assertThat(output).doesNotContain("'" + name + "'"));
		});
	}

	@Test
	void lazyExecutorsStayLazy() {
		this.runner.run((context) -> {
			assertThat(context.getBeanFactory().containsSingleton("lazyService")).isFalse();
		});
	}

	@Test
	void declaredAsAClassTheyAreLeftAloneAndNamed(CapturedOutput output) {
		this.runner.run((context) -> {
			assertThat(context.getBean("jdkPool")).isExactlyInstanceOf(ThreadPoolExecutor.class);
			assertThat(context.getBean("forkJoin")).isExactlyInstanceOf(ForkJoinPool.class);
			assertThat(context.getBean("ownExecutor")).isExactlyInstanceOf(OwnExecutor.class);
			assertThat(context.getBean("adaptedScheduler")).isExactlyInstanceOf(ConcurrentTaskScheduler.class);
			assertThat(context.getBean("fromFactory")).isInstanceOf(ThreadPoolExecutor.class);
			assertThat(context.getBean("ordered")).isExactlyInstanceOf(ThreadPoolExecutor.class);
			assertThat(context.getBean("orderedPool")).isExactlyInstanceOf(OrderedPool.class);
			String named = String.valueOf(CarryingRunner.leftAlone(context));
			for (String name : List.of("jdkPool", "forkJoin", "ownExecutor", "adaptedScheduler", "fromFactory",
					"ordered", "orderedPool", "refusing")) {
				assertThat(output.getOut().split("The executor '" + name + "' carries no trace", -1)).as(name)
					.hasSize(2);
				assertThat(named).contains("name=" + name);
			}
			assertThat(output).contains("it is declared as java.util.concurrent.ThreadPoolExecutor")
				.doesNotContain("'direct'");
			assertThat(CarryingRunner.trace(context, () -> submit(context, "jdkPool")).subsegments()).isEmpty();
			assertThat(CarryingRunner.trace(context, () -> submit(context, "orderedPool")).subsegments()).isEmpty();
		});
	}

	private static Object submit(AssertableApplicationContext context, String name) throws Exception {
		CompletableFuture<Boolean> done = new CompletableFuture<>();
		context.getBean(name, Executor.class).execute(new OrderedTask(() -> done.complete(CarryingRunner.work())));
		return done.get(20, TimeUnit.SECONDS);
	}

	@Test
	void whatWasThereBeforePostProcessorsIsDecoratedOrNamed(CapturedOutput output) {
		new CarryingRunner(new CarryingRunner().runner().withInitializer((context) -> {
			context.getBeanFactory().registerSingleton("early", new SimpleAsyncTaskExecutor());
			context.getBeanFactory().registerSingleton("earlyService", Executors.newCachedThreadPool());
		})).run((context) -> {
			assertThat(CarryingRunner.trace(context,
					() -> CompletableFuture.runAsync(CarryingRunner::work, context.getBean("early", Executor.class))
						.get(20, TimeUnit.SECONDS)))
				.hasSubsegmentsExactly(CarryingRunner.WORK);
			assertThat(String.valueOf(CarryingRunner.leftAlone(context))).contains("name=earlyService");
			assertThat(output).contains("The executor 'earlyService' carries no trace");
			context.getBean("earlyService", ExecutorService.class).shutdown();
		});
	}

	@Test
	void privateFieldsAreReadInNativeImagesToo() {
		RuntimeHints hints = new RuntimeHints();
		new ExecutorRuntimeHints().registerHints(hints, null);
		for (Class<?> type : List.of(ThreadPoolTaskExecutor.class, SimpleAsyncTaskExecutor.class,
				ThreadPoolTaskScheduler.class, ConcurrentTaskExecutor.class)) {
			Field field = ReflectionUtils.findField(type, "taskDecorator");
			assertThat(field).as(type.getName()).isNotNull();
			assertThat(RuntimeHintsPredicates.reflection().onFieldAccess(field)).accepts(hints);
		}
	}

	@Test
	void carryNothingWhereTheyAreExcluded(CapturedOutput output) {
		this.runner.with("xray.context.executors.exclude=pool,jdkService,scoped,pol").run((context) -> {
			for (String name : List.of("pool", "jdkService", "scoped")) {
				assertThat(CarryingRunner
					.trace(context,
							() -> CompletableFuture
								.runAsync(CarryingRunner::work, context.getBean(name, Executor.class))
								.get(20, TimeUnit.SECONDS))
					.subsegments()).as(name).isEmpty();
			}
			assertThat(String.valueOf(CarryingRunner.leftAlone(context)))
				.contains("xray.context.executors.exclude names it");
			assertThat(output).doesNotContain("The executor 'pool'");
			assertThat(context.getBean(UnknownExecutors.class).findings()).singleElement()
				.asString()
				.contains("There is no executor 'pol' to leave alone", "pool");
		});
	}

	@Test
	void noneIsTouchedWhereItIsOff() {
		for (String property : List.of("xray.context.executors.enabled=false", "xray.enabled=false")) {
			this.runner.with(property).runner().run((context) -> {
				assertThat(context).hasNotFailed().doesNotHaveBean(ExecutorPostProcessor.class);
				assertThat(context.getBean("jdkExecutor")).isNotInstanceOf(CarryingExecutor.class);
				assertThat(context.getBean("pool")).extracting("taskDecorator").isNull();
			});
		}
	}

	@Test
	void aBlankNameIsRefused() {
		this.runner.with("xray.context.executors.exclude[0]= ")
			.runner()
			.run((context) -> assertThat(context).getFailure().rootCause().hasMessageContaining("exclude"));
	}

	@Configuration(proxyBeanMethods = false)
	static class ExecutorsConfiguration {

		@Bean
		@Primary
		ThreadPoolTaskExecutor applicationTaskExecutor() {
			return pool(new ThreadPoolTaskExecutor());
		}

		@Bean
		ThreadPoolTaskScheduler taskScheduler() {
			return new ThreadPoolTaskScheduler();
		}

		@Bean
		ThreadPoolTaskExecutor pool() {
			return pool(new ThreadPoolTaskExecutor());
		}

		@Bean
		Executor poolAsExecutor() {
			return pool(new ThreadPoolTaskExecutor());
		}

		@Bean
		OwnPool poolOfOwnClass() {
			return (OwnPool) pool(new OwnPool());
		}

		@Bean
		@Lazy
		ExecutorService lazyService() {
			return Executors.newSingleThreadExecutor();
		}

		private static ThreadPoolTaskExecutor pool(ThreadPoolTaskExecutor pool) {
			pool.setCorePoolSize(3);
			return pool;
		}

		@Bean
		SimpleAsyncTaskExecutor simple() {
			return new SimpleAsyncTaskExecutor();
		}

		@Bean
		TaskExecutor simpleAsTaskExecutor() {
			return new SimpleAsyncTaskExecutor();
		}

		@Bean
		SimpleAsyncTaskScheduler simpleScheduler() {
			return new SimpleAsyncTaskScheduler();
		}

		@Bean
		@Scope(scopeName = "prototype", proxyMode = ScopedProxyMode.TARGET_CLASS)
		SimpleAsyncTaskExecutor scoped() {
			return new SimpleAsyncTaskExecutor();
		}

		@Bean
		Executor jdkExecutor() {
			return (task) -> new Thread(task).start();
		}

		@Bean
		ExecutorService jdkService() {
			return Executors.newFixedThreadPool(2);
		}

		@Bean
		ScheduledExecutorService jdkScheduled() {
			return Executors.newScheduledThreadPool(1);
		}

		@Bean
		ConcurrentTaskExecutor adapted() {
			return new ConcurrentTaskExecutor((task) -> new Thread(task).start());
		}

		@Bean
		AsyncTaskExecutor secured() {
			return new DelegatingSecurityContextAsyncTaskExecutor(
					new ConcurrentTaskExecutor((task) -> new Thread(task).start()));
		}

		@Bean
		ExecutorService securedService() {
			return new DelegatingSecurityContextExecutorService(Executors.newSingleThreadExecutor());
		}

		@Bean
		Executor direct() {
			return new SyncTaskExecutor();
		}

		@Bean
		ThreadPoolExecutor jdkPool() {
			return new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
		}

		@Bean
		ForkJoinPool forkJoin() {
			return new ForkJoinPool(1);
		}

		@Bean
		OwnExecutor ownExecutor() {
			return new OwnExecutor();
		}

		@Bean
		ConcurrentTaskScheduler adaptedScheduler() {
			return new ConcurrentTaskScheduler(Executors.newSingleThreadScheduledExecutor());
		}

		@Bean
		ThreadPoolExecutorFactoryBean fromFactory() {
			return new ThreadPoolExecutorFactoryBean();
		}

		@Bean
		ExecutorService ordered() {
			return new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new PriorityBlockingQueue<>());
		}

		@Bean
		RefusingExecutor refusing() {
			return new RefusingExecutor();
		}

		@Bean
		OrderedPool orderedPool() {
			return new OrderedPool();
		}

	}

	static class OwnPool extends ThreadPoolTaskExecutor {

	}

	static class OrderedPool extends ThreadPoolTaskExecutor {

		@Override
		protected PriorityBlockingQueue<Runnable> createQueue(int queueCapacity) {
			return new PriorityBlockingQueue<>();
		}

	}

	static class RefusingExecutor extends SimpleAsyncTaskExecutor {

		@Override
		public void setTaskDecorator(TaskDecorator decorator) {
			throw new UnsupportedOperationException("no decorator");
		}

	}

	static class OwnExecutor implements Executor {

		@Override
		public void execute(Runnable task) {
			task.run();
		}

	}

	record OrderedTask(Runnable task) implements Runnable, Comparable<OrderedTask> {

		@Override
		public void run() {
			this.task.run();
		}

		@Override
		public int compareTo(OrderedTask other) {
			return 0;
		}

	}

}
