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

package io.github.springxray.recorder;

import org.jspecify.annotations.Nullable;

/**
 * Stands for an exception in a line of the log: its type, its stack and those of its
 * causes. Messages of drivers and of the application may tell passwords and values, so
 * only those of the JVM about faults in code are repeated.
 */
public final class LoggedFault extends Exception {

	private static final long serialVersionUID = 1L;

	private static final int MAX_CAUSES = 10;

	private final String description;

	private LoggedFault(Throwable fault, @Nullable Throwable cause) {
		super(null, cause, false, true);
		this.description = describe(fault);
		setStackTrace(fault.getStackTrace());
	}

	/**
	 * Return what to log of an exception.
	 * @param fault the exception, {@code null} for none
	 * @return what stands for it, {@code null} for none
	 */
	public static @Nullable LoggedFault of(@Nullable Throwable fault) {
		return of(fault, 0);
	}

	private static @Nullable LoggedFault of(@Nullable Throwable fault, int depth) {
		if (fault == null || depth >= MAX_CAUSES) {
			return null;
		}
		try {
			return new LoggedFault(fault, of(fault.getCause(), depth + 1));
		}
		catch (RuntimeException | LinkageError | StackOverflowError ex) {
			// The exception is the application's and may throw what it likes
			return null;
		}
	}

	private static String describe(Throwable fault) {
		String type = fault.getClass().getName();
		boolean ofCode = fault instanceof NullPointerException || fault instanceof ClassCastException
				|| fault instanceof IndexOutOfBoundsException || fault instanceof LinkageError;
		return ofCode ? type + ": " + fault.getMessage() : type;
	}

	@Override
	public String toString() {
		return this.description;
	}

}
