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

package io.github.springxray.console.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page stays small: it has no build step that would make it so.
 */
class PageSizeTests {

	private static final Pattern ASSET = Pattern.compile("(?:href|src)=\"assets/([^\"]+)\"");

	private static final int LIMIT = 300 * 1024;

	private final PageResources resources = new PageResources();

	private byte[] load(String path) {
		return Objects.requireNonNull(this.resources.find(path), path).body();
	}

	@Test
	void pageWithAllThatItLoadsIsBelowThreeHundredKilobytesCompressed() throws Exception {
		byte[] index = load("/");
		List<byte[]> all = new ArrayList<>(List.of(index));
		Matcher assets = ASSET.matcher(new String(index, StandardCharsets.UTF_8));
		while (assets.find()) {
			if (!assets.group(1).endsWith("main.js")) {
				all.add(load("/assets/" + assets.group(1)));
			}
		}
		Path scripts = Path
			.of(Objects.requireNonNull(PageResources.class.getClassLoader().getResource(PageResources.LOCATION + "js"))
				.toURI());
		try (Stream<Path> files = Files.walk(scripts)) {
			for (Path file : files.filter(Files::isRegularFile).toList()) {
				all.add(Files.readAllBytes(file));
			}
		}
		assertThat(all).hasSizeGreaterThan(40);
		int size = 0;
		for (byte[] content : all) {
			size += compressed(content);
		}
		assertThat(size).isBetween(LIMIT / 2, LIMIT);
	}

	private static int compressed(byte[] content) throws IOException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
			gzip.write(content);
		}
		return bytes.size();
	}

}
