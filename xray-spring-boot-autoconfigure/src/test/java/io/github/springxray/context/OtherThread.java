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

package io.github.springxray.context;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * One thread of a pool, which keeps what tasks leave on it.
 */
final class OtherThread implements AutoCloseable {

	private final ExecutorService executor = Executors.newSingleThreadExecutor();

	<T> T call(Callable<T> task) {
		try {
			return this.executor.submit(task).get(20, TimeUnit.SECONDS);
		}
		catch (Exception ex) {
			throw new AssertionError("Failed on another thread", ex);
		}
	}

	void run(Runnable task) {
		call(Executors.callable(task));
	}

	/**
	 * Let what is running come to its end.
	 */
	@Override
	public void close() {
		this.executor.shutdown();
	}

}
