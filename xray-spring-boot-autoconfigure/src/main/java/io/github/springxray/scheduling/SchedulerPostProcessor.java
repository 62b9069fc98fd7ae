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

import java.lang.reflect.Field;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.core.task.TaskDecorator;
import org.springframework.scheduling.concurrent.SimpleAsyncTaskScheduler;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.util.ReflectionUtils;

/**
 * Gives the schedulers of Spring a decorator around that of the application, which sees
 * the end of all that they do for a task. A scheduler whose decorator cannot be read is
 * left alone.
 */
final class SchedulerPostProcessor implements BeanPostProcessor {

	private final ObjectProvider<FailureIds> failureIds;

	SchedulerPostProcessor(ObjectProvider<FailureIds> failureIds) {
		this.failureIds = failureIds;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof ThreadPoolTaskScheduler scheduler && !removesWhatIsCancelled(scheduler)) {
			decorate(bean, ThreadPoolTaskScheduler.class, scheduler::setTaskDecorator);
		}
		else if (bean instanceof SimpleAsyncTaskScheduler scheduler) {
			decorate(bean, SimpleAsyncTaskExecutor.class, scheduler::setTaskDecorator);
		}
		return bean;
	}

	/**
	 * A task that is cancelled is not found in the queue of the JDK if it is decorated.
	 */
	private static boolean removesWhatIsCancelled(ThreadPoolTaskScheduler scheduler) {
		try {
			return scheduler.getScheduledThreadPoolExecutor().getRemoveOnCancelPolicy();
		}
		catch (IllegalStateException ex) {
			// An executor of another kind
			return true;
		}
	}

	private void decorate(Object scheduler, Class<?> type, DecoratorSetter setter) {
		Field field = ReflectionUtils.findField(type, "taskDecorator", TaskDecorator.class);
		FailureIds ids = (field != null) ? this.failureIds.getIfAvailable() : null;
		if (field == null || ids == null) {
			return;
		}
		@Nullable TaskDecorator present;
		try {
			ReflectionUtils.makeAccessible(field);
			present = (TaskDecorator) field.get(scheduler);
		}
		catch (IllegalAccessException | RuntimeException ex) {
			return;
		}
		setter.set(ids.around(present));
	}

	@FunctionalInterface
	private interface DecoratorSetter {

		void set(TaskDecorator decorator);

	}

}
