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

package io.github.springxray;

import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

import org.springframework.core.task.VirtualThreadTaskExecutor;
import org.springframework.util.ClassUtils;

import io.github.springxray.context.CapturedTrace;
import io.github.springxray.context.CurrentEntity;
import io.github.springxray.executor.CarriedTasks;
import io.github.springxray.executor.CarryingExecutors;
import io.github.springxray.executor.CarryingThreadFactory;

/**
 * Carries the current segment or subsegment to threads of your own. Executors that are
 * beans need none of this: they carry it by themselves.
 * <p>
 * What is carried is what is current where a method is called, or for executors and
 * factories of threads, where they are given a task. Where nothing is current, what was
 * given comes back as it is. What is done after the segment has ended is added to its
 * trace for {@value CapturedTrace#MAX_MINUTES} minutes. No method here throws anything of
 * its own.
 */
public final class XRayContext {

	private static final boolean VIRTUAL_THREADS = ClassUtils.hasMethod(Thread.class, "ofVirtual");

	private XRayContext() {
	}

	/**
	 * Carry what is current to a task.
	 * @param task the task
	 * @return a task that does the same, with what is current now
	 */
	public static Runnable wrap(Runnable task) {
		return CarriedTasks.carry(task);
	}

	/**
	 * Carry what is current to a task with a result.
	 * @param <V> the type of the result
	 * @param task the task
	 * @return a task that does the same, with what is current now
	 */
	public static <V> Callable<V> wrap(Callable<V> task) {
		return CarriedTasks.carry(task);
	}

	/**
	 * Carry what is current to a supplier, such as that of
	 * {@code CompletableFuture.supplyAsync}. It has another name than the method for a
	 * {@link Callable}, as the compiler could not tell a lambda of one from the other.
	 * @param <T> the type of what is supplied
	 * @param supplier the supplier
	 * @return one that does the same, with what is current now
	 */
	public static <T> Supplier<T> wrapSupplier(Supplier<T> supplier) {
		CapturedTrace trace = CapturedTrace.capture();
		return (trace == null) ? supplier : () -> {
			CurrentEntity current = trace.makeCurrent();
			try {
				return supplier.get();
			}
			finally {
				current.close();
			}
		};
	}

	/**
	 * Carry what is current to a consumer.
	 * @param <T> the type of what is consumed
	 * @param consumer the consumer
	 * @return one that does the same, with what is current now
	 */
	public static <T> Consumer<T> wrapConsumer(Consumer<T> consumer) {
		CapturedTrace trace = CapturedTrace.capture();
		return (trace == null) ? consumer : (value) -> {
			CurrentEntity current = trace.makeCurrent();
			try {
				consumer.accept(value);
			}
			finally {
				current.close();
			}
		};
	}

	/**
	 * Carry what is current to a function.
	 * @param <T> the type of its argument
	 * @param <R> the type of its result
	 * @param function the function
	 * @return one that does the same, with what is current now
	 */
	public static <T, R> Function<T, R> wrapFunction(Function<T, R> function) {
		CapturedTrace trace = CapturedTrace.capture();
		return (trace == null) ? function : (value) -> {
			CurrentEntity current = trace.makeCurrent();
			try {
				return function.apply(value);
			}
			finally {
				current.close();
			}
		};
	}

	/**
	 * Wrap an executor so that each task runs with what is current where it is handed in.
	 * @param executor the executor
	 * @return one that carries what is current; the same if it is wrapped already
	 */
	public static Executor wrap(Executor executor) {
		return CarryingExecutors.wrap(executor);
	}

	/**
	 * Wrap an executor service so that each task runs with what is current where it is
	 * handed in, by {@code execute}, {@code submit}, {@code invokeAll} or
	 * {@code invokeAny}.
	 * @param service the service
	 * @return one that carries what is current; the same if it is wrapped already
	 */
	public static ExecutorService wrap(ExecutorService service) {
		return CarryingExecutors.wrap(service);
	}

	/**
	 * Wrap a scheduled executor service so that each task runs with what is current where
	 * it is handed in. Tasks at a fixed rate or with a fixed delay belong to no trace.
	 * @param service the service
	 * @return one that carries what is current; the same if it is wrapped already
	 */
	public static ScheduledExecutorService wrap(ScheduledExecutorService service) {
		return CarryingExecutors.wrap(service);
	}

	/**
	 * Return a factory of threads that run with what is current where they are made:
	 * virtual threads, or before Java 21 threads of the platform. It is for what makes a
	 * thread for each task, such as {@code Executors.newThreadPerTaskExecutor} and
	 * {@code StructuredTaskScope}. The threads of a pool carry nothing, as they serve
	 * many.
	 * @return the factory
	 */
	public static ThreadFactory threadFactory() {
		return threadFactory(VIRTUAL_THREADS ? new VirtualThreadTaskExecutor().getVirtualThreadFactory()
				: Executors.defaultThreadFactory());
	}

	/**
	 * Return a factory of threads that run with what is current where they are made.
	 * @param factory makes the threads
	 * @return the factory
	 * @see #threadFactory()
	 */
	public static ThreadFactory threadFactory(ThreadFactory factory) {
		return new CarryingThreadFactory(factory);
	}

}
