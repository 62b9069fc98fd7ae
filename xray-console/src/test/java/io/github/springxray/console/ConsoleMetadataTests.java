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

package io.github.springxray.console;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Keeps what editors say of the properties of the console in step with those that there
 * are.
 */
class ConsoleMetadataTests {

	@Test
	void everyPropertyButSwitchesHasAHintAndEveryHintAProperty() throws Exception {
		URI classes = XRayConsoleProperties.class.getProtectionDomain().getCodeSource().getLocation().toURI();
		JsonNode metadata = new ObjectMapper()
			.readTree(Path.of(classes).resolve("META-INF/spring-configuration-metadata.json").toFile());
		List<String> properties = new ArrayList<>();
		metadata.path("properties").forEach((property) -> {
			if (!property.path("type").asText().equals("java.lang.Boolean")) {
				properties.add(property.path("name").asText());
			}
		});
		List<String> hints = new ArrayList<>();
		metadata.path("hints").forEach((hint) -> hints.add(hint.path("name").asText()));
		assertThat(hints).hasSizeGreaterThan(5).containsExactlyInAnyOrderElementsOf(properties);
	}

}
