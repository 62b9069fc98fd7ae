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

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;

import io.github.springxray.console.store.LogLine;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Where the time of a trace went, its statements, and its log. The trace is a request of
 * two seconds: half a second of its own, one in a database, two calls side by side of
 * which the longer one took half a second.
 */
@BrowserTest
class SpentPageTests {

	private static final RunningConsole console = new RunningConsole();

	private static final double START = RunningConsole.now() - 30;

	private static final String TRACE = SampleTraces.traceId(START, 1);

	private static final String SLOW = "select * from orders where customer = ? order by created";

	private static Part load = Part.subsegment("OrderService.load", START + 0.25, 1);

	private final Browser browser;

	SpentPageTests(Browser browser) {
		this.browser = browser;
	}

	@BeforeAll
	static void fill() {
		Part shop = Part.segment(TRACE, "shop", START, 2).http("GET", "http://shop/orders", 200);
		load.add(statement(START + 0.25, 0.5, SLOW, "com.example.OrderService.load(OrderService.java:41)"));
		List<Part> lines = new ArrayList<>();
		for (int i = 0; i < 10; i++) {
			lines.add(statement(START + 0.75 + i * 0.05, 0.05, "select * from lines where id = ?",
					"com.example.OrderService.lines(OrderService.java:57)"));
		}
		load.add(lines.toArray(Part[]::new));
		shop.add(load, call("stock", START + 1.25, 0.5), call("prices", START + 1.25, 0.2));
		console.add(shop);
		console.log(TRACE,
				new LogLine(START + 0.01, "INFO", "com.example.Shop", "http-1", "shop", shop.id(), "Hello", ""));
		console.log(TRACE, new LogLine(START + 0.76, "WARN", "com.example.OrderService", "http-1", "shop", load.id(),
				"Took long <b>for</b> 7", "java.lang.IllegalStateException: no\n\tat com.example.A.b(A.java:1)"));
	}

	private static Part statement(double start, double seconds, String text, String place) {
		return Part.subsegment("shop@db", start, seconds)
			.with("namespace", "remote")
			.with("sql", Map.of("sanitized_query", text))
			.with("metadata", Map.of("code", Map.of("call_site", place)));
	}

	private static Part call(String name, double start, double seconds) {
		return Part.subsegment(name, start, seconds).with("namespace", "remote").http("GET", "http://" + name, 200);
	}

	@AfterAll
	static void close() {
		console.close();
	}

	private void open() {
		this.browser.open(console.url() + "#/traces/" + TRACE);
		this.browser.see(".spent-parts li");
	}

	@Test
	void timeIsToldByServiceAndKindOfWork() {
		open();
		assertThat(this.browser.texts(".spent-parts li")).containsExactlyInAnyOrder("shop SQL\n1.00 s (50 %)",
				"shop HTTP\n500 ms (25 %)", "shop own time\n500 ms (25 %)");
		this.browser.see(".spent-parts button", "SQL").click();
		this.browser.see("#view-trace .row.selected", "shop@db");
	}

	@Test
	void criticalPathIsMarkedInTheTimeline() {
		open();
		assertThat(this.browser.texts("#view-trace .row.on-path .title")).contains("shop", "stock", "shop@db")
			.doesNotContain("prices");
		this.browser.click("#spent");
		this.browser.seeNo(".spent, #view-trace .row.on-path");
	}

	@Test
	void slowestAndRepeatedStatementsAreToldWithTheirPlaceInTheCode() {
		open();
		assertThat(this.browser.see("#slowest").getText()).contains(SLOW)
			.contains("500 ms")
			.contains("com.example.OrderService.load(OrderService.java:41)");
		assertThat(this.browser.see(".repeated").getText()).contains("10 times", "500 ms")
			.contains("select * from lines where id = ?")
			.contains("com.example.OrderService.lines(OrderService.java:57)");
		this.browser.see("#slowest button").click();
		this.browser.see("#view-trace [role=tab]", "SQL").click();
		assertThat(this.browser.see("#tab-panel").getText()).contains("run by").contains("OrderService.java:41");
	}

	@Test
	void logStandsBesideTheTimeline() {
		open();
		assertThat(this.browser.texts(".log-line .message")).containsExactly("Hello", "Took long <b>for</b> 7");
		this.browser.see("#slowest button").click();
		assertThat(this.browser.texts(".log-line.current .message")).containsExactly("Took long <b>for</b> 7");
		this.browser.see(".log-line summary", "no").click();
		this.browser.see(".log-line pre", "com.example.A.b");
		this.browser.see(".log-line button", "+10").click();
		this.browser.see("#view-trace .row.selected", "shop");
	}

	@Test
	void lineThatComesLaterIsShown() {
		double start = RunningConsole.now() - 5;
		String id = SampleTraces.traceId(start, 2);
		console.add(Part.segment(id, "late", start, 1));
		this.browser.open(console.url() + "#/traces/" + id);
		this.browser.see("#view-trace .row", "late");
		this.browser.seeNo(".logs");
		console.log(id, new LogLine(start, "INFO", "a", "", "", "", "There it is", ""));
		this.browser.see(".log-line", "There it is");
	}

	@Test
	void fromTheMapToTheSlowStatementAndItsLogLineInThreeClicks() {
		this.browser.open(console.url());
		this.browser.clickNode("shop@db");
		this.browser.see("#traces-count", " of ");
		this.browser.see("#traces-rows tr", "/orders").click();
		this.browser.see("#slowest button").click();
		this.browser.see("#view-trace .row.selected", "shop@db");
		this.browser.see(".log-line.current", "Took long");
	}

	@Test
	void statementsOfAllTracesAreInTheStatistics() {
		this.browser.open(console.url() + "#/statistics");
		assertThat(this.browser.see("[aria-label=Statements] tbody tr", SLOW).getText()).contains("shop@db")
			.contains("OrderService.java:41");
		this.browser.see("[aria-label=Statements] tbody tr", "from lines").findElement(By.cssSelector("a")).click();
		this.browser.see("#view-trace .row.selected", "shop@db");
	}

}
