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

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;

import org.springframework.core.task.AsyncTaskExecutor;

/**
 * Wraps executors so that they carry what is current to their tasks. This is internal;
 * applications use {@link io.github.springxray.XRayContext}.
 */
public final class CarryingExecutors {

	private CarryingExecutors() {
	}

	/**
	 * Wrap an executor with all that it can do of what the JDK and Spring know.
	 * @param executor the executor
	 * @return one that carries what is current; the same if it does already
	 */
	public static Executor wrap(Executor executor) {
		if (executor instanceof CarryingExecutor) {
			return executor;
		}
		if (executor instanceof ExecutorService service) {
			return wrap(service);
		}
		return (executor instanceof AsyncTaskExecutor async) ? new CarryingTaskExecutor(async)
				: new CarryingExecutor(executor);
	}

	/**
	 * Wrap an executor service.
	 * @param service the service
	 * @return one that carries what is current; the same if it does already
	 */
	public static ExecutorService wrap(ExecutorService service) {
		if (service instanceof CarryingExecutorService) {
			return service;
		}
		return (service instanceof ScheduledExecutorService scheduled) ? wrap(scheduled)
				: new CarryingExecutorService(service);
	}

	/**
	 * Wrap a scheduled executor service.
	 * @param service the service
	 * @return one that carries what is current; the same if it does already
	 */
	public static ScheduledExecutorService wrap(ScheduledExecutorService service) {
		return (service instanceof CarryingScheduledExecutorService) ? service
				: new CarryingScheduledExecutorService(service);
	}

}
