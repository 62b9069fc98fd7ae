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

import java.io.File;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Skips browser tests where there is no browser, unless they are required: the
 * environment variable {@code CI} is set, and not to {@code false}.
 */
final class ChromiumCondition implements ExecutionCondition {

	private static final List<String> BROWSERS = List.of("/usr/bin/chromium", "/usr/bin/chromium-browser",
			"/usr/bin/google-chrome");

	private static final List<String> DRIVERS = List.of("/usr/bin/chromedriver", "/usr/lib/chromium/chromedriver",
			"/usr/lib/chromium-browser/chromedriver");

	@Override
	public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
		if (browser().isPresent() && driver().isPresent()) {
			return ConditionEvaluationResult.enabled("Chromium is there");
		}
		String required = System.getenv("CI");
		if (required != null && !required.isEmpty() && !required.equals("false")) {
			return ConditionEvaluationResult.enabled("Chromium is required as CI is set");
		}
		return ConditionEvaluationResult
			.disabled("No Chromium here: install chromium and chromium-driver, or name them in CHROME_BIN "
					+ "and CHROMEDRIVER_BIN");
	}

	static Optional<File> browser() {
		return find("CHROME_BIN", BROWSERS);
	}

	static Optional<File> driver() {
		return find("CHROMEDRIVER_BIN", DRIVERS);
	}

	private static Optional<File> find(String variable, List<String> places) {
		String named = System.getenv(variable);
		return ((named != null) ? List.of(named) : places).stream().map(File::new).filter(File::canExecute).findFirst();
	}

}
