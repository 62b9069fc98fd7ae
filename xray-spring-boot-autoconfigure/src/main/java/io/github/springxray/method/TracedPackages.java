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

import java.util.List;
import java.util.regex.Pattern;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * The packages whose beans are traced without an annotation.
 */
final class TracedPackages {

	private static final Pattern NAME = Pattern.compile("[\\p{L}_$][\\p{L}\\p{N}_$]*(\\.[\\p{L}_$][\\p{L}\\p{N}_$]*)*");

	private final String[] prefixes;

	TracedPackages(List<String> packages) {
		this.prefixes = packages.stream().map(TracedPackages::prefix).toArray(String[]::new);
	}

	private static String prefix(String name) {
		if (!NAME.matcher(name).matches()) {
			throw new InvalidConfigurationPropertyValueException("xray.methods.packages", name,
					"It takes names of packages without wildcards, such as com.example.orders. "
							+ "Sub-packages are included.");
		}
		return name + ".";
	}

	boolean contain(Class<?> type) {
		for (String prefix : this.prefixes) {
			if (type.getName().startsWith(prefix)) {
				return true;
			}
		}
		return false;
	}

}
