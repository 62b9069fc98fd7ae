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

import java.util.ArrayDeque;
import java.util.Deque;

import org.jspecify.annotations.Nullable;

/**
 * What a static method uses of the application that runs. A JVM may run several contexts:
 * the one that started last is used, and when it closes the one before, in whichever
 * order they close.
 *
 * @param <T> what is used of a context
 */
public final class RunningContexts<T> {

	private final Deque<T> running = new ArrayDeque<>();

	private volatile @Nullable T latest;

	/**
	 * Return what to use.
	 * @return what the context that started last has, {@code null} if none runs
	 */
	public @Nullable T latest() {
		return this.latest;
	}

	/**
	 * Add a context that starts.
	 * @param context what it has to be used
	 */
	public synchronized void started(T context) {
		this.running.push(context);
		this.latest = context;
	}

	/**
	 * Remove a context that closes. Does nothing if it is not there.
	 * @param context what it had
	 */
	public synchronized void closed(T context) {
		this.running.removeFirstOccurrence(context);
		this.latest = this.running.peek();
	}

}
