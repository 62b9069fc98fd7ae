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

import java.lang.reflect.Method;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadFactory;
import java.util.function.UnaryOperator;

/**
 * The structured concurrency of Java 25, for tests that are compiled for an older one.
 */
final class StructuredScope {

	private static final String PACKAGE = "java.util.concurrent.";

	private StructuredScope() {
	}

	/**
	 * Open a scope.
	 * @param factory makes its threads
	 * @return the scope, to be closed on the same thread
	 */
	static AutoCloseable open(ThreadFactory factory) throws ReflectiveOperationException {
		Class<?> joiners = Class.forName(PACKAGE + "StructuredTaskScope$Joiner");
		Object joiner = joiners.getMethod("awaitAllSuccessfulOrThrow").invoke(null);
		Method withThreadFactory = configuration().getMethod("withThreadFactory", ThreadFactory.class);
		UnaryOperator<Object> configure = (known) -> {
			try {
				return withThreadFactory.invoke(known, factory);
			}
			catch (ReflectiveOperationException ex) {
				throw new IllegalStateException(ex);
			}
		};
		for (Method method : type().getMethods()) {
			if (method.getName().equals("open") && method.getParameterCount() == 2) {
				return (AutoCloseable) method.invoke(null, joiner, configure);
			}
		}
		throw new NoSuchMethodException("open");
	}

	static void fork(AutoCloseable scope, Callable<?> task) throws ReflectiveOperationException {
		type().getMethod("fork", Callable.class).invoke(scope, task);
	}

	static void join(AutoCloseable scope) throws ReflectiveOperationException {
		type().getMethod("join").invoke(scope);
	}

	private static Class<?> type() throws ClassNotFoundException {
		return Class.forName(PACKAGE + "StructuredTaskScope");
	}

	private static Class<?> configuration() throws ClassNotFoundException {
		try {
			return Class.forName(PACKAGE + "StructuredTaskScope$Configuration");
		}
		catch (ClassNotFoundException ex) {
			return Class.forName(PACKAGE + "StructuredTaskScope$Config");
		}
	}

}
