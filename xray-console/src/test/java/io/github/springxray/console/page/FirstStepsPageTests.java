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

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the page says while there is nothing to show, and of what it could not take.
 */
@BrowserTest
class FirstStepsPageTests {

	private final Browser browser;

	FirstStepsPageTests(Browser browser) {
		this.browser = browser;
	}

	@Test
	void standaloneTellsHowToSendAndShowsWhatComes() {
		try (RunningConsole console = new RunningConsole()) {
			this.browser.open(console.url());
			assertThat(this.browser.see("#overview-empty", "Waiting for the first trace").getText())
				.contains("AWS_XRAY_DAEMON_ADDRESS=127.0.0.1:2000")
				.contains("xray.sampling.strategy=all")
				.contains("/dev/udp/127.0.0.1/2000");
			console.withVisits(1);
			this.browser.see("#traces-count", "1 trace");
			this.browser.see("#map .map-labels button", "edge-gateway");
		}
	}

	@Test
	void embeddedAsksToCallTheApplication() {
		try (RunningConsole console = new RunningConsole("orders")) {
			this.browser.open(console.url());
			this.browser.see("#overview-empty", "The console runs inside orders");
			this.browser.see("#status", "Inside orders");
		}
	}

	@Test
	void invalidDocumentsAreCountedWithTheirReasons() {
		try (RunningConsole console = new RunningConsole().withVisits(1)) {
			console.addInvalid();
			this.browser.open(console.url());
			this.browser.see("#invalid summary", "1 invalid").click();
			this.browser.see("#invalid .reasons", "1 ×");
		}
	}

	@Test
	void whatTheConsoleDoesWithoutIsSaid() {
		try (RunningConsole console = new RunningConsole().withVisits(1)) {
			this.browser.open(console.url());
			this.browser.see("#status", "1 trace");
			this.browser.seeNo("#warnings");
			console.warnings().add("Nothing listens for OTLP <b>at</b> 127.0.0.1:4318");
			console.addInvalid();
			this.browser.see("#warnings summary", "1 warning").click();
			this.browser.see("#warnings .reasons", "Nothing listens for OTLP <b>at</b> 127.0.0.1:4318");
			console.withVisits(1);
			this.browser.see("#status", "2 traces");
			this.browser.see("#warnings .reasons", "Nothing listens");
			this.browser.assertNothingOverflows();
		}
	}

	@Test
	void consoleThatHasGoneIsSaidToBeGone() {
		RunningConsole console = new RunningConsole().withVisits(1);
		this.browser.open(console.url());
		this.browser.see("#traces-count", "1 trace");
		console.close();
		this.browser.see("#connection", "does not answer");
		this.browser.see("#traces-rows tr");
		this.browser.reset();
	}

}
