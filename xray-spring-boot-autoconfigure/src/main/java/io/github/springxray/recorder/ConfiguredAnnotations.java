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

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginLookup;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.util.ObjectUtils;

/**
 * Reads {@code xray.annotations} where they are written. What the binder of Spring Boot
 * makes of them has lost underscores, and whether a value was a number or a text.
 */
final class ConfiguredAnnotations {

	private static final Pattern YAML = Pattern.compile("\\.ya?ml\\b");

	private static final String JSON = "spring.application.json";

	private final ConfigurableEnvironment environment;

	private final Map<AnnotationKey, Object> found = new LinkedHashMap<>();

	private ConfiguredAnnotations(ConfigurableEnvironment environment) {
		this.environment = environment;
	}

	/**
	 * Read the annotations.
	 * @param environment where they are written
	 * @param bound what the binder has made of them; holds what was set otherwise, too
	 * @return legal keys and values, which are texts, numbers and booleans
	 * @throws InvalidConfigurationPropertyValueException if one of them cannot be kept
	 */
	static Map<String, Object> read(ConfigurableEnvironment environment, Map<String, Object> bound) {
		ConfiguredAnnotations annotations = new ConfiguredAnnotations(environment);
		Deque<EnumerablePropertySource<?>> lowestFirst = new ArrayDeque<>();
		for (PropertySource<?> source : environment.getPropertySources()) {
			if (source instanceof EnumerablePropertySource<?> enumerable) {
				lowestFirst.push(enumerable);
			}
		}
		lowestFirst.forEach(annotations::add);
		annotations.addOthers(bound);
		Map<String, Object> legal = new LinkedHashMap<>();
		annotations.found.forEach((key, value) -> legal.put(key.legal(), value));
		return legal;
	}

	/**
	 * Add those of one source, which win over those of the sources before it.
	 */
	private void add(EnumerablePropertySource<?> source) {
		boolean variables = source instanceof SystemEnvironmentPropertySource;
		Map<AnnotationKey, Object> own = new LinkedHashMap<>();
		for (String name : source.getPropertyNames()) {
			Object written = source.getProperty(name);
			AnnotationKey key = variables ? AnnotationKey.ofVariable(name, written) : AnnotationKey.of(name, written);
			if (key != null && written != null) {
				own.keySet().stream().filter((other) -> other.legal().equals(key.legal())).forEach((other) -> {
					throw new InvalidConfigurationPropertyValueException(name, written, "It is the annotation "
							+ key.legal() + ", as " + other.property() + " is. Leave one of them out.");
				});
				own.put(key, value(source, name, written));
			}
		}
		List<AnnotationKey> before = List.copyOf(this.found.keySet());
		own.forEach((key, value) -> overridden(before, key).forEach((each) -> this.found.put(each, value)));
	}

	private static List<AnnotationKey> overridden(List<AnnotationKey> before, AnnotationKey key) {
		List<AnnotationKey> same = before.stream().filter((other) -> other.legal().equals(key.legal())).toList();
		if (same.isEmpty()) {
			same = before.stream().filter(key::isRelaxed).toList();
		}
		return same.isEmpty() ? List.of(key) : same;
	}

	private Object value(EnumerablePropertySource<?> source, String name, Object written) {
		if (!(written instanceof CharSequence)) {
			return AnnotationValues.ofTyped(name, written);
		}
		String text = written.toString();
		String resolved = this.environment.resolvePlaceholders(text);
		// What a placeholder stands for was written elsewhere
		return (resolved.equals(text) && isTyped(source, name)) ? text : AnnotationValues.ofText(resolved);
	}

	private static boolean isTyped(EnumerablePropertySource<?> source, String name) {
		Origin origin = OriginLookup.getOrigin(source, name);
		String file = (origin instanceof TextResourceOrigin text && text.getResource() != null)
				? text.getResource().getFilename() : null;
		return isYaml(file) || isYaml(source.getName()) || source.getName().equals(JSON);
	}

	private static boolean isYaml(@Nullable String name) {
		return name != null && YAML.matcher(name).find();
	}

	private void addOthers(Map<?, ?> bound) {
		addOthers("", bound, List.copyOf(this.found.keySet()));
	}

	private void addOthers(String prefix, Map<?, ?> bound, List<AnnotationKey> written) {
		bound.forEach((name, value) -> {
			String path = prefix + "." + name;
			if (value instanceof Map<?, ?> nested) {
				addOthers(path, nested, written);
				return;
			}
			boolean several = value instanceof Collection || ObjectUtils.isArray(value);
			AnnotationKey key = AnnotationKey.of("xray.annotations" + path, several ? path + "[0]" : path, value);
			if (value != null && written.stream().noneMatch(key::isRelaxed)) {
				this.found.put(key, (value instanceof CharSequence text) ? AnnotationValues.ofText(text.toString())
						: AnnotationValues.ofTyped(key.property(), value));
			}
		});
	}

}
