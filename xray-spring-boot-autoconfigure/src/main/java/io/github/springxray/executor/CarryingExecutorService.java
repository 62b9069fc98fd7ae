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
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Carries what is current to the tasks of an executor service. All else is as the service
 * does it.
 */
class CarryingExecutorService extends CarryingExecutor implements ExecutorService {

	private final ExecutorService delegate;

	CarryingExecutorService(ExecutorService delegate) {
		super(delegate);
		this.delegate = delegate;
	}

	@Override
	public void shutdown() {
		this.delegate.shutdown();
	}

	@Override
	public List<Runnable> shutdownNow() {
		// A list of its own, as the JDK gives it: whoever asks may change it
		List<Runnable> left = new ArrayList<>(this.delegate.shutdownNow());
		left.replaceAll(CarriedTasks::given);
		return left;
	}

	@Override
	public boolean isShutdown() {
		return this.delegate.isShutdown();
	}

	@Override
	public boolean isTerminated() {
		return this.delegate.isTerminated();
	}

	@Override
	public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
		return this.delegate.awaitTermination(timeout, unit);
	}

	@Override
	public <T> Future<T> submit(Callable<T> task) {
		return this.delegate.submit(CarriedTasks.carry(task));
	}

	@Override
	public <T> Future<T> submit(Runnable task, T result) {
		return this.delegate.submit(CarriedTasks.carry(task), result);
	}

	@Override
	public Future<?> submit(Runnable task) {
		return this.delegate.submit(CarriedTasks.carry(task));
	}

	@Override
	public <T> List<Future<T>> invokeAll(Collection<? extends Callable<T>> tasks) throws InterruptedException {
		return this.delegate.invokeAll(CarriedTasks.carryAll(tasks));
	}

	@Override
	public <T> List<Future<T>> invokeAll(Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit)
			throws InterruptedException {
		return this.delegate.invokeAll(CarriedTasks.carryAll(tasks), timeout, unit);
	}

	@Override
	public <T> T invokeAny(Collection<? extends Callable<T>> tasks) throws InterruptedException, ExecutionException {
		return this.delegate.invokeAny(CarriedTasks.carryAll(tasks));
	}

	@Override
	public <T> T invokeAny(Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit)
			throws InterruptedException, ExecutionException, TimeoutException {
		return this.delegate.invokeAny(CarriedTasks.carryAll(tasks), timeout, unit);
	}

	/**
	 * Close the service as it closes itself. From Java 19 on every service can, and one
	 * that all share does nothing.
	 */
	public void close() {
		if (this.delegate instanceof AutoCloseable closeable) {
			close(closeable);
		}
		else {
			this.delegate.shutdown();
		}
	}

	/**
	 * What this throws is unchecked, as the method of the interface says.
	 */
	private static void close(AutoCloseable closeable) {
		try {
			closeable.close();
		}
		catch (RuntimeException ex) {
			throw ex;
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

}
