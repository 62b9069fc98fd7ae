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

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The filter box.
 */
@BrowserTest
class FilterPageTests {

	private final Browser browser;

	private final RunningConsole console = new RunningConsole().withVisits(44);

	FilterPageTests(Browser browser) {
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
	void expressionNarrowsTheTracesAndStandsInTheAddress() {
		this.browser.filter("http.status = 404");
		this.browser.see("#traces-count", "4 of 44 traces");
		assertThat(this.browser.texts("#traces-rows td.status")).allMatch((text) -> text.contains("404"));
		assertThat(this.browser.url()).contains("filter=http.status");
	}

	@Test
	void linkWithFilterShowsTheSame() {
		this.browser.open(this.console.url() + "#/?filter=fault");
		this.browser.see("#traces-count", "4 of 44 traces");
		assertThat(this.browser.see("#filter-input").getDomProperty("value")).isEqualTo("fault");
	}

	@Test
	void whereAnExpressionDoesNotParseIsShown() {
		this.browser.filter("service(\"users\") AND bogus = 1");
		this.browser.see("#filter-error", "bogus");
		assertThat(this.browser.see("#filter-error mark").getText()).isEqualTo("b");
		assertThat(this.browser.see("#filter-error mark").getDomAttribute("title")).isEqualTo("Position 21");
		assertThat(this.browser.see("#filter-input").getDomAttribute("aria-invalid")).isEqualTo("true");
		this.browser.filter("service(\"users\")");
		this.browser.seeNo("#filter-error");
	}

	@Test
	void errorBehindTheEndIsShownToo() {
		this.browser.filter("responsetime >");
		this.browser.see("#filter-error", "Expected");
		assertThat(this.browser.see("#filter-error mark").getDomAttribute("title")).isEqualTo("Position 14");
	}

	@Test
	void suggestionsContinueWhatIsTypedAndRememberWhatWasUsed() {
		this.browser.press("/", "pref");
		this.browser.see("#filter-suggestions li", "service(\"preferences\")");
		this.browser.press(Keys.ARROW_DOWN, Keys.ENTER);
		assertThat(this.browser.see("#filter-input").getDomProperty("value")).isEqualTo("service(\"preferences\")");
		this.browser.press(Keys.ENTER);
		this.browser.see("#traces-count", "44 of 44 traces");
		this.browser.click("#filter-clear");
		this.browser.see("#traces-count", "44 traces");
		this.browser.click("#filter-input");
		this.browser.see("#filter-suggestions li", "used before");
	}

	@Test
	void quickFiltersJoinTheExpression() {
		this.browser.filter("service(\"event-worker\")");
		this.browser.see("#traces-count", "8 of 44 traces");
		this.browser.see("#traces-chips button", "Throttled").click();
		this.browser.see("#traces-count", "4 of 44 traces");
		assertThat(this.browser.see("#filter-input").getDomProperty("value"))
			.isEqualTo("service(\"event-worker\") AND throttle");
		this.browser.see("#traces-chips button[aria-pressed=true]", "Throttled").click();
		this.browser.see("#traces-count", "8 of 44 traces");
	}

	@Test
	void idOfTraceOpensIt() {
		double start = RunningConsole.now();
		this.console.add(SampleTraces.visit(start, 100));
		this.browser.filter(SampleTraces.traceId(start, 100));
		this.browser.see("#trace-id", SampleTraces.traceId(start, 100));
	}

	@Test
	void nothingThatMatchesOffersAllTraces() {
		this.browser.filter("user = \"nobody\"");
		this.browser.see("#no-match button", "Show all traces").click();
		this.browser.see("#traces-count", "44 traces");
	}

}
