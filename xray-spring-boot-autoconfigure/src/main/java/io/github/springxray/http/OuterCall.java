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

package io.github.springxray.http;

import java.net.URI;

import org.jspecify.annotations.Nullable;

/**
 * A call that one client is sending by means of another one on the same thread, so that
 * the one beneath knows that the call is recorded already.
 */
public final class OuterCall {

	private static final ThreadLocal<@Nullable OuterCall> current = new ThreadLocal<>();

	private final String method;

	private final String path;

	private OuterCall(String method, URI uri) {
		this.method = method;
		this.path = pathOf(uri);
	}

	/**
	 * Send a call.
	 * @param <T> what sending gives
	 * @param <E> what sending throws
	 * @param method the method of its request
	 * @param uri where it goes
	 * @param sending what sends it
	 * @return what sending gives
	 * @throws E what sending throws
	 */
	public static <T extends @Nullable Object, E extends Exception> T send(String method, URI uri,
			Sending<T, E> sending) throws E {
		OuterCall previous = current.get();
		current.set(new OuterCall(method, uri));
		try {
			return sending.send();
		}
		finally {
			restore(previous);
		}
	}

	/**
	 * Do what a client that is sending a call calls back for, which is none of its call.
	 * @param work what to do
	 */
	public static void aside(Runnable work) {
		OuterCall previous = current.get();
		current.remove();
		try {
			work.run();
		}
		finally {
			restore(previous);
		}
	}

	/**
	 * Return what is being sent on the calling thread.
	 * @return the call, {@code null} if there is none
	 */
	public static @Nullable OuterCall current() {
		return current.get();
	}

	private static void restore(@Nullable OuterCall previous) {
		if (previous != null) {
			current.set(previous);
		}
		else {
			current.remove();
		}
	}

	/**
	 * Return whether a call is one that is being sent. What balances load between them
	 * changes the host, but neither the method nor the path; and what a client calls for
	 * a token meanwhile is another call.
	 */
	boolean covers(String method, URI uri) {
		return this.method.equals(method) && this.path.equals(pathOf(uri));
	}

	private static String pathOf(URI uri) {
		String path = uri.getRawPath();
		return (path == null || path.isEmpty()) ? "/" : path;
	}

	/**
	 * Sends a call.
	 *
	 * @param <T> what sending gives
	 * @param <E> what sending throws
	 */
	@FunctionalInterface
	public interface Sending<T extends @Nullable Object, E extends Exception> {

		/**
		 * Send the call.
		 * @return what sending gives
		 * @throws E what sending throws
		 */
		T send() throws E;

	}

}
