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

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * The key of a constant annotation, as it is written in a property source. Spring Boot's
 * names of properties have lost its underscores, and so which of two keys it was.
 *
 * @param property the property as it is written
 * @param legal the key as X-Ray takes it: dots and dashes are underscores
 */
record AnnotationKey(String property, String legal) {

	private static final Pattern PROPERTY = Pattern.compile("(?i)xray\\.annotations(?<key>[.\\[].*)", Pattern.DOTALL);

	private static final Pattern VARIABLE = Pattern.compile("(?i)xray_annotations_(?<key>.+)", Pattern.DOTALL);

	private static final Pattern INDEX = Pattern.compile("\\[\\d+]");

	private static final Pattern LEGAL = Pattern.compile("[A-Za-z0-9_]+");

	/**
	 * Read the name of a property.
	 * @return the key, or {@code null} if it is the name of something else
	 * @throws InvalidConfigurationPropertyValueException if X-Ray would not keep it
	 */
	static @Nullable AnnotationKey of(String property, @Nullable Object value) {
		Matcher matcher = PROPERTY.matcher(property);
		return matcher.matches() ? of(property, matcher.group("key"), value) : null;
	}

	/**
	 * Read the name of an environment variable, which has neither case nor dots.
	 * @return the key, or {@code null} if it is the name of something else
	 */
	static @Nullable AnnotationKey ofVariable(String name, @Nullable Object value) {
		Matcher matcher = VARIABLE.matcher(name);
		return matcher.matches() ? of(name, matcher.group("key").toLowerCase(Locale.ROOT), value) : of(name, value);
	}

	static AnnotationKey of(String property, String written, @Nullable Object value) {
		if (INDEX.matcher(written).find()) {
			throw new InvalidConfigurationPropertyValueException(property, value,
					"An annotation has one value. Write one key for each, or all of them as one text.");
		}
		String key = written.replace(".[", ".").replace("[", ".").replace("]", "");
		String legal = (key.startsWith(".") ? key.substring(1) : key).replace('.', '_').replace('-', '_');
		if (!LEGAL.matcher(legal).matches()) {
			throw new InvalidConfigurationPropertyValueException(property, value,
					"The key of an annotation may have letters, digits and underscores only, and dots and dashes, "
							+ "which become underscores. Write " + suggestion(legal) + ".");
		}
		return new AnnotationKey(property, legal);
	}

	private static String suggestion(String key) {
		String legal = key.replaceAll("[^A-Za-z0-9_]+", "_");
		return "xray.annotations." + (legal.matches("_*") ? "<key>" : legal);
	}

	/**
	 * Return whether Spring Boot takes both for the same property: environment variables
	 * can write neither underscores nor upper case.
	 */
	boolean isRelaxed(AnnotationKey other) {
		return relaxed().equals(other.relaxed());
	}

	private String relaxed() {
		return this.legal.replace("_", "").toLowerCase(Locale.ROOT);
	}

}
