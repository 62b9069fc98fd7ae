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
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two traces, and two time ranges, beside each other: a change has made one statement out
 * of four, and a request twice as fast.
 */
@BrowserTest
class ComparePageTests {

	private static final RunningConsole console = new RunningConsole();

	private static final double CHANGE = Math.floor(RunningConsole.now()) - 60;

	private final Browser browser;

	ComparePageTests(Browser browser) {
		this.browser = browser;
	}

	@BeforeAll
	static void fill() {
		for (int i = 1; i <= 4; i++) {
			visit(i, CHANGE - 10 * i, 1, 4, 200);
			visit(10 + i, CHANGE + 10 * i, 0.5, 1, (i == 4) ? 500 : 200);
		}
		double other = CHANGE + 45;
		console.add(Part.segment(SampleTraces.traceId(other, 99), "other", other, 0.125)
			.http("POST", "http://other/x", 200));
	}

	private static void visit(int number, double start, double seconds, int statements, int status) {
		Part shop = Part.segment(SampleTraces.traceId(start, number), "shop", start, seconds)
			.http("GET", "http://shop/orders/" + number, status);
		for (int i = 0; i < statements; i++) {
			shop.add(Part.subsegment("db", start + i * 0.125, 0.125)
				.with("namespace", "remote")
				.with("sql", Map.of("sanitized_query", "select ?")));
		}
		console.add(shop.add(Part.subsegment("stock", start + 0.45, 0.04).with("namespace", "remote")));
	}

	@AfterAll
	static void close() {
		console.close();
	}

	private String row(String table, String text) {
		return this.browser.see("[aria-label='" + table + "'] tbody tr", text).getText().replaceAll("\\s+", " ");
	}

	@Test
	void routesAreComparedBeforeAndAfterAMoment() {
		this.browser.open(console.url() + "#/compare?split=" + CHANGE);
		assertThat(row("Routes before and after", "/orders/{id}")).contains("shop")
			.contains("1.00 s → 500 ms −50 %")
			.contains("4 → 4")
			.contains("4 → 1 −75 %")
			.contains("1 → 1")
			.contains("0 → 1 new");
		assertThat(row("Routes before and after", "/x")).contains("0 → 1 new");
	}

	@Test
	void momentIsChosen() {
		this.browser.open(console.url());
		this.browser.see("nav a", "Compare").click();
		this.browser.see("#split-now").click();
		Browser.await().until(() -> row("Routes before and after", "/orders/{id}").contains("8 → 0 −100 %"));
		assertThat(this.browser.url()).contains("split=");
	}

	@Test
	void traceIsComparedWithTheOneOfItsKindBefore() {
		this.browser.open(console.url() + "#/traces/" + SampleTraces.traceId(CHANGE + 10, 11));
		this.browser.see("#compare").click();
		assertThat(this.browser.see(".comparison").getText().replaceAll("\\s+", " "))
			.contains("Duration 1.00 s → 500 ms −50 %", "Statements 4 → 1 −75 %", "shop SQL 500 ms → 125 ms −75 %");
		assertThat(row("Parts of both traces", "select ?")).contains("500 ms → 125 ms −75 %").contains("4 → 1 −75 %");
	}

	@Test
	void anyTwoTracesAreChosen() {
		this.browser.open(console.url() + "#/compare");
		this.browser.see(".comparison");
		choose("#trace-a", SampleTraces.traceId(CHANGE + 30, 13));
		choose("#trace-b", SampleTraces.traceId(CHANGE - 10, 1));
		Browser.await()
			.until(() -> this.browser.see(".comparison")
				.getText()
				.replaceAll("\\s+", " ")
				.contains("500 ms → 1.00 s +100 %"));
		assertThat(row("Parts of both traces", "select ?")).contains("1 → 4 +300 %");
	}

	private void choose(String select, String trace) {
		this.browser.see(select + " option[value='" + trace + "']").click();
		this.browser.run("document.activeElement.blur()");
		Browser.await().until(() -> this.browser.url().contains(trace));
	}

	@Test
	void oneTraceOrNoneIsSaidToBeTooFew() {
		try (RunningConsole empty = new RunningConsole()) {
			this.browser.open(empty.url() + "#/compare");
			this.browser.see("#view-compare .hint-box", "no two traces");
			this.browser.open(empty.url() + "#/compare?a=1-00000000-000000000000000000000000&b=x");
			this.browser.see("#view-compare .hint-box", "There is no trace");
		}
	}

}
