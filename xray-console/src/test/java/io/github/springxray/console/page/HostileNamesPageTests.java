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

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.WebElement;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What whoever can reach the port sends must stay text, wherever it is shown.
 */
@BrowserTest
class HostileNamesPageTests {

	private final Browser browser;

	private final RunningConsole console = new RunningConsole();

	HostileNamesPageTests(Browser browser) {
		this.browser = browser;
	}

	@AfterEach
	void close() {
		this.console.close();
	}

	private static Part hostile(String text) {
		double start = RunningConsole.now() - 3;
		Map<String, Object> fields = new LinkedHashMap<>();
		fields.put("request", Map.of("method", text, "url", text, "user_agent", text));
		fields.put("response", Map.of("status", 500));
		Map<String, Object> exception = Map.of("id", "00000000000000aa", "type", text, "message", text, "stack",
				List.of(Map.of("path", text, "line", 1, "label", text)));
		Part query = Part.subsegment(text, start + 0.1, 0.1)
			.with("namespace", "remote")
			.with("sql", Map.of("sanitized_query", text, "url", text, "database_type", text));
		Part table = Part.subsegment("DynamoDB", start + 0.3, 0.1)
			.with("namespace", "aws")
			.with("aws", Map.of("operation", text, "table_name", text));
		return Part.segment(SampleTraces.traceId(start, 1), text, start, 1)
			.with("http", fields)
			.with("fault", true)
			.with("user", text)
			.with("origin", text)
			.with("annotations", Map.of("key", text, "other", true))
			.with("metadata", Map.of(text, Map.of(text, List.of(text))))
			.with("cause", Map.of("exceptions", List.of(exception)))
			.add(query, table);
	}

	@ParameterizedTest
	@ValueSource(strings = { "<script>window.hacked=1</script>", "<img src=x onerror=window.hacked=2>",
			"\"><svg onload=window.hacked=3>", "javascript:window.hacked=4", "';window.hacked=5;//",
			"</title></pre></textarea><iframe srcdoc='<script>parent.hacked=6</script>'>", "__proto__",
			"{{constructor.constructor('window.hacked=7')()}}", "data:text/html,<script>hacked=8</script>" })
	void staysText(String text) {
		this.console.add(hostile(text));
		this.browser.open(this.console.url());
		String before = elements();
		this.browser.see("#traces-rows tr", text.replaceAll("^data:", ""));
		this.browser.see("#map .map-labels button", text);
		this.browser.see("#traces-rows tr").click();
		this.browser.see("#view-trace .row.selected", text);
		for (WebElement row : this.browser.all("#view-trace .row")) {
			row.click();
			for (WebElement tab : this.browser.all("#view-trace [role=tab]")) {
				tab.click();
				assertThat(this.browser.see("#tab-panel").getText()).isNotEmpty();
			}
		}
		this.browser.press("2");
		this.browser.see(".figures td.name", text);
		assertThat(elements()).isEqualTo(before);
		assertThat(this.browser.run("return typeof window.hacked")).isEqualTo("undefined");
		assertThat(this.browser
			.run("return document.querySelectorAll('a[href^=\"javascript\"],a[href^=\"data\"]').length")).isEqualTo(0L);
	}

	/**
	 * Elements that could do something, and that the page makes none of.
	 */
	private String elements() {
		return this.browser.run("""
				return ["script", "iframe", "object", "embed", "base", "style", "img", "form", "[onload]", "[onerror]"]
					.map((name) => name + document.querySelectorAll(name).length).join()""").toString();
	}

	@Test
	void controlCharactersAreShownAsSigns() {
		this.console.add(hostile("a\u001b[31mred\u0007 \u202egnp.exe \u200bb\u0085"));
		this.browser.open(this.console.url());
		this.browser.see("#map .map-labels button", "a␛[31mred␇ ⟨U+202E⟩gnp.exe ⟨U+200B⟩b⟨U+0085⟩");
		this.browser.see("#traces-rows tr", "⟨U+202E⟩").click();
		this.browser.see("#view-trace .row", "␛[31mred");
		assertThat(this.browser
			.run("""
					const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
					const found = [];
					while (walker.nextNode()) {
						if (/[\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u200b\\u202a-\\u202e]/.test(walker.currentNode.data)) {
							found.push(walker.currentNode.data);
						}
					}
					return found.join()"""))
			.isEqualTo("");
	}

	@ParameterizedTest
	@ValueSource(strings = { "\u0000", "\ud83d\ude00", "\u202e", "\ud800", "\u05d0 " })
	void longTextsOfAnySignLeaveThePageUsable(String sign) {
		this.console.add(hostile(sign.repeat(500 / sign.length())));
		double start = RunningConsole.now() - 2;
		this.console.add(Part.segment(SampleTraces.traceId(start, 2), "honest", start, 1).http("GET", "/fine", 200));
		for (int width : new int[] { 1280, 400 }) {
			this.browser.size(width, 800);
			this.browser.open(this.console.url());
			this.browser.see("#map .map-labels button", "honest");
			this.browser.assertNothingOverflows();
			this.browser.see("#traces-rows tr", "/fine");
			this.browser.run("document.querySelector('#traces-rows tr:last-child a').click()");
			this.browser.see("#view-trace .row");
			for (WebElement tab : this.browser.all("#view-trace [role=tab]")) {
				tab.click();
				this.browser.assertNothingOverflows();
			}
			this.browser.open(this.console.url() + "#/statistics");
			this.browser.see(".figures tr");
			this.browser.assertNothingOverflows();
		}
		this.browser.assertNoComplaints();
	}

	@Test
	void thousandsOfServicesAndSubsegmentsLeaveThePageUsable() {
		double start = RunningConsole.now() - 60;
		for (int i = 0; i < 1500; i++) {
			this.console.add(Part.segment(SampleTraces.traceId(start, 10 + i), "service-" + i, start, 1));
		}
		Part wide = Part.segment(SampleTraces.traceId(start, 5), "wide", start + 50, 1);
		this.console.add(wide);
		for (int i = 0; i < 5000; i++) {
			this.console.add(Part.subsegment("call-" + i, start + 50, 1).alone(SampleTraces.traceId(start, 5), wide));
		}
		this.browser.open(this.console.url());
		this.browser.see("#map .map-left", "calls of more services are not shown");
		this.browser.see("#traces-rows tr", "wide").click();
		this.browser.see("#view-trace .row", "call-");
		this.browser.press("2");
		this.browser.see(".figures td.name", "service-");
	}

	@Test
	void traceWithoutSegmentIsMarkedAndOnNoMap() {
		double start = RunningConsole.now() - 3;
		Part lost = Part.segment(SampleTraces.traceId(start, 1), "nobody", start, 1);
		this.console.add(Part.subsegment("lost-call", start, 1)
			.with("namespace", "remote")
			.alone(SampleTraces.traceId(start, 1), lost));
		this.browser.open(this.console.url());
		assertThat(this.browser.see("#traces-rows tr", "lost-call").getText()).contains("incomplete");
		assertThat(this.browser.all("#map .map-labels button")).isEmpty();
		this.browser.see("#traces-rows tr", "lost-call").click();
		this.browser.see("#view-trace .row.orphan", "parent missing");
	}

	@Test
	void callerWhoseSegmentIsMissingConnectsWhatItCalls() {
		double start = RunningConsole.now() - 3;
		String id = SampleTraces.traceId(start, 1);
		Part lost = Part.segment(id, "nobody", start, 1);
		Part call = Part.subsegment("orders", start, 1).with("namespace", "remote");
		this.console.add(Part.segment(id, "orders", start, 1).calledBy(call), call.alone(id, lost),
				Part.subsegment("table", start, 1).with("namespace", "aws").alone(id, lost));
		this.browser.open(this.console.url());
		this.browser.see("#map .map-labels button", "not yet known");
		assertThat(this.browser.texts("#map .map-labels .name")).containsExactlyInAnyOrder("not yet known", "orders",
				"table");
		this.console.add(lost);
		Browser.await()
			.until(() -> this.browser.texts("#map .map-labels .name").containsAll(List.of("nobody", "Clients"))
					&& !this.browser.texts("#map .map-labels .name").contains("not yet known"));
	}

}
