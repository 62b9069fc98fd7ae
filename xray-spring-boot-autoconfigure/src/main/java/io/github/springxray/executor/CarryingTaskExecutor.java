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

import java.util.concurrent.Callable;
import java.util.concurrent.Future;

import org.springframework.core.task.AsyncTaskExecutor;

/**
 * Carries what is current to the tasks of an executor of Spring that takes no decorator.
 */
final class CarryingTaskExecutor extends CarryingExecutor implements AsyncTaskExecutor {

	private final AsyncTaskExecutor delegate;

	CarryingTaskExecutor(AsyncTaskExecutor delegate) {
		super(delegate);
		this.delegate = delegate;
	}

	@Override
	public Future<?> submit(Runnable task) {
		return this.delegate.submit(CarriedTasks.carry(task));
	}

	@Override
	public <T> Future<T> submit(Callable<T> task) {
		return this.delegate.submit(CarriedTasks.carry(task));
	}

}
