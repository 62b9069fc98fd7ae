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

import org.jspecify.annotations.Nullable;

import io.github.springxray.context.CapturedTrace;
import io.github.springxray.context.CurrentEntity;

/**
 * Tasks that run with what was current where they were made. Where nothing is current a
 * task is handed back as it is. This is internal; applications use
 * {@link io.github.springxray.XRayContext}.
 */
public final class CarriedTasks {

	private CarriedTasks() {
	}

	/**
	 * Carry what is current to where a task runs.
	 * @param task the task
	 * @return the task, or one that does the same with what is current now
	 */
	public static Runnable carry(Runnable task) {
		boolean carried = task == null || task instanceof CarriedRunnable;
		return carried ? task : carry(task, CapturedTrace.capture());
	}

	static Runnable carry(Runnable task, @Nullable CapturedTrace trace) {
		return (trace != null) ? new CarriedRunnable(task, trace) : task;
	}

	/**
	 * Carry what is current to where a task runs.
	 * @param <V> the type of its result
	 * @param task the task
	 * @return the task, or one that does the same with what is current now
	 */
	public static <V> Callable<V> carry(Callable<V> task) {
		boolean carried = task == null || task instanceof CarriedCallable;
		return carried ? task : carry(task, CapturedTrace.capture());
	}

	private static <V> Callable<V> carry(Callable<V> task, @Nullable CapturedTrace trace) {
		if (task == null || trace == null || task instanceof CarriedCallable) {
			return task;
		}
		return new CarriedCallable<>(task, trace);
	}

	/**
	 * Carry what is current to where tasks run.
	 */
	static <V> Collection<? extends Callable<V>> carryAll(Collection<? extends Callable<V>> tasks) {
		CapturedTrace trace = (tasks != null) ? CapturedTrace.capture() : null;
		if (trace == null) {
			return tasks;
		}
		List<Callable<V>> carried = new ArrayList<>(tasks.size());
		for (Callable<V> task : tasks) {
			carried.add(carry(task, trace));
		}
		return carried;
	}

	/**
	 * Return the task as it was given.
	 */
	static Runnable given(Runnable task) {
		return (task instanceof CarriedRunnable carried) ? carried.task : task;
	}

	private static final class CarriedRunnable implements Runnable {

		private final Runnable task;

		private final CapturedTrace trace;

		CarriedRunnable(Runnable task, CapturedTrace trace) {
			this.task = task;
			this.trace = trace;
		}

		@Override
		public void run() {
			CurrentEntity current = this.trace.makeCurrent();
			try {
				this.task.run();
			}
			finally {
				current.close();
			}
		}

		@Override
		public String toString() {
			return this.task.toString();
		}

	}

	private static final class CarriedCallable<V> implements Callable<V> {

		private final Callable<V> task;

		private final CapturedTrace trace;

		CarriedCallable(Callable<V> task, CapturedTrace trace) {
			this.task = task;
			this.trace = trace;
		}

		@Override
		public V call() throws Exception {
			CurrentEntity current = this.trace.makeCurrent();
			try {
				return this.task.call();
			}
			finally {
				current.close();
			}
		}

		@Override
		public String toString() {
			return this.task.toString();
		}

	}

}
