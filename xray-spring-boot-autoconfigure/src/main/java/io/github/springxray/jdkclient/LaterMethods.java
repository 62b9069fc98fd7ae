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

package io.github.springxray.jdkclient;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.http.HttpClient;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * The methods that the JDK's client has since 21. Before, there is nothing to stop.
 */
final class LaterMethods {

	private static final @Nullable MethodHandle SHUTDOWN = find("shutdown", void.class);

	private static final @Nullable MethodHandle AWAIT = find("awaitTermination", boolean.class, Duration.class);

	private static final @Nullable MethodHandle TERMINATED = find("isTerminated", boolean.class);

	private static final @Nullable MethodHandle SHUTDOWN_NOW = find("shutdownNow", void.class);

	private static final @Nullable MethodHandle CLOSE = find("close", void.class);

	private LaterMethods() {
	}

	static void shutdown(HttpClient client) {
		run(SHUTDOWN, client);
	}

	static boolean awaitTermination(HttpClient client, Duration duration) throws InterruptedException {
		try {
			return AWAIT != null && (boolean) AWAIT.invokeExact(client, duration);
		}
		catch (InterruptedException | RuntimeException | Error ex) {
			throw ex;
		}
		catch (Throwable ex) {
			throw new IllegalStateException(ex);
		}
	}

	static boolean isTerminated(HttpClient client) {
		try {
			return TERMINATED != null && (boolean) TERMINATED.invokeExact(client);
		}
		catch (RuntimeException | Error ex) {
			throw ex;
		}
		catch (Throwable ex) {
			throw new IllegalStateException(ex);
		}
	}

	static void shutdownNow(HttpClient client) {
		run(SHUTDOWN_NOW, client);
	}

	static void close(HttpClient client) {
		run(CLOSE, client);
	}

	private static void run(@Nullable MethodHandle method, HttpClient client) {
		if (method == null) {
			return;
		}
		try {
			method.invokeExact(client);
		}
		catch (RuntimeException | Error ex) {
			throw ex;
		}
		catch (Throwable ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static @Nullable MethodHandle find(String name, Class<?> result, Class<?>... parameters) {
		try {
			return MethodHandles.publicLookup()
				.findVirtual(HttpClient.class, name, MethodType.methodType(result, parameters));
		}
		catch (NoSuchMethodException | IllegalAccessException ex) {
			return null;
		}
	}

}
