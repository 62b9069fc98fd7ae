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

import java.util.Objects;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page without a mouse.
 */
@BrowserTest
class KeyboardPageTests {

	private final Browser browser;

	private final RunningConsole console = new RunningConsole().withVisits(44);

	KeyboardPageTests(Browser browser) {
		this.browser = browser;
	}

	@BeforeEach
	void open() {
		this.browser.open(this.console.url());
		this.browser.see("#traces-count", "44 traces");
	}

	@AfterEach
	void close() {
		this.console.close();
	}

	@Test
	void filterThenTraceThenPartAndBack() {
		this.browser.press("/", "fault", Keys.ENTER);
		this.browser.see("#traces-count", "4 of 44 traces");
		this.browser.press(Keys.ESCAPE);
		this.browser.press("j", "j", "k", "j");
		String second = Objects.requireNonNull(this.browser.focused().getDomProperty("href"));
		assertThat(second).isEqualTo(this.browser.all("#traces-rows a").get(1).getDomProperty("href"));
		this.browser.press(Keys.ENTER);
		this.browser.see("#view-trace .row.selected", "edge-gateway");
		this.browser.press(Keys.ARROW_DOWN, "j");
		this.browser.see("#view-trace .row.selected[aria-rowindex='3']");
		this.browser.press(Keys.ARROW_LEFT);
		this.browser.see("#view-trace .row.selected[aria-expanded=false]");
		this.browser.press(Keys.ENTER, Keys.ARROW_RIGHT);
		assertThat(this.browser.focused().getText()).isEqualTo("HTTP");
		this.browser.press(Keys.ESCAPE);
		this.browser.see("#traces-count", "4 of 44 traces");
		Browser.await().until(() -> second.equals(this.browser.focused().getDomProperty("href")));
	}

	@Test
	void skipLinkComesFirstAndLeadsToTheContent() {
		this.browser.press(Keys.TAB);
		assertThat(this.browser.focused().getText()).isEqualTo("Skip to the content");
		this.browser.press(Keys.ENTER);
		assertThat(this.browser.focused().getDomAttribute("id")).isEqualTo("main");
		assertThat(this.browser.url()).doesNotContain("#main");
	}

	@Test
	void nodesOfTheMapCanBeChosen() {
		this.browser.run("arguments[0].focus()", this.browser.see("#map .map-labels button", "preferences"));
		this.browser.see("#map .map-card", "DynamoDB table");
		this.browser.press(Keys.ENTER);
		this.browser.see("#map .map-labels button[aria-pressed=true]", "preferences");
	}

	@Test
	void focusIsVisible() {
		for (int i = 0; i < 12; i++) {
			this.browser.press(Keys.TAB);
			assertThat(this.browser.run("""
					const focused = document.activeElement;
					const style = getComputedStyle(focused);
					return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 || focused.id"""))
				.as("stop %s", i)
				.isEqualTo(true);
		}
	}

	@Test
	void keysAreListedAndCanBeSwitchedOff() {
		this.browser.press("?");
		this.browser.see("#shortcuts[open]", "Next and previous trace");
		this.browser.click("#shortcuts input");
		this.browser.press(Keys.ESCAPE);
		this.browser.seeNo("#shortcuts[open]");
		this.browser.press("2");
		this.browser.press("/");
		assertThat(this.browser.url()).doesNotContain("statistics");
		assertThat(this.browser.focused().getDomAttribute("id")).isNotEqualTo("filter-input");
	}

	@Test
	void typingIsNotTakenForKeys() {
		this.browser.press("/", "2jp?");
		assertThat(this.browser.see("#filter-input").getDomProperty("value")).isEqualTo("2jp?");
		this.browser.see("#live", "Live");
	}

}
