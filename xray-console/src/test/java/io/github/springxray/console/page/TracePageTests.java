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
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Objects;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The timeline of a trace, and the details of its parts.
 */
@BrowserTest
class TracePageTests {

	private final Browser browser;

	private final RunningConsole console = new RunningConsole();

	TracePageTests(Browser browser) {
		this.browser = browser;
	}

	@AfterEach
	void close() {
		this.console.close();
	}

	private void open(List<Part> parts) {
		this.console.add(parts);
		String id = SampleTraces.traceId(parts.get(0).start(), 0).substring(0, 11);
		this.browser.open(this.console.url());
		this.browser.see("#traces-rows tr").click();
		this.browser.see("#trace-id", id);
	}

	private WebElement row(String name) {
		return this.browser.see("#view-trace .row", name);
	}

	private String details(String tab) {
		this.browser.see("#view-trace [role=tab]", tab).click();
		return this.browser.see("#tab-panel").getText();
	}

	@Test
	void callsOfOtherServicesStandBelowTheCall() {
		open(SampleTraces.visit(RunningConsole.now() - 5, 3));
		assertThat(this.browser.texts("#view-trace .row .title")).startsWith("edge-gateway", "users", "users",
				"Security.authenticate", "UserService.find", "UserRepository.findById", "users@db.internal",
				"DynamoDB");
		assertThat(row("users@db.internal").getDomAttribute("aria-level")).isEqualTo("6");
		assertThat(row("UserService.find").getText()).contains("fault");
	}

	@Test
	void barsAreInProportion() {
		double start = RunningConsole.now() - 5;
		Part first = Part.subsegment("first", start + 1, 1);
		Part second = Part.subsegment("second", start + 2.5, 0.5);
		open(List.of(Part.segment(SampleTraces.traceId(start, 1), "all", start, 4).add(first, second)));
		assertThat(bar("first")).isEqualTo("25.0% 25.0%");
		assertThat(bar("second")).isEqualTo("62.5% 12.5%");
	}

	private String bar(String name) {
		return Objects.toString(this.browser.run("""
				const bar = arguments[0].querySelector(".bar");
				const share = (value) => (Math.round(parseFloat(value) * 10) / 10).toFixed(1) + "%";
				return `${share(bar.style.left)} ${share(bar.style.width)}`""", row(name)));
	}

	@Test
	void detailsTellWhatWasRecorded() {
		open(SampleTraces.visit(RunningConsole.now() - 5, 3));
		row("users@db.internal").click();
		assertThat(details("SQL")).contains("select u.id, u.name").contains("PostgreSQL");
		row("DynamoDB").click();
		assertThat(details("AWS")).contains("GetItem").contains("preferences");
		row("UserService.find").click();
		assertThat(details("Exceptions 2")).contains("com.example.OrdersUnavailableException")
			.contains("No orders of 13 in time")
			.contains("at com.example.UserService.find (UserService.java:88)")
			.contains("… 41 more")
			.contains("Caused by java.net.SocketTimeoutException");
		this.browser.all("#view-trace .row").get(2).click();
		assertThat(details("HTTP")).contains("http://users:8080/users/13/orders").contains("500");
		assertThat(details("Annotations 3")).contains("tenant").contains("acme");
		assertThat(details("Metadata")).contains("application/json");
		assertThat(details("Raw")).contains("\"origin\": \"AWS::ECS::Container\"");
		assertThat(details("Overview")).contains("Own time");
	}

	@Test
	void partInProgressIsHatchedAndCompletedWhenTheRestComes() {
		double start = RunningConsole.now() - 2;
		String id = SampleTraces.traceId(start, 1);
		Part later = Part.subsegment("later", start + 0.2, 1.5);
		Part segment = Part.segment(id, "worker", start, 1).inProgress();
		open(List.of(segment));
		assertThat(row("worker").getText()).contains("in progress");
		assertThat(this.browser.all("#view-trace .bar.pending")).hasSize(1);
		this.console.add(later.alone(id, segment));
		row("later");
	}

	@Test
	void rowsCollapseAndExpand() {
		open(SampleTraces.visit(RunningConsole.now() - 5, 3));
		row("UserService.find").findElement(By.cssSelector(".toggle")).click();
		assertThat(row("UserService.find").getDomAttribute("aria-expanded")).isEqualTo("false");
		assertThat(this.browser.texts("#view-trace .row .title")).doesNotContain("DynamoDB");
		this.browser.see("#view-trace button", "Expand").click();
		row("DynamoDB");
		this.browser.see("#view-trace button", "Collapse").click();
		assertThat(this.browser.texts("#view-trace .row .title")).as("only what leads to the selected row")
			.contains("UserService.find")
			.doesNotContain("DynamoDB", "users@db.internal");
	}

	@Test
	void linkLeadsToTheSamePart() {
		open(SampleTraces.visit(RunningConsole.now() - 5, 3));
		row("users@db.internal").click();
		String link = this.browser.url();
		assertThat(link).contains("?at=");
		this.browser.open(link);
		this.browser.see("#view-trace .row.selected", "users@db.internal");
		assertThat(details("SQL")).contains("select u.id");
	}

	@Test
	void documentsCanBeDownloaded() throws IOException, InterruptedException {
		open(SampleTraces.visit(RunningConsole.now() - 5, 3));
		String href = Objects.requireNonNull(this.browser.see("#download").getDomProperty("href"));
		HttpResponse<String> response = HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(URI.create(href)).build(), HttpResponse.BodyHandlers.ofString());
		assertThat(response.headers().firstValue("Content-Disposition").orElse("")).startsWith("attachment");
		assertThat(response.body()).contains("OrdersUnavailableException");
	}

	@Test
	void traceHasMapOfItsOwn() {
		open(SampleTraces.visit(RunningConsole.now() - 5, 3));
		this.browser.see("#view-trace button", "Map").click();
		this.browser.see(".trace-map .map-labels button", "users@db.internal");
	}

	@Test
	void fiveThousandSubsegmentsAreThereThoughOnlySomeAreDrawn() {
		open(SampleTraces.import5000(RunningConsole.now() - 20));
		row("batch-import");
		assertThat(this.browser.see("#view-trace [role=treegrid]").getDomAttribute("aria-rowcount")).isEqualTo("5001");
		assertThat(this.browser.all("#view-trace .row").size()).isBetween(20, 60);
		this.browser.click("#view-trace [role=treegrid]");
		this.browser.press(Keys.END);
		assertThat(this.browser.see("#view-trace .row.selected").getDomAttribute("aria-rowindex")).isEqualTo("5001");
		this.browser.see("#view-trace .row.selected", "row 48");
		this.browser.press(Keys.PAGE_UP);
		assertThat(this.browser.all("#view-trace .row").size()).isBetween(20, 60);
	}

	@Test
	void traceThatIsNotThereIsShownWhenItComes() {
		double start = RunningConsole.now() - 5;
		this.browser.open(this.console.url() + "#/traces/" + SampleTraces.traceId(start, 1));
		this.browser.see("#view-trace .empty", "This trace is not here");
		this.console.add(SampleTraces.visit(start, 1));
		row("edge-gateway");
	}

}
