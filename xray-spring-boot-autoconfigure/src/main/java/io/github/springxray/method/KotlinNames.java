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
package io.github.springxray.method;

import java.lang.reflect.Method;
import java.util.regex.Pattern;

import org.springframework.core.KotlinDetector;

/**
 * Reads the names that Kotlin's compiler gives to methods.
 */
final class KotlinNames {

	/**
	 * A hash follows the name of a function that takes or returns a value class, and the
	 * name of the module that of an internal function.
	 */
	private static final Pattern SUFFIXES = Pattern.compile("(?<=.)(-[\\w-]{7})?(\\$\\w+)?$");

	private KotlinNames() {
	}

	/**
	 * Return the name of a method as it is in the source.
	 */
	static String nameOf(Method method) {
		String name = method.getName();
		if (!KotlinDetector.isKotlinType(method.getDeclaringClass())) {
			return name;
		}
		return withoutSuffixes(name);
	}

	static String withoutSuffixes(String name) {
		return SUFFIXES.matcher(name).replaceFirst("");
	}

}
