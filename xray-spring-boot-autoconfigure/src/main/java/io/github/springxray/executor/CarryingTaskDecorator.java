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

import java.util.concurrent.RunnableScheduledFuture;

import org.jspecify.annotations.Nullable;

import org.springframework.core.task.TaskDecorator;

import io.github.springxray.context.CapturedTrace;

/**
 * Carries what is current to the tasks of one of Spring's executors, around what the
 * application's own decorator does.
 */
final class CarryingTaskDecorator implements TaskDecorator {

	private final @Nullable TaskDecorator inner;

	CarryingTaskDecorator(@Nullable TaskDecorator inner) {
		this.inner = inner;
	}

	@Override
	public Runnable decorate(Runnable task) {
		Runnable decorated = (this.inner != null) ? this.inner.decorate(task) : task;
		CapturedTrace trace = CapturedTrace.capture();
		if (trace == null || (task instanceof RunnableScheduledFuture && RepeatedTasks.isOne(task))) {
			return decorated;
		}
		return CarriedTasks.carry(decorated, trace);
	}

}
