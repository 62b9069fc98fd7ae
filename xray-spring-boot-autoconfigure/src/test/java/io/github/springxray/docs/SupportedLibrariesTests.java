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
import java.net.URL;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.annotation.ImportCandidates;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Keeps the page of supported libraries in step with what is traced and with the tests.
 */
class SupportedLibrariesTests {

	private static final Path ROOT = Path.of("..");

	/**
	 * The packages of auto-configurations that trace no library.
	 */
	private static final Set<String> OTHERS = Set.of("actuate", "console", "context", "datadog", "diagnostics",
			"emitter", "http", "job", "patch", "platform", "recorder", "sampling", "test");

	private static final Pattern CODE = Pattern.compile("`([^`]+)`");

	private static final Pattern VERSION = Pattern.compile("`([^`]+)` ([0-9][^ ,|]*)");

	private final List<String[]> rows = rows();

	@Test
	void eachRowIsComplete() {
		assertThat(this.rows).hasSizeGreaterThan(20)
			.allSatisfy((row) -> assertThat(row).hasSize(6).allSatisfy((cell) -> assertThat(cell).isNotBlank()));
	}

	@Test
	void eachAutoConfigurationThatTracesALibraryHasARow() {
		Set<String> expected = new TreeSet<>();
		ImportCandidates.load(AutoConfiguration.class, null).forEach((name) -> {
			if (name.startsWith("io.github.springxray.") && !OTHERS.contains(name.split("\\.")[3])) {
				expected.add(name.substring(name.lastIndexOf('.') + 1));
			}
		});
		assertThat(names(4)).isEqualTo(expected);
	}

	@Test
	void eachTestIsThere() throws IOException {
		assertThat(testClasses()).containsAll(names(5));
	}

	@Test
	void eachSwitchIsAProperty() throws IOException {
		String properties = Files.readString(ROOT.resolve("docs/properties.md"));
		assertThat(names(3)).allSatisfy((name) -> assertThat(properties).contains("| `" + name + "` |"));
	}

	@Test
	void versionsAreThoseThatTheTestsRunWith() throws IOException {
		Set<String> jars = jars();
		String pom = Files.readString(ROOT.resolve("pom.xml"));
		assertThat(this.rows).allSatisfy((row) -> {
			Matcher version = VERSION.matcher(row[1]);
			while (version.find()) {
				String artifact = version.group(1);
				boolean here = jars.stream().anyMatch((jar) -> jar.matches(Pattern.quote(artifact) + "-[0-9].*"));
				assertThat(here ? jars : Set.copyOf(List.of(pom.split("[<>]"))))
					.contains(here ? artifact + "-" + version.group(2) + ".jar" : version.group(2));
			}
		});
	}

	private static List<String[]> rows() {
		try {
			String page = Files.readString(ROOT.resolve("docs/supported-libraries.md"));
			String table = page.substring(page.indexOf("<!-- libraries:begin -->"),
					page.indexOf("<!-- libraries:end -->"));
			return table.lines()
				.filter((line) -> line.startsWith("| "))
				.skip(1)
				.map((line) -> line.substring(2, line.length() - 2).split(" \\| "))
				.toList();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private Set<String> names(int column) {
		Set<String> names = new TreeSet<>();
		for (String[] row : this.rows) {
			CODE.matcher(row[column]).results().forEach((match) -> names.add(match.group(1)));
		}
		return names;
	}

	private static Set<String> testClasses() throws IOException {
		Set<String> names = new HashSet<>();
		Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {

			@Override
			public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
				String name = directory.getFileName().toString();
				return (name.equals("target") || name.equals("main") || name.equals(".git"))
						? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
			}

			@Override
			public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
				names.add(file.getFileName().toString().replace(".java", ""));
				return FileVisitResult.CONTINUE;
			}

		});
		return names;
	}

	/**
	 * Surefire may hide the class path in a manifest; each jar has one of its own.
	 */
	private static Set<String> jars() throws IOException {
		Set<String> jars = new HashSet<>();
		for (URL url : Collections
			.list(SupportedLibrariesTests.class.getClassLoader().getResources("META-INF/MANIFEST.MF"))) {
			jars.add(url.getPath().replaceAll("!/.*", "").replaceAll(".*/", ""));
		}
		return jars;
	}

}
