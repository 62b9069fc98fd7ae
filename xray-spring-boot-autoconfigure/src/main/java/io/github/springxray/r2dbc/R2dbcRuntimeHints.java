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

package io.github.springxray.r2dbc;

import java.util.List;

import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Wrapped;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.SpringProxy;
import org.springframework.aop.framework.Advised;
import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.core.DecoratingProxy;
import org.springframework.core.InfrastructureProxy;

/**
 * The proxies of connection factories and what tells their address, so that a native
 * image keeps them.
 */
final class R2dbcRuntimeHints implements RuntimeHintsRegistrar {

	private static final String OPTIONS_OF_BOOT = "org.springframework.boot.r2dbc.OptionsCapableConnectionFactory";

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		for (Class<?> type : List.of(ConnectionFactory.class, Wrapped.class)) {
			hints.reflection().registerType(type, MemberCategory.INVOKE_PUBLIC_METHODS);
		}
		hints.proxies()
			.registerJdkProxy(ConnectionFactory.class, Wrapped.class, InfrastructureProxy.class, SpringProxy.class,
					Advised.class, DecoratingProxy.class);
		hints.reflection()
			.registerTypeIfPresent(classLoader, OPTIONS_OF_BOOT,
					(type) -> type.withMethod("getOptions", List.of(), ExecutableMode.INVOKE));
	}

}
