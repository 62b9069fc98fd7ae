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

package io.github.springxray.console.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Takes the pictures of the documentation. {@code -Dxray.docs.update=true} writes them.
 */
@BrowserTest
@EnabledIfSystemProperty(named = "xray.docs.update", matches = "true",
		disabledReason = "Pictures are only taken with -Dxray.docs.update=true")
class ScreenshotTests {

	private static final Path IMAGES = Path.of("..", "docs", "images");

	private final Browser browser;

	ScreenshotTests(Browser browser) {
		this.browser = browser;
	}

	@ParameterizedTest
	@ValueSource(strings = { "light", "dark" })
	void showTheConsole(String scheme) throws IOException {
		try (RunningConsole console = new RunningConsole().withVisits(220)) {
			this.browser.colorScheme(scheme);
			this.browser.open(console.url());
			this.browser.see("#map .map-labels button", "users");
			this.browser.see("#traces-rows tr");
			write("overview", scheme);
			this.browser.filter("fault");
			this.browser.see("#traces-count", " of ");
			this.browser.see("#traces-rows tr", "/users/13/orders").click();
			this.browser.see("#view-trace .row", "UserService.find").click();
			this.browser.see("#view-trace [role=tab]", "Exceptions").click();
			write("trace", scheme);
			this.browser.open(console.url() + "#/statistics");
			this.browser.see(".figures tr", "profiles");
			write("statistics", scheme);
			SampleSampling.fill(console);
			this.browser.open(console.url() + "#/sampling");
			this.browser.see(".sampling-rules button", "2 clients").click();
			this.browser.see(".client-list li");
			write("sampling", scheme);
		}
	}

	private void write(String name, String scheme) throws IOException {
		Files.createDirectories(IMAGES);
		Path file = IMAGES.resolve("console-" + name + "-" + scheme + ".png");
		Files.write(file, this.browser.screenshot());
		assertThat(file).isNotEmptyFile();
	}

}
