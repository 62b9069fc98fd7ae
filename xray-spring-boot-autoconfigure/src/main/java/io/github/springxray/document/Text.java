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

package io.github.springxray.document;

import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import org.springframework.lang.Contract;

/**
 * Strings as they can be written.
 */
final class Text {

	private static final int ID_LENGTH = 16;

	private static final char REPLACEMENT = '\uFFFD';

	private static final char ELLIPSIS = '\u2026';

	private Text() {
	}

	/**
	 * Cut a string to a number of characters, never in the middle of a surrogate pair,
	 * and replace surrogates that stand alone, which UTF-8 does not have.
	 */
	static String cut(String value, int max, boolean marked) {
		if (value.length() <= max) {
			return repair(value);
		}
		int end = marked ? max - 1 : max;
		if (Character.isHighSurrogate(value.charAt(end - 1))) {
			end--;
		}
		String cut = repair(value.substring(0, end));
		return marked ? cut + ELLIPSIS : cut;
	}

	static String repair(String value) {
		for (int i = 0; i < value.length(); i++) {
			if (Character.isSurrogate(value.charAt(i))) {
				return replaceLoneSurrogates(value);
			}
		}
		return value;
	}

	private static String replaceLoneSurrogates(String value) {
		StringBuilder repaired = new StringBuilder(value.length());
		for (int i = 0; i < value.length(); i++) {
			char c = value.charAt(i);
			boolean pair = Character.isHighSurrogate(c) && i + 1 < value.length()
					&& Character.isLowSurrogate(value.charAt(i + 1));
			if (pair) {
				repaired.append(c).append(value.charAt(++i));
			}
			else {
				repaired.append(Character.isSurrogate(c) ? REPLACEMENT : c);
			}
		}
		return repaired.toString();
	}

	/**
	 * The string of an object of the application, whose {@code toString} may throw.
	 * @param failures is told what it throws
	 */
	static String of(Object value, Consumer<Throwable> failures) {
		return of(value, Integer.MAX_VALUE, failures);
	}

	/**
	 * The string of an object of the application, or the beginning of a long one where
	 * the object gives that.
	 */
	static String of(Object value, int max, Consumer<Throwable> failures) {
		if (value instanceof String string) {
			return string;
		}
		try {
			if (Plain.isHuge(value)) {
				return notRecorded(value, Plain.DIGITS);
			}
			if (value instanceof CharSequence text && text.length() > max) {
				return text.subSequence(0, max).toString();
			}
			return String.valueOf(value.toString());
		}
		catch (Throwable ex) {
			Throwable failure = survivable(ex);
			failures.accept(failure);
			return notRecorded(value, "its toString() threw " + failure.getClass().getSimpleName());
		}
	}

	/**
	 * Return what was thrown if it says something of the object that threw it. An object
	 * that contains itself ends the stack, not the JVM.
	 * @throws VirtualMachineError if it says something of the JVM
	 */
	static Throwable survivable(Throwable thrown) {
		if (thrown instanceof VirtualMachineError error && !(thrown instanceof StackOverflowError)) {
			throw error;
		}
		return thrown;
	}

	/**
	 * What stands in the place of a value that cannot be written. It says why, and
	 * nothing of the value.
	 */
	static String notRecorded(@Nullable Object value, String reason) {
		return notRecordedType((value != null) ? value.getClass().getName() : "null", reason);
	}

	static String notRecordedType(String type, String reason) {
		return cut("(" + type + " not recorded: " + reason + ")", 250, false);
	}

	/**
	 * Whether a string is the id of a segment, subsegment or exception: 16 hexadecimal
	 * digits.
	 */
	@Contract("null -> false")
	static boolean isId(@Nullable String id) {
		if (id == null || id.length() != ID_LENGTH) {
			return false;
		}
		for (int i = 0; i < ID_LENGTH; i++) {
			if (Character.digit(id.charAt(i), 16) < 0 || id.charAt(i) > 'f') {
				return false;
			}
		}
		return true;
	}

	static String newId() {
		String hex = Long.toHexString(ThreadLocalRandom.current().nextLong());
		return "0".repeat(16 - hex.length()) + hex;
	}

}
