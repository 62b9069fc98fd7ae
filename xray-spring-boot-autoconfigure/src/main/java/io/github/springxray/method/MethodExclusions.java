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
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.util.ClassUtils;

/**
 * What the application excludes by name: packages, classes and methods, annotated or not.
 */
final class MethodExclusions {

	private static final String SEGMENT = "[\\p{L}_$*][\\p{L}\\p{N}_$*]*";

	private static final Pattern LEGAL = Pattern.compile(SEGMENT + "(\\." + SEGMENT + ")*");

	private static final Pattern STARS = Pattern.compile("[*.]+");

	private final List<String> packages = new ArrayList<>();

	private final List<Pattern> patterns = new ArrayList<>();

	MethodExclusions(List<String> entries) {
		for (String entry : entries) {
			check(entry);
			if (!entry.contains("*")) {
				this.packages.add(entry + ".");
			}
			this.patterns.add(Pattern.compile(expressionOf(entry)));
		}
	}

	private static void check(String entry) {
		if (!LEGAL.matcher(entry).matches()) {
			throw new InvalidConfigurationPropertyValueException("xray.methods.exclude", entry,
					"It takes names of packages, classes or methods, such as com.example.orders.internal, "
							+ "com.example.orders.OrderMapper, OrderService.find* or *Mapper. "
							+ "A * stands for a part of a name, ** for any number of names.");
		}
		if (STARS.matcher(entry).matches()) {
			throw new InvalidConfigurationPropertyValueException("xray.methods.exclude", entry,
					"It would exclude everything. Write xray.methods.enabled=false instead.");
		}
	}

	private static String expressionOf(String entry) {
		StringBuilder expression = new StringBuilder();
		for (int i = 0; i < entry.length(); i++) {
			if (entry.startsWith("**", i)) {
				expression.append(".*");
				i++;
			}
			else if (entry.charAt(i) == '*') {
				expression.append("[^.]*");
			}
			else {
				expression.append(Pattern.quote(entry.substring(i, i + 1)));
			}
		}
		return expression.toString();
	}

	boolean exclude(Class<?> type) {
		return this.packages.stream().anyMatch(ClassUtils.getPackageName(type).concat(".")::startsWith)
				|| matches(type, "");
	}

	boolean exclude(Class<?> type, Method method) {
		return matches(type, "." + KotlinNames.nameOf(method)) || (type != method.getDeclaringClass()
				&& matches(method.getDeclaringClass(), "." + KotlinNames.nameOf(method)));
	}

	private boolean matches(Class<?> type, String suffix) {
		return matches(type.getName() + suffix) || matches(type.getName().replace('$', '.') + suffix)
				|| matches(type.getSimpleName() + suffix);
	}

	private boolean matches(String name) {
		return this.patterns.stream().anyMatch((pattern) -> pattern.matcher(name).matches());
	}

}
