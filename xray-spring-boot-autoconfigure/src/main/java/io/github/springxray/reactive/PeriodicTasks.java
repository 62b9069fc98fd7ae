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

package io.github.springxray.reactive;

import java.util.Locale;

/**
 * Tells tasks that a scheduler of Reactor is to run again and again from those that it
 * runs once. Only who asks the scheduler says so.
 */
final class PeriodicTasks {

	/**
	 * Operators schedule much, and of them these two periodically.
	 */
	private static final String OPERATORS = "reactor.core.publisher.";

	private static final String INTERVAL = "reactor.core.publisher.FluxInterval";

	private static final String WINDOW = "reactor.core.publisher.FluxWindowTimeout";

	private static final String SCHEDULERS = "reactor.core.scheduler.";

	/**
	 * How many methods of Reactor stand between the hook and who asks.
	 */
	private static final int DEPTH = 12;

	private static final StackWalker stack = StackWalker.getInstance();

	private PeriodicTasks() {
	}

	/**
	 * Return whether the calling thread is about to schedule a task periodically.
	 */
	static boolean isOne(Runnable task) {
		String type = task.getClass().getName();
		if (type.startsWith(OPERATORS)) {
			return type.startsWith(INTERVAL) || type.startsWith(WINDOW);
		}
		return stack.walk((frames) -> frames.limit(DEPTH)
			.anyMatch((frame) -> frame.getClassName().startsWith(SCHEDULERS)
					&& frame.getMethodName().toLowerCase(Locale.ROOT).endsWith("periodically")));
	}

}
