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

import java.lang.reflect.Field;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;

import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.core.task.TaskDecorator;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.concurrent.ConcurrentTaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.util.ReflectionUtils;

/**
 * Gives Spring's executors a decorator that carries what is current, around the one that
 * the application has given them. There is no getter for that one, so the private field
 * is read.
 */
final class DecoratedExecutors {

	static final String FIELD = "taskDecorator";

	/**
	 * Queues that know nothing of their tasks. Others may order them by what they are.
	 */
	private static final List<Class<?>> PLAIN_QUEUES = List.of(LinkedBlockingQueue.class, ArrayBlockingQueue.class,
			SynchronousQueue.class, LinkedBlockingDeque.class, LinkedTransferQueue.class);

	private static final Map<Class<?>, BiConsumer<Object, TaskDecorator>> SETTERS = setters();

	private DecoratedExecutors() {
	}

	private static Map<Class<?>, BiConsumer<Object, TaskDecorator>> setters() {
		Map<Class<?>, BiConsumer<Object, TaskDecorator>> setters = new LinkedHashMap<>();
		setters.put(ThreadPoolTaskExecutor.class,
				(executor, decorator) -> ((ThreadPoolTaskExecutor) executor).setTaskDecorator(decorator));
		setters.put(SimpleAsyncTaskExecutor.class,
				(executor, decorator) -> ((SimpleAsyncTaskExecutor) executor).setTaskDecorator(decorator));
		setters.put(ThreadPoolTaskScheduler.class,
				(executor, decorator) -> ((ThreadPoolTaskScheduler) executor).setTaskDecorator(decorator));
		setters.put(ConcurrentTaskExecutor.class,
				(executor, decorator) -> ((ConcurrentTaskExecutor) executor).setTaskDecorator(decorator));
		return setters;
	}

	/**
	 * Return the classes whose private field is read.
	 */
	static Iterable<Class<?>> types() {
		return SETTERS.keySet();
	}

	/**
	 * Return whether an executor is one of those of Spring that take a decorator. A
	 * scheduler around one of the JDK does not tell it of repeated tasks.
	 */
	static boolean isOne(Object executor) {
		return typeOf(executor) != null
				&& !(executor instanceof ConcurrentTaskExecutor && executor instanceof TaskScheduler);
	}

	private static @Nullable Class<?> typeOf(Object executor) {
		for (Class<?> type : SETTERS.keySet()) {
			if (type.isInstance(executor)) {
				return type;
			}
		}
		return null;
	}

	/**
	 * Let an executor of Spring carry what is current to its tasks.
	 * @param executor one of those that take a decorator
	 * @return why it cannot, or {@code null} if it does
	 */
	static @Nullable String decorate(Object executor) {
		if (!isPlain(executor)) {
			return "its queue knows its tasks by their class";
		}
		if (executor instanceof ThreadPoolTaskScheduler scheduler && removesWhatIsCancelled(scheduler)) {
			return "it removes tasks that are cancelled, which the JDK does not find once they are decorated";
		}
		Class<?> type = typeOf(executor);
		BiConsumer<Object, TaskDecorator> setter = (type != null) ? SETTERS.get(type) : null;
		Field field = (type != null) ? ReflectionUtils.findField(type, FIELD) : null;
		if (setter == null || field == null || field.getType() != TaskDecorator.class) {
			return "it keeps its decorator where nobody can find it";
		}
		try {
			field.setAccessible(true);
			TaskDecorator present = (TaskDecorator) field.get(executor);
			if (!(present instanceof CarryingTaskDecorator)) {
				setter.accept(executor, new CarryingTaskDecorator(present));
			}
			return null;
		}
		catch (ReflectiveOperationException | RuntimeException ex) {
			return "its decorator cannot be read: " + ex.getClass().getSimpleName();
		}
	}

	private static boolean removesWhatIsCancelled(ThreadPoolTaskScheduler scheduler) {
		try {
			return scheduler.getScheduledThreadPoolExecutor().getRemoveOnCancelPolicy();
		}
		catch (IllegalStateException ex) {
			// Its executor is of another kind, or is still to be made
			return true;
		}
	}

	/**
	 * Return whether an executor does not look at what its tasks are.
	 */
	static boolean isPlain(Object executor) {
		if (executor instanceof ThreadPoolTaskExecutor pool) {
			try {
				return isPlain((Object) pool.getThreadPoolExecutor());
			}
			catch (IllegalStateException ex) {
				// It is not initialized yet, and its queue is made then
				return pool.getClass() == ThreadPoolTaskExecutor.class;
			}
		}
		return !(executor instanceof ThreadPoolExecutor pool) || executor instanceof ScheduledThreadPoolExecutor
				|| isPlain(pool.getQueue());
	}

	private static boolean isPlain(BlockingQueue<?> queue) {
		return PLAIN_QUEUES.stream().anyMatch((type) -> type.isInstance(queue));
	}

}
