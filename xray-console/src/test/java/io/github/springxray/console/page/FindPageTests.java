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

import java.util.List;
import java.util.Objects;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Search inside a trace, filters by a click, and the pause of the feed.
 */
@BrowserTest
class FindPageTests {

	private static final RunningConsole console = new RunningConsole();

	private static String trace = "";

	private final Browser browser;

	FindPageTests(Browser browser) {
		this.browser = browser;
	}

	@BeforeAll
	static void fill() {
		console.withVisits(12);
		double start = RunningConsole.now() - 30;
		console.add(SampleTraces.visit(start, 3));
		trace = SampleTraces.traceId(start, 3);
	}

	@AfterAll
	static void close() {
		console.close();
	}

	private void openTrace() {
		this.browser.open(console.url() + "#/traces/" + trace);
		this.browser.see("#view-trace .row", "UserRepository.findById");
	}

	private WebElement find(String words) {
		WebElement input = this.browser.see("#find");
		input.click();
		input.sendKeys(Keys.chord(Keys.CONTROL, "a"), words);
		return input;
	}

	@ParameterizedTest
	@CsvSource({ "findbyid, UserRepository.findById", "u.email, users@db.internal", "'tenant = acme', users",
			"tenant=acme, users", "500, users", "ordersunavailable, UserService.find", "getitem prefer, DynamoDB",
			"geocode, maps.example.org" })
	void findsNamesAnnotationsStatementsAndStatuses(String words, String name) {
		openTrace();
		find(words);
		this.browser.see("#view-trace .row.selected.found", name);
		this.browser.see("#find-count", "1 of ");
	}

	@Test
	void enterGoesFromOneToTheNext() {
		openTrace();
		WebElement input = find("remoteness");
		assertThat(this.browser.see("#find-count").getText()).isEqualTo("nothing");
		openTrace();
		input = find("users");
		String first = this.browser.see("#view-trace .row.selected").getText();
		int found = this.browser.all("#view-trace .row.found").size();
		assertThat(found).isGreaterThan(2);
		assertThat(this.browser.all("#view-trace .row.faded")).isNotEmpty();
		input.sendKeys(Keys.ENTER);
		assertThat(this.browser.see("#find-count").getText()).isEqualTo("2 of " + found);
		input.sendKeys(Keys.chord(Keys.SHIFT, Keys.ENTER));
		this.browser.see("#find-count", "1 of " + found);
		input.sendKeys(Keys.chord(Keys.SHIFT, Keys.ENTER));
		this.browser.see("#find-count", found + " of " + found);
		input.sendKeys(Keys.ENTER);
		assertThat(this.browser.see("#view-trace .row.selected").getText()).isEqualTo(first);
		input.sendKeys(Keys.ESCAPE);
		this.browser.seeNo("#view-trace .row.found, #view-trace .row.faded");
	}

	@Test
	void whatIsCollapsedIsFoundToo() {
		openTrace();
		this.browser.see("#view-trace button", "Collapse").click();
		this.browser.press("f");
		this.browser.press("dynamodb");
		this.browser.see("#view-trace .row.selected.found", "DynamoDB");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					users@db.internal   | SQL         | Show traces with sql =          | sql =
					DynamoDB            | Overview    | Show traces with service("Dyn   | service("DynamoDB")
					UserService.find    | Exceptions  | Show traces with message        | message = "No orders
					UserService.find    | Exceptions  | Show traces with name           | name = "com.example
					UserService.find    | Overview    | Show traces with name           | name = "UserService.find"
					maps.example.org    | HTTP        | Show traces with service("maps.example.org") { http.method | http.method = "GET"
					""")
	void anyAttributeFilters(String row, String tab, String label, String filter) {
		openTrace();
		this.browser.see("#view-trace .row", row).click();
		this.browser.see("#view-trace [role=tab]", tab).click();
		this.browser.click(".filter-by[aria-label^='" + label + "']");
		this.browser.see("#traces-count", " of ");
		assertThat(this.browser.see("#filter-input").getDomProperty("value")).contains(filter);
		this.browser.see("#traces-rows tr");
		this.browser.seeNo("#filter-error");
	}

	@Test
	void annotationsFilterFromTheListAndFromTheDetails() {
		this.browser.open(console.url());
		this.browser.see("#traces-rows button.tag", "tenant acme").click();
		this.browser.see("#traces-count", " of ");
		assertThat(this.browser.see("#filter-input").getDomProperty("value")).isEqualTo("annotation.tenant = \"acme\"");
		this.browser.see("#traces-rows button.tag", "premium").click();
		Browser.await()
			.until(() -> Objects.requireNonNull(this.browser.see("#filter-input").getDomProperty("value"))
				.matches("annotation.tenant = \"acme\" AND annotation.premium = (true|false)"));
		openTrace();
		this.browser.all("#view-trace .row").get(2).click();
		this.browser.see("#view-trace [role=tab]", "Annotations").click();
		this.browser.click(".filter-by[aria-label*='tenant']");
		this.browser.see("#traces-count", " of ");
	}

	@Test
	void pauseTellsHowMuchCameAndShowsNoneOfIt() {
		try (RunningConsole own = new RunningConsole().withVisits(3)) {
			this.browser.open(own.url());
			this.browser.see("#traces-count", "3 traces");
			this.browser.click("#live");
			this.browser.see("#live", "Paused");
			double later = RunningConsole.now() + 1;
			own.add(SampleTraces.visit(later, 20));
			own.add(SampleTraces.visit(later, 21));
			this.browser.see("#live", "Paused, 2 new");
			this.browser.filter("!partial");
			this.browser.see("#traces-count", " of 5");
			assertThat(this.browser.all("#traces-rows tr")).hasSize(3);
			this.browser.click("#live");
			Browser.await().until(() -> this.browser.all("#traces-rows tr").size() == 5);
		}
	}

	@Test
	void selectedRowStaysWhereItIsWhenOthersCome() {
		try (RunningConsole own = new RunningConsole().withVisits(40)) {
			this.browser.open(own.url());
			this.browser.see("#traces-rows tr");
			this.browser.press("j", "j", "j");
			Object before = place();
			List<WebElement> rows = this.browser.all("#traces-rows tr");
			own.add(SampleTraces.visit(RunningConsole.now(), 60));
			own.add(SampleTraces.visit(RunningConsole.now(), 61));
			Browser.await().until(() -> this.browser.all("#traces-rows tr").size() == rows.size() + 2);
			assertThat(place()).isEqualTo(before);
			assertThat(this.browser.focused().findElement(By.xpath("./ancestor::tr")).getDomAttribute("class"))
				.contains("current");
		}
	}

	private Object place() {
		return this.browser
			.run("return Math.round(document.querySelector('#traces-rows tr.current').getBoundingClientRect().top)");
	}

}
