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
import java.util.concurrent.ThreadFactory;

import org.jspecify.annotations.Nullable;

/**
 * Carries what is current where a thread is made to the task of the thread. The threads
 * of a pool, which serve many, carry nothing. This is internal; applications use
 * {@link io.github.springxray.XRayContext}.
 */
public final class CarryingThreadFactory implements ThreadFactory {

	private final ThreadFactory delegate;

	/**
	 * Create an instance.
	 * @param delegate what makes the threads
	 */
	public CarryingThreadFactory(ThreadFactory delegate) {
		this.delegate = delegate;
	}

	@Override
	public @Nullable Thread newThread(Runnable task) {
		return this.delegate.newThread(isWorker(task) ? task : CarriedTasks.carry(task));
	}

	/**
	 * The pools of the JDK and those of others are made alike: a worker is a class within
	 * the pool.
	 */
	private static boolean isWorker(@Nullable Runnable task) {
		Class<?> pool = (task != null) ? task.getClass().getEnclosingClass() : null;
		return task != null && pool != null && Executor.class.isAssignableFrom(pool)
				&& task.getClass().getSimpleName().endsWith("Worker");
	}

}
