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

import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;

/**
 * The private fields that tell what a scheduled task does and how a scheduler decorates
 * it, so that a native image can read them.
 */
final class SchedulingRuntimeHints implements RuntimeHintsRegistrar {

	private static final String CONCURRENT = "org.springframework.scheduling.concurrent.";

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		registerField(hints, classLoader, "org.springframework.scheduling.config.Task$OutcomeTrackingRunnable",
				"runnable");
		registerField(hints, classLoader, CONCURRENT + "ThreadPoolTaskScheduler", "taskDecorator");
		registerField(hints, classLoader, "org.springframework.core.task.SimpleAsyncTaskExecutor", "taskDecorator");
		hints.reflection().registerTypeIfPresent(classLoader, "reactor.core.publisher.Flux");
	}

	private static void registerField(RuntimeHints hints, @Nullable ClassLoader classLoader, String type,
			String field) {
		hints.reflection().registerTypeIfPresent(classLoader, type, (builder) -> builder.withField(field));
	}

}
