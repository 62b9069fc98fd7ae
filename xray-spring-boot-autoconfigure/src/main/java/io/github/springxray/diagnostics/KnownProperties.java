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

package io.github.springxray.diagnostics;

import java.beans.PropertyDescriptor;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.BeanUtils;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.util.ClassUtils;

/**
 * The properties below {@code xray} that there are, from the metadata that editors read.
 */
final class KnownProperties {

	static final ConfigurationPropertyName ROOT = ConfigurationPropertyName.of("xray");

	static final String METADATA = "META-INF/spring-configuration-metadata.json";

	private static final Pattern ELEMENT_TYPE = Pattern.compile("java\\.util\\.(?:List|Set)<(.+)>");

	private final ClassLoader classLoader;

	private final Map<ConfigurationPropertyName, String> types = new LinkedHashMap<>();

	KnownProperties(ClassLoader classLoader) {
		this.classLoader = classLoader;
	}

	/**
	 * Read what this jar says.
	 * @return whether it says something
	 */
	boolean readOwn() throws IOException {
		String location = ClassUtils.convertClassNameToResourcePath(KnownProperties.class.getName())
				+ ClassUtils.CLASS_FILE_SUFFIX;
		URL own = this.classLoader.getResource(location);
		if (own != null) {
			String text = own.toString();
			read(new URL(own, text.substring(0, text.length() - location.length()) + METADATA));
		}
		return !this.types.isEmpty();
	}

	/**
	 * Read what all jars say, of which there are many and large ones.
	 */
	void readAll() throws IOException {
		for (URL url : Collections.list(this.classLoader.getResources(METADATA))) {
			read(url);
		}
	}

	/**
	 * Reads token by token, as an object mapper would take longer to start than all of
	 * this.
	 */
	private void read(URL url) throws IOException {
		try (InputStream in = url.openStream(); JsonParser parser = new JsonFactory().createParser(in)) {
			parser.nextToken();
			while (parser.nextToken() == JsonToken.FIELD_NAME) {
				boolean properties = parser.currentName().equals("properties");
				parser.nextToken();
				if (properties) {
					readProperties(parser);
				}
				else {
					parser.skipChildren();
				}
			}
		}
	}

	private void readProperties(JsonParser parser) throws IOException {
		while (parser.nextToken() == JsonToken.START_OBJECT) {
			Map<String, String> fields = new HashMap<>();
			while (parser.nextToken() == JsonToken.FIELD_NAME) {
				String field = parser.currentName();
				if (parser.nextToken() == JsonToken.VALUE_STRING) {
					fields.put(field, parser.getText());
				}
				parser.skipChildren();
			}
			ConfigurationPropertyName name = nameOf(fields.getOrDefault("name", ""));
			if (name != null && ROOT.isAncestorOf(name)) {
				this.types.put(name, fields.getOrDefault("type", ""));
			}
		}
	}

	private static @Nullable ConfigurationPropertyName nameOf(String name) {
		return ConfigurationPropertyName.isValid(name) ? ConfigurationPropertyName.of(name) : null;
	}

	boolean contain(ConfigurationPropertyName name) {
		for (ConfigurationPropertyName known = name; ROOT.isAncestorOf(known); known = known.getParent()) {
			String type = this.types.get(known);
			if (type != null) {
				return known.getNumberOfElements() == name.getNumberOfElements() || isWithin(type, known, name);
			}
		}
		return false;
	}

	/**
	 * Maps have any keys, lists have numbers, and objects in lists have properties again.
	 */
	private boolean isWithin(String type, ConfigurationPropertyName owner, ConfigurationPropertyName name) {
		if (type.startsWith("java.util.Map<")) {
			return true;
		}
		Matcher matcher = ELEMENT_TYPE.matcher(type);
		int first = owner.getNumberOfElements();
		if (!matcher.matches() || !name.isNumericIndex(first)) {
			return false;
		}
		return name.getNumberOfElements() == first + 1 || isPropertyOf(matcher.group(1), name, first + 1);
	}

	private boolean isPropertyOf(String type, ConfigurationPropertyName name, int index) {
		if (!ClassUtils.isPresent(type, this.classLoader)) {
			return true;
		}
		String written = name.getElement(index, Form.UNIFORM);
		for (PropertyDescriptor property : BeanUtils
			.getPropertyDescriptors(ClassUtils.resolveClassName(type, this.classLoader))) {
			if (property.getName().equalsIgnoreCase(written)) {
				return name.getNumberOfElements() == index + 1
						|| Map.class.isAssignableFrom(property.getPropertyType());
			}
		}
		return false;
	}

	/**
	 * Return the names that could be meant by one that there is not: those of all
	 * properties, and of the objects of its list.
	 */
	List<String> names(ConfigurationPropertyName written) {
		List<String> names = new ArrayList<>();
		this.types.forEach((name, type) -> {
			names.add(name.toString());
			Matcher matcher = ELEMENT_TYPE.matcher(type);
			int first = name.getNumberOfElements();
			if (name.isAncestorOf(written) && matcher.matches()
					&& name.getNumberOfElements() + 1 < written.getNumberOfElements()
					&& ClassUtils.isPresent(matcher.group(1), this.classLoader)) {
				for (PropertyDescriptor property : BeanUtils
					.getPropertyDescriptors(ClassUtils.resolveClassName(matcher.group(1), this.classLoader))) {
					names.add(written.chop(first + 1) + "." + dashed(property.getName()));
				}
			}
		});
		return names;
	}

	private static String dashed(String name) {
		return name.replaceAll("(\\p{Lu})", "-$1").toLowerCase(Locale.ROOT);
	}

}
