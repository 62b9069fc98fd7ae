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

package io.github.springxray.stream;

import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.TypeReference;

/**
 * The proxy of customizers, for native images. One that has other interfaces besides is
 * left alone there.
 */
final class StreamRuntimeHints implements RuntimeHintsRegistrar {

	static final String CUSTOMIZER = "org.springframework.cloud.stream.config.ListenerContainerCustomizer";

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		hints.proxies().registerJdkProxy(TypeReference.of(CUSTOMIZER));
		hints.reflection().registerTypeIfPresent(classLoader, CUSTOMIZER, MemberCategory.INVOKE_PUBLIC_METHODS);
	}

}
