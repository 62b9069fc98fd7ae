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

package io.github.springxray.testsupport;

import java.lang.ref.WeakReference;
import java.time.Duration;

import org.awaitility.Awaitility;

/**
 * Forces collections, to see what is held too weakly and what too strongly.
 */
public final class GarbageCollection {

	private GarbageCollection() {
	}

	/**
	 * Return once what nothing refers to has been collected.
	 */
	public static void force() {
		awaitCollectionOf(new WeakReference<>(new Object()));
	}

	/**
	 * Return once an object has been collected.
	 * @param reference refers to the object
	 */
	public static void awaitCollectionOf(WeakReference<?> reference) {
		Awaitility.await().pollInterval(Duration.ofMillis(10)).until(() -> {
			System.gc();
			return reference.get() == null;
		});
	}

}
