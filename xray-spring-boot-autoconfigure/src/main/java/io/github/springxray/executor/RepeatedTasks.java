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

/**
 * Tells tasks that run again and again from those that run once. They belong to no trace,
 * whichever thread has scheduled them.
 */
final class RepeatedTasks {

	/**
	 * Runs a task by a trigger, such as a cron expression: each run schedules the next
	 * one, as a task that is to run once.
	 */
	private static final String BY_TRIGGER = "org.springframework.scheduling.concurrent.ReschedulingRunnable";

	/**
	 * How many methods of Spring and of the JDK stand between a decorator and who
	 * schedules.
	 */
	private static final int DEPTH = 14;

	private static final StackWalker stack = StackWalker.getInstance();

	private RepeatedTasks() {
	}

	/**
	 * Return whether the calling thread is about to schedule a task that is repeated.
	 */
	static boolean isOne(Object task) {
		if (!(task instanceof RunnableScheduledFuture<?> scheduled)) {
			return task != null && task.getClass().getName().equals(BY_TRIGGER);
		}
		return scheduled.isPeriodic() || stack
			.walk((frames) -> frames.limit(DEPTH).anyMatch((frame) -> frame.getClassName().equals(BY_TRIGGER)));
	}

}
