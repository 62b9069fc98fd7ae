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

import java.time.Duration;
import java.util.Objects;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Map and traces.
 */
@BrowserTest
class OverviewPageTests {

	private final Browser browser;

	private final RunningConsole console = new RunningConsole().withVisits(44);

	OverviewPageTests(Browser browser) {
		this.browser = browser;
	}

	@BeforeEach
	void open() {
		this.browser.open(this.console.url());
	}

	@AfterEach
	void close() {
		this.console.close();
	}

	@Test
	void mapShowsServicesAndWhatTheyCall() {
		this.browser.see("#map .map-labels button", "users");
		assertThat(this.browser.texts("#map .map-labels .name")).contains("Clients", "edge-gateway", "users",
				"profiles", "users@db.internal", "preferences", "avatars", "user-events", "event-worker");
		assertThat(this.browser.see("#map .map-labels button", "preferences").getDomAttribute("aria-label"))
			.contains("DynamoDB table")
			.contains("throttled");
	}

	@Test
	void clickOnNodeShowsItsTracesAndAnotherAllOfThem() {
		this.browser.clickNode("user-events");
		this.browser.see("#traces-count", "8 of 44 traces");
		assertThat(this.browser.see("#filter-input").getDomProperty("value")).isEqualTo("service(\"user-events\")");
		this.browser.see("#map .map-labels button[aria-pressed=true]", "user-events");
		assertThat(this.browser.texts("#map .map-labels .name")).as("the map still shows what is around")
			.contains("avatars");
		this.browser.clickNode("user-events");
		this.browser.see("#traces-count", "44 traces");
		this.browser.seeNo("#map .map-labels button[aria-pressed=true]");
	}

	@Test
	void clickOnTraceOpensItsTimeline() {
		this.browser.see("#traces-rows tr", "/users/13/orders").click();
		this.browser.see("#view-trace .row", "UserService.find");
		assertThat(this.browser.url()).contains("#/traces/1-");
	}

	@Test
	void traceShowsRequestStatusDurationServicesAndAnnotations() {
		assertThat(this.browser.see("#traces-rows tr", "/users/13/orders").getText()).contains("GET")
			.contains("502")
			.contains("ms")
			.contains("edge-gateway, users")
			.contains("tenant");
	}

	@Test
	void newTraceComesByItselfAndLeavesTheSelectionAlone() {
		this.browser.see("#traces-count", "44 traces");
		this.browser.press("j", "j", "j");
		String selected = Objects.requireNonNull(this.browser.focused().getDomProperty("href"));
		this.console.add(SampleTraces.visit(RunningConsole.now(), 77));
		this.browser.see("#traces-count", "45 traces");
		assertThat(this.browser.focused().getDomProperty("href")).isEqualTo(selected);
		this.browser.press(Keys.ENTER);
		this.browser.see("#view-trace .row");
		assertThat(this.browser.url()).startsWith(selected);
	}

	@Test
	void pauseHoldsNewTracesBackUntilItEnds() {
		this.browser.see("#traces-count", "44 traces");
		this.browser.click("#live");
		this.browser.see("#live", "Paused");
		this.console.add(SampleTraces.visit(RunningConsole.now(), 77));
		Browser.await()
			.during(Duration.ofSeconds(3))
			.until(() -> this.browser.texts("#traces-count").get(0).equals("44 traces"));
		this.browser.click("#live");
		this.browser.see("#traces-count", "45 traces");
	}

	@Test
	void mapFitsWhatHasComeSince() {
		this.browser.see("#map .map-labels button", "users");
		this.console
			.add(Part.segment(SampleTraces.traceId(RunningConsole.now(), 900), "newcomer", RunningConsole.now(), 0.1));
		this.browser.clickNode("newcomer");
		this.browser.see("#traces-count", "1 of 45 traces");
	}

	@Test
	void deletingAsksAndThenLeadsToTheFirstSteps() {
		this.browser.click("#traces-clear");
		this.browser.see("#confirm button", "Keep").click();
		this.browser.see("#traces-count", "44 traces");
		this.browser.click("#traces-clear");
		this.browser.see("#confirm button", "Delete").click();
		this.browser.see("#overview-empty", "Waiting for the first trace");
	}

	@Test
	void moreThanTwoHundredTracesAreShownStepByStep() {
		this.console.withVisits(250);
		this.browser.see("#traces-more", "Show more").click();
		this.browser.seeNo("#traces-more");
		assertThat(this.browser.all("#traces-rows tr").size()).isGreaterThan(240);
	}

}
