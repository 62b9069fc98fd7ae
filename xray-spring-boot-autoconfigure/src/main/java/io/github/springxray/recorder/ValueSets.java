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

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.core.convert.ConversionFailedException;
import org.springframework.util.ClassUtils;
import org.springframework.util.unit.DataSize;

/**
 * Says what may be written where something else was read, above all which values: an
 * environment variable of the SDK has others than the property that it stands for.
 */
final class ValueSets {

	private static final ConfigurationPropertyName ROOT = ConfigurationPropertyName.of("xray");

	/**
	 * Values of the SDK's variables, and what means the same in a property.
	 */
	private static final Map<String, String> MEANINGS = Map.of("RUNTIME_ERROR", "fail", "LOG_ERROR", "log",
			"IGNORE_ERROR", "ignore", "true", "raw");

	/**
	 * What to write where any value of a type is taken.
	 */
	private static final Map<Class<?>, String> ADVICE = Map.of(Integer.class, "Write a whole number.", Long.class,
			"Write a whole number.", Double.class, "Write a number such as 0.05.", Duration.class,
			"Write a duration such as 500ms, 2s or 10m.", DataSize.class, "Write a size such as 512KB or 32MB.");

	private ValueSets() {
	}

	/**
	 * Explain why a property could not be bound.
	 * @param name the property
	 * @param property where its value was found
	 * @param failure what is wrong with it
	 * @return the explanation, or {@code null} if it is no property of ours with a set of
	 * values
	 */
	static @Nullable InvalidConfigurationPropertyValueException explain(ConfigurationPropertyName name,
			@Nullable ConfigurationProperty property, @Nullable Throwable failure) {
		if (!ROOT.isAncestorOf(name) || !(failure instanceof ConversionFailedException conversion)) {
			return null;
		}
		Class<?> type = ClassUtils.resolvePrimitiveIfNecessary(conversion.getTargetType().getType());
		String advice = ADVICE.get(type);
		if (advice != null) {
			return new InvalidConfigurationPropertyValueException(name.toString(), conversion.getValue(), advice);
		}
		List<String> values = valuesOf(type);
		if (values.isEmpty()) {
			return null;
		}
		Origin origin = (property != null) ? property.getOrigin() : null;
		if (origin instanceof PropertySourceOrigin source) {
			origin = source.getOrigin();
		}
		if (origin instanceof VariableOrigin variable && !variable.accepted().isEmpty()) {
			return explain(name, "the " + variable.name(), variable.value(), variable.accepted());
		}
		return explain(name, name.toString(), String.valueOf(conversion.getValue()), values);
	}

	private static InvalidConfigurationPropertyValueException explain(ConfigurationPropertyName name, String source,
			String value, List<String> values) {
		return new InvalidConfigurationPropertyValueException(name.toString(), value,
				sameMeaning(value, values) + "The values of " + source + " are " + String.join(", ", values) + ".");
	}

	private static String sameMeaning(String value, List<String> values) {
		for (Map.Entry<String, String> meaning : MEANINGS.entrySet()) {
			String same = null;
			if (meaning.getKey().equalsIgnoreCase(value.trim())) {
				same = meaning.getValue();
			}
			else if (meaning.getValue().equalsIgnoreCase(value.trim())) {
				same = meaning.getKey();
			}
			if (same != null && values.contains(same)) {
				return "Write " + same + " instead of " + value + ". ";
			}
		}
		return "";
	}

	private static List<String> valuesOf(Class<?> type) {
		if (type == boolean.class || type == Boolean.class) {
			return List.of("true", "false");
		}
		if (!type.isEnum()) {
			return List.of();
		}
		return Arrays.stream(type.getEnumConstants())
			.map((constant) -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-'))
			.toList();
	}

}
