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

package io.github.springxray.console.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class DocumentationTests {

	@Test
	void everyPropertyIsDescribedForEditorsAndReaders() throws IOException {
		String guide = Files.readString(Path.of("..", "docs", "console.md"));
		JsonNode properties = metadata().path("properties");
		assertThat(properties).hasSizeGreaterThan(10).allSatisfy((property) -> {
			String name = property.path("name").asString();
			assertThat(property.path("description").asString("")).as(name).matches("\\p{Lu}.{10,}\\.");
			assertThat(guide).contains("`" + name + "`");
		});
	}

	private static JsonNode metadata() throws IOException {
		try (InputStream stream = ConsoleConfiguration.class
			.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
			// Of all modules on the class path, this is the one in front
			JsonNode metadata = new JsonMapper().readTree(Objects.requireNonNull(stream));
			assertThat(metadata.path("properties").valueStream().map((property) -> property.path("name").asString()))
				.allMatch((name) -> name.startsWith("xray.console."));
			return metadata;
		}
	}

}
