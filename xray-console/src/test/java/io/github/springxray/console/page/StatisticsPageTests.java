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
import org.openqa.selenium.By;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Response times, and the editor of sampling rules.
 */
@BrowserTest
class StatisticsPageTests {

	private final Browser browser;

	private final RunningConsole console = new RunningConsole().withVisits(44);

	StatisticsPageTests(Browser browser) {
		this.browser = browser;
	}

	@BeforeEach
	void open() {
		this.browser.open(this.console.url() + "#/statistics");
	}

	@AfterEach
	void close() {
		this.console.close();
	}

	@Test
	void servicesAndRoutesAreCounted() {
		assertThat(this.browser.see(".figures tr", "edge-gateway").getText()).contains("44").contains("ms");
		assertThat(this.browser.see(".figures tr", "/users/{id}/orders").getText()).contains("100 %");
	}

	@Test
	void columnsSort() {
		this.browser.see(".figures[aria-label='By service'] tbody tr", "users");
		this.browser.see(".figures[aria-label='By service'] th button", "Service").click();
		assertThat(this.browser.texts(".figures[aria-label='By service'] td.name")).isSorted();
		this.browser.see(".figures[aria-label='By service'] th[aria-sort=ascending] button").click();
		assertThat(this.browser.texts(".figures[aria-label='By service'] td.name").get(0)).isEqualTo("users");
	}

	@Test
	void barShowsItsTraces() {
		this.browser.see(".histogram-bar:not(:disabled)").click();
		this.browser.see("#traces-count", "of 44 traces");
		assertThat(this.browser.see("#filter-input").getDomProperty("value")).contains("responsetime >= 0")
			.contains("responsetime < 0");
	}

	@Test
	void routeShowsItsTraces() {
		this.browser.see(".figures tr", "/users/{id}/orders").findElement(By.cssSelector("td.route button")).click();
		this.browser.see("#traces-count", "4 of 44 traces");
		this.browser.seeNo("#filter-error");
	}

	@Test
	void filterNarrowsWhatIsCounted() {
		this.browser.filter("fault");
		this.browser.see(".figures tr", "edge-gateway 4 ");
		assertThat(this.browser.url()).contains("#/statistics?filter=fault");
	}

}
