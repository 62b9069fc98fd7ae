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

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

import org.springframework.core.task.SimpleAsyncTaskExecutor;

import io.github.springxray.XRayContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link XRayContext} and {@link CarryingThreadFactory}.
 */
class XRayContextTests {

	private final CarryingRunner runner = new CarryingRunner();

	@Test
	void carriesWhatIsCurrentToATaskOfAnyKind() {
		this.runner.run((context) -> assertThat(CarryingRunner.trace(context, () -> {
			run(XRayContext.wrap((Runnable) CarryingRunner::work));
			Callable<Boolean> call = XRayContext.wrap((Callable<Boolean>) CarryingRunner::work);
			run(() -> {
				try {
					call.call();
				}
				catch (Exception ex) {
					throw new IllegalStateException(ex);
				}
			});
			run(XRayContext.wrapSupplier(CarryingRunner::work)::get);
			Consumer<String> consumer = XRayContext.wrapConsumer((value) -> CarryingRunner.work());
			run(() -> consumer.accept(""));
			Function<String, Boolean> function = XRayContext.wrapFunction((value) -> CarryingRunner.work());
			run(() -> function.apply(""));
			XRayContext.wrap((task) -> new Thread(task).start());
			return CompletableFuture.runAsync(CarryingRunner::work, XRayContext.wrap(new SimpleAsyncTaskExecutor()))
				.get(20, TimeUnit.SECONDS);
		}).subsegments()).hasSize(6));
	}

	private static void run(Runnable task) throws InterruptedException {
		Thread thread = new Thread(task);
		thread.start();
		thread.join(20_000);
	}

	@Test
	void whereNothingIsCurrentEverythingComesBackAsItIs() {
		this.runner.run((context) -> {
			Runnable task = () -> {
			};
			Callable<String> call = () -> "";
			Supplier<String> supplier = () -> "";
			Consumer<String> consumer = (value) -> {
			};
			Function<String, String> function = (value) -> value;
			assertThat(XRayContext.wrap(task)).isSameAs(task);
			assertThat(XRayContext.wrap(call)).isSameAs(call);
			assertThat(XRayContext.wrapSupplier(supplier)).isSameAs(supplier);
			assertThat(XRayContext.wrapConsumer(consumer)).isSameAs(consumer);
			assertThat(XRayContext.wrapFunction(function)).isSameAs(function);
		});
	}

	@Test
	void threadsForOneTaskCarryWhatIsCurrentWhereTheyAreMade() {
		this.runner.run((context) -> {
			for (ThreadFactory factory : new ThreadFactory[] { XRayContext.threadFactory(),
					XRayContext.threadFactory(Executors.defaultThreadFactory()) }) {
				assertThat(CarryingRunner.trace(context, () -> {
					Thread thread = factory.newThread(CarryingRunner::work);
					thread.start();
					thread.join(20_000);
					return null;
				})).hasSubsegmentsExactly(CarryingRunner.WORK);
			}
		});
	}

	@Test
	void threadsOfAPoolCarryNothing() {
		this.runner.run((context) -> {
			ExecutorService pool = Executors.newFixedThreadPool(1,
					XRayContext.threadFactory(Executors.defaultThreadFactory()));
			try {
				assertThat(
						CarryingRunner.trace(context, () -> pool.submit(CarryingRunner::work).get(20, TimeUnit.SECONDS))
							.subsegments())
					.isEmpty();
				assertThat(pool.submit(CarryingRunner::work).get(20, TimeUnit.SECONDS)).isFalse();
			}
			finally {
				pool.shutdownNow();
			}
		});
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void anExecutorWithAThreadForEachTaskCarriesWhatIsCurrent() {
		this.runner.run((context) -> assertThat(CarryingRunner.trace(context, () -> {
			ExecutorService service = (ExecutorService) Executors.class
				.getMethod("newThreadPerTaskExecutor", ThreadFactory.class)
				.invoke(null, XRayContext.threadFactory());
			Future<Boolean> work = service.submit(CarryingRunner::work);
			service.execute(CarryingRunner::work);
			((AutoCloseable) service).close();
			return work.get(20, TimeUnit.SECONDS);
		}).subsegments()).hasSize(2));
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_25)
	void aStructuredTaskScopeCarriesWhatIsCurrent() {
		this.runner.run((context) -> assertThat(CarryingRunner.trace(context, () -> {
			try (AutoCloseable scope = StructuredScope.open(XRayContext.threadFactory())) {
				StructuredScope.fork(scope, CarryingRunner::work);
				StructuredScope.fork(scope, CarryingRunner::work);
				StructuredScope.join(scope);
			}
			return null;
		}).subsegments()).hasSize(2));
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void aServiceOfVirtualThreadsThatIsWrappedCarriesWhatIsCurrentAndCloses() {
		this.runner.run((context) -> {
			Method method = Executors.class.getMethod("newVirtualThreadPerTaskExecutor");
			ExecutorService service = XRayContext.wrap((ExecutorService) method.invoke(null));
			assertThat(CarryingRunner.trace(context, () -> {
				service.submit(CarryingRunner::work);
				service.execute(CarryingRunner::work);
				ExecutorService.class.getMethod("close").invoke(service);
				return null;
			}).subsegments()).hasSize(2);
			assertThat(service.isTerminated()).isTrue();
		});
	}

	@Test
	void theCommonPoolClosesAsItDoes() throws InvocationTargetException, ReflectiveOperationException {
		CarryingExecutorService shared = new CarryingExecutorService(ForkJoinPool.commonPool());
		if (ForkJoinPool.commonPool() instanceof AutoCloseable) {
			shared.close();
			assertThat(shared.isShutdown()).isFalse();
		}
	}

}
