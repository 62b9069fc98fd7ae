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

package io.github.springxray.test.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Keeps the snippets of {@code docs/testing.md} in step with the tests here, which pass.
 */
class DocumentationTests {

	private static final Path DOCUMENT = Path.of("..", "docs", "testing.md");

	private static final Path SOURCES = Path.of("src", "test", "java", "io", "github", "springxray", "test");

	@Test
	void everySnippetIsPartOfTest() throws IOException {
		String sources = sources();
		List<String> snippets = snippets("java");
		assertThat(snippets).hasSizeGreaterThanOrEqualTo(5)
			.allSatisfy((snippet) -> assertThat(sources).contains(withoutSpace(snippet)));
	}

	@Test
	void everyPropertyIsSetInTest() throws IOException {
		String sources = sources();
		List<String> lines = snippets("properties").stream().flatMap(String::lines).toList();
		assertThat(lines).isNotEmpty().allSatisfy((line) -> assertThat(sources).contains("\"" + line + "\""));
	}

	@Test
	void dependencyIsThisModule() throws IOException {
		String pom = Files.readString(Path.of("pom.xml"));
		assertThat(snippets("xml")).singleElement().satisfies((snippet) -> {
			String artifact = snippet.lines().filter((line) -> line.contains("artifactId")).findFirst().orElseThrow();
			assertThat(pom).contains("\n\t" + artifact.strip());
		});
	}

	private static List<String> snippets(String language) throws IOException {
		return Pattern.compile("^```" + language + "\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE)
			.matcher(Files.readString(DOCUMENT))
			.results()
			.map((MatchResult match) -> match.group(1))
			.toList();
	}

	private static String sources() throws IOException {
		try (Stream<Path> files = Files.walk(SOURCES)) {
			return files.filter((file) -> file.toString().endsWith("Tests.java"))
				.map(DocumentationTests::read)
				.map(DocumentationTests::withoutSpace)
				.collect(Collectors.joining("\n"));
		}
	}

	private static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
	}

	private static String withoutSpace(String text) {
		return text.replaceAll("\\s+", "");
	}

}
