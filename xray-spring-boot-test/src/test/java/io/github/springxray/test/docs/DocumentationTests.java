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
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Keeps the snippets of the documents in step with the tests and applications here, which
 * work.
 */
class DocumentationTests {

	private static final Path SOURCES = Path.of("src", "test", "java");

	private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)?(#[^)]*)?\\)");

	@ParameterizedTest
	@EnumSource
	void everySnippetIsPartOfCodeThatWorks(Document document) throws IOException {
		String sources = sources();
		assertThat(document.snippets("java")).isNotEmpty()
			.allSatisfy((snippet) -> assertThat(sources).contains(withoutSpace(snippet)));
	}

	@Test
	void everyPropertyIsSetInTest() throws IOException {
		String sources = sources();
		List<String> lines = Document.TESTING.snippets("properties").stream().flatMap(String::lines).toList();
		assertThat(lines).isNotEmpty()
			.allSatisfy((line) -> assertThat(sources).contains(withoutSpace("\"" + line + "\"")));
	}

	@Test
	void dependencyOfTestingIsThisModule() throws IOException {
		String pom = Files.readString(Path.of("pom.xml"));
		assertThat(Document.TESTING.snippets("xml")).singleElement()
			.satisfies((snippet) -> assertThat(pom).contains("\n\t" + artifact(snippet)));
	}

	@Test
	void dependencyOfReadmeIsTheStarter() throws IOException {
		String pom = Files.readString(Path.of("..", "xray-spring-boot-starter", "pom.xml"));
		String parent = Files.readString(Path.of("..", "pom.xml"));
		assertThat(Document.README.snippets("xml")).singleElement().satisfies((snippet) -> {
			assertThat(pom).contains("\n\t" + artifact(snippet));
			String version = snippet.replaceAll("(?s).*<version>(.*)</version>.*", "$1");
			assertThat(parent).contains("<revision>" + version + "</revision>");
		});
	}

	@ParameterizedTest
	@MethodSource("pages")
	void everyLinkLeadsToAFileAndToAHeadlineInIt(Path page) throws IOException {
		String text = Files.readString(page);
		assertThat(LINK.matcher(text).results()).allSatisfy((link) -> {
			String file = link.group(1);
			Path target = (file != null) ? page.resolveSibling(file) : page;
			assertThat(target).exists();
			if (link.group(2) != null) {
				assertThat(headlines(target)).as("%s in %s", link.group(), page).contains(link.group(2).substring(1));
			}
		});
	}

	static List<Path> pages() throws IOException {
		try (Stream<Path> docs = Files.walk(Path.of("..", "docs"))) {
			return Stream.concat(docs.filter((file) -> file.toString().endsWith(".md")),
					Stream
						.of("README.md", "CONTRIBUTING.md", "RATIONALE.md", "CHANGELOG.md", "sample-app/README.md",
								"sample-webflux/README.md")
						.map(Path.of("..")::resolve))
				.toList();
		}
	}

	/**
	 * The anchors that GitHub gives to headlines.
	 */
	private static List<String> headlines(Path page) throws IOException {
		return Pattern.compile("^#+ (.*)$", Pattern.MULTILINE)
			.matcher(Files.readString(page))
			.results()
			.map((headline) -> headline.group(1)
				.toLowerCase(Locale.ROOT)
				.replaceAll("[^\\p{L}\\p{N} _-]", "")
				.replace(' ', '-'))
			.toList();
	}

	@Test
	void theExampleOfReadmeIsAWholeFileThatCompilesAsItIs() throws IOException {
		String source = Files.readString(SOURCES.resolve(Path.of("com", "example", "users", "UsersApplication.java")));
		assertThat(Document.README.snippets("java")).singleElement()
			.isEqualTo(source.substring(source.indexOf("package ")));
		assertThat(SOURCES.resolve(Path.of("com", "example", "users")))
			.isDirectoryNotContaining((file) -> !file.getFileName().toString().equals("UsersApplication.java"));
	}

	@Test
	void readmeIsReadInThreeMinutes() {
		String prose = Document.README.text()
			.replaceAll("(?s)```.*?```", "")
			.replaceAll("(?m)^\\|.*$", "")
			.replaceAll("]\\([^)]*\\)", "]");
		assertThat(prose.split("\\s+")).as("what is no table, in which one looks things up").hasSizeLessThan(600);
	}

	@Test
	void everyLibraryOfTheTableIsTracedOrNotInSomeWay() {
		List<String> rows = Document.README.text()
			.lines()
			.dropWhile((line) -> !line.startsWith("| library | automatic |"))
			.skip(2)
			.takeWhile((line) -> line.startsWith("|"))
			.toList();
		assertThat(rows).hasSizeGreaterThan(12).allSatisfy((row) -> {
			String[] cells = row.substring(1, row.length() - 1).split("\\|", -1);
			assertThat(cells).hasSize(5);
			assertThat(String.join("", Arrays.copyOfRange(cells, 1, 5))).isNotBlank();
		});
	}

	private static String artifact(String snippet) {
		return snippet.lines().filter((line) -> line.contains("artifactId")).findFirst().orElseThrow().strip();
	}

	private static String sources() throws IOException {
		try (Stream<Path> files = Files.walk(SOURCES)) {
			return files.filter((file) -> file.toString().endsWith(".java"))
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
