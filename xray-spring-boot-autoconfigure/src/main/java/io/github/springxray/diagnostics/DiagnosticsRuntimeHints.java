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

package io.github.springxray.diagnostics;

import java.util.Collection;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.util.ClassUtils;

/**
 * What is looked for on the class path, and the files that know all properties, so that a
 * native image keeps them.
 */
final class DiagnosticsRuntimeHints implements RuntimeHintsRegistrar {

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		hints.resources().registerPattern(KnownProperties.METADATA);
		hints.resources()
			.registerPattern(ClassUtils.convertClassNameToResourcePath(KnownProperties.class.getName())
					+ ClassUtils.CLASS_FILE_SUFFIX);
		hints.resources().registerPattern(AotSwitches.FILE);
		Stream.of(OtherTracers.TYPES.keySet(), IncomingParts.LOOKED_FOR, JavaAgents.CLASSES.keySet())
			.flatMap(Collection::stream)
			.forEach((name) -> hints.reflection().registerTypeIfPresent(classLoader, name));
		hints.reflection().registerTypeIfPresent(classLoader, UnknownProperties.CONSOLE_CLASS);
	}

}
