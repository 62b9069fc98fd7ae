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

package io.github.springxray.actuate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.Sanitizer;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;

/**
 * Shows each value to the application's sanitizing functions, as Spring Boot's own
 * endpoints do.
 */
final class SanitizedValues {

	private final Sanitizer sanitizer;

	SanitizedValues(List<SanitizingFunction> functions) {
		this.sanitizer = new Sanitizer(functions);
	}

	Map<String, Object> of(Map<String, ?> values) {
		return of("xray", values);
	}

	private Map<String, Object> of(String prefix, Map<?, ?> values) {
		Map<String, Object> copy = new LinkedHashMap<>();
		values.forEach((key, value) -> copy.put(String.valueOf(key), of(prefix + "." + key, value)));
		return copy;
	}

	private @Nullable Object of(String key, @Nullable Object value) {
		if (value instanceof Map<?, ?> map) {
			return of(key, map);
		}
		if (value instanceof Collection<?> values) {
			List<@Nullable Object> copy = new ArrayList<>();
			values.forEach((element) -> copy.add(of(key, element)));
			return copy;
		}
		return this.sanitizer.sanitize(new SanitizableData(null, key, value), true);
	}

}
