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

package io.github.springxray.scheduling;

import java.util.function.Supplier;

import com.amazonaws.xray.entities.Entity;
import org.jspecify.annotations.Nullable;

import org.springframework.core.task.TaskDecorator;

import io.github.springxray.context.CurrentEntityListener;

/**
 * Leaves the ids of a task that has failed in the log lines of its thread until its
 * scheduler is done with it. Schedulers log what a task has thrown when the task is over,
 * and its segment with it. Only on threads of which the end of that is known: on others
 * the ids would stay for what comes next.
 */
final class FailureIds {

	private final ThreadLocal<@Nullable Run> runs = new ThreadLocal<>();

	private final Supplier<@Nullable CurrentEntityListener> listener;

	private final Supplier<@Nullable Entity> current;

	/**
	 * Create an instance.
	 * @param listener shows ids, {@code null} where nobody does
	 * @param current what is current on the calling thread
	 */
	FailureIds(Supplier<@Nullable CurrentEntityListener> listener, Supplier<@Nullable Entity> current) {
		this.listener = listener;
		this.current = current;
	}

	/**
	 * Return what stands around all that a scheduler does for a task.
	 * @param inner the decorator of the application, {@code null} if it has none
	 */
	TaskDecorator around(@Nullable TaskDecorator inner) {
		return (task) -> {
			Runnable decorated = (inner != null) ? inner.decorate(task) : task;
			return () -> run(decorated);
		};
	}

	private void run(Runnable task) {
		Run outer = this.runs.get();
		Run run = new Run();
		this.runs.set(run);
		try {
			task.run();
		}
		finally {
			if (outer != null) {
				this.runs.set(outer);
			}
			else {
				this.runs.remove();
			}
			CurrentEntityListener listener = run.shown ? this.listener.get() : null;
			if (listener != null) {
				listener.changed(this.current.get());
			}
		}
	}

	/**
	 * Show the ids of something that has failed until the scheduler is done.
	 */
	void failed(@Nullable Entity entity) {
		Run run = this.runs.get();
		CurrentEntityListener listener = (run != null && entity != null) ? this.listener.get() : null;
		if (run != null && listener != null) {
			run.shown = true;
			listener.changed(entity);
		}
	}

	private static final class Run {

		private boolean shown;

	}

}
