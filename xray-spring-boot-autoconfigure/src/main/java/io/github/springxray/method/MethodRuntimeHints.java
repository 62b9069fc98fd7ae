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

package io.github.springxray.method;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.TypeReference;

/**
 * What is asked of the advice of AspectJ and of the class path, so that a native image
 * keeps it.
 */
final class MethodRuntimeHints implements RuntimeHintsRegistrar {

	private static final List<String> LOOKED_FOR = List.of("org.aspectj.lang.annotation.Aspect",
			"kotlinx.coroutines.reactor.ReactorContext", "kotlinx.coroutines.reactor.MonoKt",
			"reactor.core.publisher.Mono", ObservedAspects.ASPECT);

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		hints.reflection()
			.registerType(TypeReference.of("org.springframework.aop.aspectj.AbstractAspectJAdvice"),
					(type) -> type.withMethod("getAspectJAdviceMethod", List.of(), ExecutableMode.INVOKE));
		for (String name : LOOKED_FOR) {
			hints.reflection().registerTypeIfPresent(classLoader, name);
		}
	}

}
