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

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.assertj.AssertableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

/**
 * Tests for {@link CarryingExecutorService} and {@link CarryingScheduledExecutorService}.
 */
class CarryingExecutorServiceTests {

	private final CarryingRunner runner = new CarryingRunner();

	private final ScheduledExecutorService delegate = Executors.newScheduledThreadPool(2);

	private final ScheduledExecutorService service = CarryingExecutors.wrap(this.delegate);

	@AfterEach
	void shutDown() {
		this.delegate.shutdownNow();
	}

	@Test
	void eachWayToHandInATaskCarriesWhatIsCurrent() {
		this.runner.run((context) -> {
			assertCarries(context, 1, () -> get(this.service.submit(CarryingRunner::work)));
			assertCarries(context, 1, () -> get(this.service.submit((Runnable) CarryingRunner::work)));
			assertCarries(context, 1, () -> get(this.service.submit(CarryingRunner::work, "done")));
			assertCarries(context, 1, () -> {
				CountDownLatch done = new CountDownLatch(1);
				this.service.execute(() -> {
					CarryingRunner.work();
					done.countDown();
				});
				return done.await(20, TimeUnit.SECONDS);
			});
			List<Callable<Boolean>> tasks = List.of(CarryingRunner::work, CarryingRunner::work);
			assertCarries(context, 2, () -> this.service.invokeAll(tasks));
			assertCarries(context, 2, () -> this.service.invokeAll(tasks, 20, TimeUnit.SECONDS));
			assertCarries(context, 1, () -> this.service.invokeAny(tasks.subList(0, 1)));
			assertCarries(context, 1, () -> this.service.invokeAny(tasks.subList(0, 1), 20, TimeUnit.SECONDS));
			assertCarries(context, 1, () -> get(this.service.schedule(CarryingRunner::work, 1, TimeUnit.MILLISECONDS)));
			assertCarries(context, 1,
					() -> get(this.service.schedule((Runnable) CarryingRunner::work, 1, TimeUnit.MILLISECONDS)));
		});
	}

	private static void assertCarries(AssertableApplicationContext context, int count, Callable<?> action)
			throws Exception {
		assertThat(CarryingRunner.trace(context, action).subsegments()).hasSize(count);
	}

	private static <T> T get(Future<T> future) throws Exception {
		return future.get(20, TimeUnit.SECONDS);
	}

	@Test
	void periodicTasksCarryNothing() {
		this.runner.run((context) -> assertThat(CarryingRunner.trace(context, () -> {
			CountDownLatch runs = new CountDownLatch(4);
			List<Boolean> current = new ArrayList<>();
			Runnable task = () -> {
				synchronized (current) {
					current.add(CarryingRunner.work());
				}
				runs.countDown();
			};
			Future<?> rate = this.service.scheduleAtFixedRate(task, 0, 1, TimeUnit.MILLISECONDS);
			Future<?> delay = this.service.scheduleWithFixedDelay(task, 0, 1, TimeUnit.MILLISECONDS);
			assertThat(runs.await(20, TimeUnit.SECONDS)).isTrue();
			rate.cancel(false);
			delay.cancel(false);
			synchronized (current) {
				return assertThat(current).containsOnly(false);
			}
		}).subsegments()).isEmpty());
	}

	@Test
	void nothingIsMadeWhereNothingIsCurrent() {
		this.runner.run((context) -> {
			Runnable task = () -> {
			};
			Callable<String> call = () -> "";
			assertThat(CarriedTasks.carry(task)).isSameAs(task);
			assertThat(CarriedTasks.carry(call)).isSameAs(call);
			List<Callable<String>> calls = List.of(call);
			assertThat(CarriedTasks.carryAll(calls)).isSameAs(calls);
			assertThat(new CarryingTaskDecorator(null).decorate(task)).isSameAs(task);
		});
	}

	@Test
	void isCarriedOnceHoweverOftenItIsWrapped() {
		this.runner.run((context) -> CarryingRunner.trace(context, () -> {
			assertThat(CarryingExecutors.wrap((ExecutorService) this.service)).isSameAs(this.service);
			Runnable once = CarriedTasks.carry(() -> {
			});
			assertThat(CarriedTasks.carry(once)).isSameAs(once);
			Callable<String> call = CarriedTasks.carry(() -> "");
			assertThat(CarriedTasks.carry(call)).isSameAs(call);
			return null;
		}));
	}

	@Test
	void allElseIsAsTheServiceDoesIt() {
		this.runner.run((context) -> {
			ExecutorService single = CarryingExecutors.wrap(Executors.newSingleThreadExecutor());
			assertThatNullPointerException().isThrownBy(() -> single.submit((Runnable) null));
			assertThatNullPointerException().isThrownBy(() -> single.invokeAll(null));
			CountDownLatch busy = new CountDownLatch(1);
			CountDownLatch running = new CountDownLatch(1);
			Runnable waiting = () -> {
			};
			CarryingRunner.trace(context, () -> {
				single.submit(() -> {
					running.countDown();
					return busy.await(20, TimeUnit.SECONDS);
				});
				single.execute(waiting);
				return running.await(20, TimeUnit.SECONDS);
			});
			List<Runnable> left = single.shutdownNow();
			assertThat(left).containsExactly(waiting);
			left.clear();
			busy.countDown();
			assertThat(single.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
			assertThat(single.isShutdown()).isTrue();
			assertThat(single.isTerminated()).isTrue();
			assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> single.execute(waiting));
		});
	}

	@Test
	void closesAsTheServiceDoes() throws Exception {
		ExecutorService closed = Executors.newSingleThreadExecutor();
		CarryingExecutorService carrying = new CarryingExecutorService(closed);
		carrying.close();
		assertThat(closed.isShutdown()).isTrue();
	}

	@Test
	void whatATaskThrowsIsThrownAndTheThreadIsClean() {
		this.runner.run((context) -> {
			assertThat(CarryingRunner.trace(context, () -> {
				Future<Boolean> failed = this.service.submit(() -> {
					CarryingRunner.work();
					throw new IllegalStateException("failed");
				});
				return assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> get(failed))
					.withCauseInstanceOf(IllegalStateException.class);
			})).hasSubsegmentsExactly(CarryingRunner.WORK);
			assertThat(this.delegate.submit(CarryingRunner::work).get(20, TimeUnit.SECONDS)).isFalse();
		});
	}

}
