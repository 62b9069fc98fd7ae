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

package io.github.springxray.mongo;

import com.mongodb.ContextProvider;
import com.mongodb.client.SynchronousContextProvider;
import com.mongodb.reactivestreams.client.ReactiveContextProvider;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;

/**
 * Puts what finds out who issues a command in front of what the application has in this
 * place. The blocking driver needs none, as it sends commands on the thread of the
 * caller. Either driver may be absent.
 */
final class ContextProviders {

	static final String REACTIVE = "com.mongodb.reactivestreams.client.ReactiveContextProvider";

	static final String SYNCHRONOUS = "com.mongodb.client.SynchronousContextProvider";

	private static final boolean reactiveDriver = isPresent(REACTIVE);

	private static final boolean blockingDriver = isPresent(SYNCHRONOUS);

	private ContextProviders() {
	}

	private static boolean isPresent(String type) {
		return ClassUtils.isPresent(type, ContextProviders.class.getClassLoader());
	}

	/**
	 * Return the context provider to use.
	 * @param provider that of the application, {@code null} if it has none
	 */
	static @Nullable ContextProvider trace(@Nullable ContextProvider provider, MongoCalls calls) {
		return reactiveDriver ? Reactive.trace(provider, calls) : provider;
	}

	/**
	 * Uses the reactive driver.
	 */
	private static final class Reactive {

		static @Nullable ContextProvider trace(@Nullable ContextProvider provider, MongoCalls calls) {
			if (provider instanceof ReactiveCaller || (provider != null && !isReactive(provider))) {
				return provider;
			}
			if (blockingDriver) {
				return Both.trace(provider, calls);
			}
			return new ReactiveCaller((ReactiveContextProvider) provider, calls);
		}

		private static boolean isReactive(ContextProvider provider) {
			return provider instanceof ReactiveContextProvider;
		}

	}

	/**
	 * Uses both drivers.
	 */
	private static final class Both {

		static ContextProvider trace(@Nullable ContextProvider provider, MongoCalls calls) {
			ReactiveContextProvider reactive = (ReactiveContextProvider) provider;
			if (provider == null || provider instanceof SynchronousContextProvider) {
				return new AnyCaller(reactive, (SynchronousContextProvider) provider, calls);
			}
			return new ReactiveCaller(reactive, calls);
		}

	}

}
