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

import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.context.event.SimpleApplicationEventMulticaster;
import org.springframework.util.ReflectionUtils;

/**
 * Names the private fields that are read, for native images.
 */
final class ExecutorRuntimeHints implements RuntimeHintsRegistrar {

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		DecoratedExecutors.types().forEach((type) -> register(hints, type, DecoratedExecutors.FIELD));
		register(hints, SimpleApplicationEventMulticaster.class, EventMulticasterPostProcessor.FIELD);
	}

	private static void register(RuntimeHints hints, Class<?> type, String name) {
		Field field = ReflectionUtils.findField(type, name);
		if (field != null) {
			hints.reflection().registerField(field);
		}
	}

}
