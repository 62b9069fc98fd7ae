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

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;

import org.jspecify.annotations.Nullable;

/**
 * What has failed where a result comes later.
 */
public final class Failures {

	private Failures() {
	}

	/**
	 * Return what a stage has failed with. What a stage depends on fails with its cause,
	 * and one that nobody wants any more has not failed.
	 * @param thrown what the stage says, {@code null} if it has a result
	 * @return the exception to record, {@code null} if there is none
	 */
	public static @Nullable Throwable of(@Nullable Throwable thrown) {
		Throwable failure = thrown;
		while (failure instanceof CompletionException && failure.getCause() != null) {
			failure = failure.getCause();
		}
		return (failure instanceof CancellationException) ? null : failure;
	}

}
