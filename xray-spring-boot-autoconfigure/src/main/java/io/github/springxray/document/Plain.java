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

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

import io.github.springxray.entity.PlainMaps;

/**
 * Tells what can be read by any thread, as reading it runs no code of the application:
 * strings, numbers and booleans of the JDK, and the JDK's own maps, lists and arrays.
 * Classes are compared, not types, as the application may extend a class of the JDK.
 */
final class Plain {

	/**
	 * More digits than any reader of a trace has a use for. To print a number of many
	 * millions of digits takes minutes.
	 */
	private static final int MAX_BITS = 4096;

	private static final Set<Class<?>> LISTS = new HashSet<>(
			List.of(ArrayList.class, List.of().getClass(), List.of(1).getClass(), Arrays.asList(1).getClass(),
					Collections.emptyList().getClass(), Collections.singletonList(1).getClass()));

	private static final Set<Class<?>> SETS = new HashSet<>(
			List.of(HashSet.class, LinkedHashSet.class, Collections.newSetFromMap(new ConcurrentHashMap<>()).getClass(),
					Set.of().getClass(), Set.of(1).getClass()));

	static final String DIGITS = "it has too many digits";

	private static final String UNREAD = "put after the end, or still in progress";

	private Plain() {
	}

	static boolean isMap(Object value) {
		return PlainMaps.isOne(value);
	}

	static boolean isList(Object value) {
		return LISTS.contains(value.getClass());
	}

	/**
	 * Whether a value is such a list, or a set like those that the SDK makes.
	 */
	static boolean isCollection(Object value) {
		return isList(value) || SETS.contains(value.getClass());
	}

	/**
	 * Whether a value is a string, a boolean, or a number that never changes and is not
	 * too large to print.
	 */
	static boolean isScalar(Object value) {
		return value instanceof String || value instanceof Boolean
				|| (value instanceof Number number && isNumber(number));
	}

	static boolean isNumber(Number value) {
		if (value instanceof Integer || value instanceof Long || value instanceof Double || value instanceof Float
				|| value instanceof Short || value instanceof Byte) {
			return true;
		}
		if (value.getClass() == BigDecimal.class) {
			return isNumber(((BigDecimal) value).unscaledValue());
		}
		return value.getClass() == BigInteger.class && !isHuge(value);
	}

	/**
	 * Whether a number has more digits than anybody wants to wait for.
	 */
	static boolean isHuge(@Nullable Object value) {
		return isHuge(value, MAX_BITS);
	}

	/**
	 * Whether a number has more bits than a limit, which is known without printing it.
	 */
	static boolean isHuge(@Nullable Object value, long bits) {
		if (value instanceof BigDecimal decimal) {
			return decimal.unscaledValue().bitLength() > bits;
		}
		return value instanceof BigInteger integer && integer.bitLength() > bits;
	}

	/**
	 * The string of a plain value or of a key, and of any other what says that it was not
	 * read.
	 */
	static String text(@Nullable Object value) {
		if (value instanceof CapturedJson captured) {
			return captured.json();
		}
		return (value != null && isScalar(value)) ? value.toString() : unread(value);
	}

	/**
	 * What stands in the place of a value that only the application can read.
	 */
	static String unread(@Nullable Object value) {
		return Text.notRecorded(value, UNREAD);
	}

}
