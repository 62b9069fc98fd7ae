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

package io.github.springxray.docs;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

import org.springframework.beans.BeanUtils;
import org.springframework.beans.BeanWrapperImpl;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.util.ClassUtils;
import org.springframework.util.unit.DataSize;

import io.github.springxray.recorder.XRayProperties;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Keeps the properties as they are documented, for readers and for editors, in step with
 * those that there are.
 */
class PropertyTableTests {

	private static final Path PAGE = Path.of("..", "docs", "properties.md");

	private static final String BEGIN = "<!-- properties:begin -->\n";

	private static final String END = "<!-- properties:end -->";

	private final JsonNode metadata = read("META-INF/spring-configuration-metadata.json");

	@Test
	void thePageOfPropertiesHasAllOfThem() throws IOException {
		String page = Files.readString(PAGE);
		int begin = page.indexOf(BEGIN);
		int end = page.indexOf(END);
		assertThat(begin).as("the marker %s in docs/properties.md", BEGIN.strip()).isNotNegative().isLessThan(end);
		String expected = page.substring(0, begin + BEGIN.length()) + new PropertyTable(properties()).toMarkdown()
				+ page.substring(end);
		if (Boolean.getBoolean("xray.docs.update")) {
			Files.writeString(PAGE, expected);
			return;
		}
		assertThat(page).as("docs/properties.md has other properties than the code. Write them with%n%n"
				+ "  ./mvnw -pl xray-spring-boot-autoconfigure test -Dtest=PropertyTableTests -Dxray.docs.update=true%n")
			.isEqualTo(expected);
	}

	@Test
	void everyPropertyIsDescribedInSentences() {
		assertThat(properties()).hasSizeGreaterThan(20)
			.allSatisfy(
					(property) -> assertThat(property.path("description").asText()).as(property.path("name").asText())
						.matches("\\p{Lu}.{10,}\\.")
						.doesNotContain("{@", "  "));
	}

	@Test
	void everyPropertyHasDefaultOrSaysWhatItsAbsenceMeans() {
		assertThat(properties()).allSatisfy((property) -> {
			boolean empty = PropertyTable.isCollection(property) || PropertyTable.isMap(property);
			assertThat(property.has("defaultValue") || empty
					|| property.path("description").asText().contains("Defaults to "))
				.as(property.path("name").asText())
				.isTrue();
		});
	}

	@Test
	void defaultsAreThoseOfTheCode() {
		assertThat(properties())
			.allSatisfy((property) -> assertThat(documentedDefault(property)).as(property.path("name").asText())
				.isEqualTo(defaultInCode(property)));
	}

	@Test
	void hintsAreForPropertiesThatExist() {
		Set<String> names = properties().stream()
			.map((property) -> property.path("name").asText() + (PropertyTable.isMap(property) ? ".keys" : ""))
			.collect(Collectors.toSet());
		assertThat(this.metadata.path("hints")).isNotEmpty()
			.allSatisfy((hint) -> assertThat(names).contains(hint.path("name").asText()));
	}

	/**
	 * What is no word, but a number, a text of some form or one of a set.
	 */
	@Test
	void everyValueThatIsChosenBoundedOrOfSomeFormHasAHint() {
		List<String> hinted = new ArrayList<>();
		this.metadata.path("hints").forEach((hint) -> hinted.add(hint.path("name").asText()));
		List<String> expected = properties().stream()
			.filter((property) -> !property.path("type").asText().matches("java\\.lang\\.(Boolean|String)"))
			.filter((property) -> !PropertyTable.isMap(property))
			.map((property) -> property.path("name").asText())
			.filter((name) -> !name.equals("xray.sampling.rules"))
			.toList();
		assertThat(hinted).containsAll(expected).contains("xray.daemon.address", "xray.annotations.keys");
	}

	/**
	 * Those below our prefix. Spring Boot adds its own of the actuator's endpoint.
	 */
	private List<JsonNode> properties() {
		List<JsonNode> properties = new ArrayList<>();
		this.metadata.path("properties").forEach((property) -> {
			if (property.path("name").asText().startsWith("xray.")) {
				properties.add(property);
			}
		});
		return properties;
	}

	private static List<String> documentedDefault(JsonNode property) {
		List<String> values = new ArrayList<>();
		JsonNode value = property.path("defaultValue");
		if (value.isArray()) {
			value.forEach((element) -> values.add(element.asText()));
		}
		else if (!value.isMissingNode()) {
			values.add(value.asText());
		}
		return values;
	}

	private static List<String> defaultInCode(JsonNode property) {
		String type = property.path("sourceType").asText();
		String name = property.path("name").asText();
		Object bean = BeanUtils.instantiateClass(ClassUtils.resolveClassName(type, null));
		Object value = new BeanWrapperImpl(bean).getPropertyValue(camelCase(name.substring(name.lastIndexOf('.') + 1)));
		if (value instanceof Collection<?> collection) {
			return collection.stream().map(PropertyTableTests::text).toList();
		}
		if (value instanceof Map<?, ?> map) {
			return map.keySet().stream().map(Object::toString).toList();
		}
		return (value != null) ? List.of(text(value)) : List.of();
	}

	private static String text(Object value) {
		if (value instanceof Duration duration) {
			return DurationStyle.SIMPLE.print(duration, ChronoUnit.SECONDS);
		}
		if (value instanceof DataSize size) {
			return size.toMegabytes() + "MB";
		}
		return (value instanceof Enum<?> constant) ? constant.name().toLowerCase(Locale.ROOT).replace('_', '-')
				: value.toString();
	}

	private static String camelCase(String name) {
		StringBuilder camelCase = new StringBuilder();
		for (String part : name.split("-")) {
			camelCase.append(camelCase.isEmpty() ? part : Character.toUpperCase(part.charAt(0)) + part.substring(1));
		}
		return camelCase.toString();
	}

	/**
	 * That of this module: many jars on the class path have a file of this name.
	 */
	private static JsonNode read(String name) {
		try {
			URI classes = XRayProperties.class.getProtectionDomain().getCodeSource().getLocation().toURI();
			return new ObjectMapper().readTree(Path.of(classes).resolve(name).toFile());
		}
		catch (IOException | URISyntaxException ex) {
			throw new AssertionError(ex);
		}
	}

}
