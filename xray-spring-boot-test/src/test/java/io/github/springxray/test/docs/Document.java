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
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A document with snippets.
 */
public enum Document {

	/** The first page. */
	README("README.md"),

	/** How to test what is traced. */
	TESTING("docs/testing.md"),

	/** How things are traced. */
	TRACING("docs/tracing.md"),

	/** How work without a request is traced. */
	JOBS("docs/jobs.md");

	private final Path path;

	Document(String path) {
		this.path = Path.of("..").resolve(path);
	}

	public Path path() {
		return this.path;
	}

	public String text() {
		try {
			return Files.readString(this.path);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * The fenced blocks of a language.
	 */
	public List<String> snippets(String language) {
		return Pattern.compile("^```" + language + "\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE)
			.matcher(text())
			.results()
			.map((MatchResult match) -> match.group(1))
			.toList();
	}

}
