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

import io.github.springxray.console.store.LogLine;

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
			double start = RunningConsole.now();
			console.add(SampleTraces.visit(start, 3));
			logs(console, SampleTraces.traceId(start, 3), start);
			this.browser.open(console.url());
			this.browser.see("#map .map-labels button", "users");
			this.browser.see("#traces-rows tr");
			write("overview", scheme);
			this.browser.filter("fault");
			this.browser.see("#traces-count", " of ");
			this.browser.see("#traces-rows tr", "/users/13/orders").click();
			this.browser.see("#view-trace .row", "UserService.find").click();
			this.browser.see("#view-trace [role=tab]", "Exceptions").click();
			this.browser.see(".log-line");
			write("trace", scheme);
			this.browser.open(console.url() + "#/compare");
			this.browser.see(".comparison");
			write("compare", scheme);
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

	private static void logs(RunningConsole console, String trace, double start) {
		console.log(trace, line(start + 0.01, "INFO", "UserController", "Orders of 13 are asked for", ""));
		console.log(trace, line(start + 0.05, "DEBUG", "UserRepository", "Found a user", ""));
		console.log(trace, line(start + 0.5, "ERROR", "UserService", "No orders in time",
				"com.example.OrdersUnavailableException: No orders of 13 in time"));
	}

	private static LogLine line(double time, String level, String logger, String message, String exception) {
		return new LogLine(time, level, "com.example." + logger, "http-nio-8080-exec-1", "users", "", message,
				exception);
	}

	private void write(String name, String scheme) throws IOException {
		Files.createDirectories(IMAGES);
		Path file = IMAGES.resolve("console-" + name + "-" + scheme + ".png");
		Files.write(file, this.browser.screenshot());
		assertThat(file).isNotEmptyFile();
	}

}
