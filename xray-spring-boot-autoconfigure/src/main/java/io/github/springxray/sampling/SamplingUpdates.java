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

package io.github.springxray.sampling;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import org.springframework.context.SmartLifecycle;

import io.github.springxray.recorder.TracingFaults;

/**
 * The thread that keeps rules fresh. It begins once the application has started, and
 * nothing ever waits for it.
 */
final class SamplingUpdates implements SmartLifecycle {

	private static final Duration AFTER_FAULT = Duration.ofMinutes(1);

	private final List<Update> updates;

	private final TracingFaults faults;

	private @Nullable ScheduledThreadPoolExecutor executor;

	SamplingUpdates(List<Update> updates, TracingFaults faults) {
		this.updates = updates;
		this.faults = faults;
	}

	@Override
	public synchronized void start() {
		if (this.executor != null || this.updates.isEmpty()) {
			return;
		}
		ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, (task) -> {
			Thread thread = new Thread(task, "xray-sampling");
			thread.setDaemon(true);
			return thread;
		});
		this.executor = executor;
		this.updates.forEach((update) -> executor.execute(() -> run(update, executor)));
	}

	private void run(Update update, ScheduledThreadPoolExecutor executor) {
		Duration delay;
		try {
			delay = update.run();
		}
		catch (RuntimeException | LinkageError ex) {
			this.faults.record("updating the sampling rules", ex);
			delay = AFTER_FAULT;
		}
		try {
			executor.schedule(() -> run(update, executor), delay.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (RejectedExecutionException ex) {
			// The application stops
		}
	}

	@Override
	public synchronized void stop() {
		if (this.executor != null) {
			this.executor.shutdownNow();
			this.executor = null;
		}
	}

	@Override
	public synchronized boolean isRunning() {
		return this.executor != null;
	}

	/**
	 * Something to do from time to time.
	 */
	@FunctionalInterface
	interface Update {

		/**
		 * Do it.
		 * @return after which time to do it again
		 */
		Duration run();

	}

}
