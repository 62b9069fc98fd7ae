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

import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A map of a hundred services: a gateway, fifty applications, and a database for each.
 */
@BrowserTest
class LargeMapPageTests {

	private static final RunningConsole console = new RunningConsole();

	private final Browser browser;

	LargeMapPageTests(Browser browser) {
		this.browser = browser;
	}

	@BeforeAll
	static void fill() {
		double start = RunningConsole.now() - 30;
		for (int i = 0; i < 50; i++) {
			String id = SampleTraces.traceId(start, i + 1);
			Part call = Part.subsegment("service-" + i, start, 1).with("namespace", "remote");
			Part database = Part.subsegment("db-" + i, start, 0.3).with("namespace", "remote").with("sql", Map.of());
			console.add(Part.segment(id, "gateway", start, 1).add(call),
					Part.segment(id, "service-" + i, start, 0.9).calledBy(call).add(database));
		}
	}

	@AfterAll
	static void close() {
		console.close();
	}

	@BeforeEach
	void open() {
		this.browser.open(console.url());
		Browser.await().until(() -> this.browser.all("#map .map-labels button").size() == 102);
	}

	private double scale() {
		this.browser.click("#map .map-tools button[title='Fit the map']");
		return ((Number) this.browser
			.run("return new DOMMatrix(getComputedStyle(document.querySelector('#map .map-labels')).transform).a"))
			.doubleValue();
	}

	@Test
	void allOfItTakesTheRoomInBothDirections() {
		this.browser.click("#map .map-tools [aria-label='Map alone']");
		assertThat(scale()).as("from left to right").isGreaterThan(0.3);
		this.browser.click("#map .map-tools button[title^='From left']");
		assertThat(scale()).as("from top to bottom").isGreaterThan(0.2);
		assertThat(this.browser
			.run("""
					const labels = [...document.querySelectorAll("#map .map-labels button")];
					const y = (name) => labels.find((label) => label.node.name === name && label.node.type !== "client").getBoundingClientRect().top;
					return y("gateway") < y("service-17") && y("service-17") < y("db-17")"""))
			.isEqualTo(true);
	}

	@Test
	void serviceIsFoundAndChosen() {
		this.browser.see("#map .map-find").sendKeys("SERVICE-17");
		assertThat(this.browser.all("#map .map-labels button:not(.faded)")).singleElement()
			.satisfies((label) -> assertThat(label.getText()).contains("service-17"));
		this.browser.see("#map .map-labels button:not(.faded)", "service-17");
		this.browser.see("#map .map-find").sendKeys(Keys.ENTER);
		this.browser.see("#traces-count", "1 of 50");
		assertThat(this.browser.see("#filter-input").getDomProperty("value")).isEqualTo("service(\"service-17\")");
		this.browser.see("#map .map-find").sendKeys("nowhere");
		this.browser.see("#map .map-find.nothing");
	}

	@Test
	void servicesOfATypeAreDrawnAsOne() {
		this.browser.see("#map .map-menu summary").click();
		this.browser.see("#map .map-types label", "Database::SQL as one (50)").findElement(By.tagName("input")).click();
		Browser.await().until(() -> this.browser.all("#map .map-labels button").size() == 53);
		this.browser.see("#map .map-labels button", "50 × Database::SQL");
		assertThat(this.browser.see("#map .map-labels button", "50 ×").getDomAttribute("aria-label"))
			.contains("50 calls");
		this.browser.see("#map .map-find").sendKeys("db-17");
		Browser.await().until(() -> this.browser.all("#map .map-labels button").size() == 102);
		this.browser.see("#map .map-labels button:not(.faded)", "db-17");
	}

}
