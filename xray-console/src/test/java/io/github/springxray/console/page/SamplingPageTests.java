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
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

import io.github.springxray.console.sampling.SamplingCounts;
import io.github.springxray.console.sampling.SamplingRule;
import io.github.springxray.console.telemetry.TelemetryCounts;
import io.github.springxray.console.telemetry.TelemetryLog.Sender;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The view of sampling rules, and of daemons.
 */
@BrowserTest
class SamplingPageTests {

	private static final String CLIENT = "8f2a01b6c3d47e5900aa11bb";

	private static final String RULES = ".sampling-rules tbody tr";

	private final Browser browser;

	private final RunningConsole console = new RunningConsole();

	SamplingPageTests(Browser browser) {
		this.browser = browser;
	}

	@BeforeEach
	void open() {
		this.browser.open(this.console.url() + "#/sampling");
		this.browser.see(RULES, "Default");
	}

	@AfterEach
	void close() {
		this.browser.assertNoComplaints();
		this.console.close();
	}

	private SamplingRule rule(String name) {
		return this.console.rules().find(name).orElseThrow().rule();
	}

	private void enter(String field, String value) {
		WebElement input = this.browser.see("#rule-" + field);
		input.sendKeys(Keys.chord(Keys.CONTROL, "a"), value);
	}

	@Test
	void ruleIsCreatedEditedAndDeleted() {
		this.browser.see("#view-sampling button", "Add a rule").click();
		assertThat(this.browser.focused().getDomProperty("id")).isEqualTo("rule-RuleName");
		enter("RuleName", "orders");
		enter("Priority", "42");
		enter("ReservoirSize", "5");
		enter("FixedRate", "0.25");
		enter("HTTPMethod", "POST");
		enter("URLPath", "/orders/*");
		enter("attributes", "tenant=gold*\nplan");
		this.browser.click("#rule-boost");
		enter("boost-rate", "0.75");
		enter("boost-cooldown", "3");
		this.browser.see(".rule-editor button", "Create").click();
		this.browser.see("#view-sampling [role=status]", "The rule orders is saved");
		assertThat(this.browser.see(RULES, "orders").getText()).contains("POST /orders/*", "tenant", "gold*", "42",
				"5 a second, then 25 %", "up to 75 % when requests fail");
		SamplingRule created = rule("orders");
		assertThat(created.attributes()).isEqualTo(Map.of("tenant", "gold*", "plan", "*"));
		assertThat(created.boost()).isEqualTo(new SamplingRule.RateBoost(0.75, 3));

		this.browser.see(RULES, "orders").findElement(By.cssSelector("[aria-label='Edit orders']")).click();
		assertThat(this.browser.see("#rule-RuleName").getDomAttribute("readonly")).isNotNull();
		enter("FixedRate", "0.5");
		enter("attributes", "tenant=silver");
		this.browser.click("#rule-boost");
		this.browser.see(".rule-editor button", "Save").click();
		this.browser.seeNo(".rule-editor");
		this.browser.see(RULES, "then 50 %");
		assertThat(this.browser.see(RULES, "orders").getText()).doesNotContain("when requests fail");
		assertThat(rule("orders").attributes()).isEqualTo(Map.of("tenant", "silver"));
		assertThat(rule("orders").reservoirSize()).isEqualTo(5);

		this.browser.see(RULES, "orders").findElement(By.cssSelector("[aria-label='Delete orders']")).click();
		this.browser.see("#confirm button", "Keep it").click();
		assertThat(this.console.rules().find("orders")).isPresent();
		this.browser.see(RULES, "orders").findElement(By.cssSelector("[aria-label='Delete orders']")).click();
		this.browser.see("#confirm button", "Delete").click();
		this.browser.see("#view-sampling [role=status]", "The rule orders is deleted");
		Browser.await().until(() -> this.browser.texts(RULES).size() == 1);
		assertThat(this.console.rules().all()).hasSize(1);
	}

	@Test
	void defaultRuleHasARateAndAReservoirAlone() {
		WebElement row = this.browser.see(RULES, "Default");
		assertThat(row.findElements(By.cssSelector("td.actions button"))).extracting(WebElement::getText)
			.containsExactly("Edit");
		row.findElement(By.cssSelector("td.actions button")).click();
		assertThat(this.browser.all(".rule-editor input")).extracting((input) -> input.getDomProperty("id"))
			.containsExactly("rule-ReservoirSize", "rule-FixedRate", "rule-boost", "rule-boost-rate",
					"rule-boost-cooldown");
		enter("FixedRate", "0.1");
		enter("ReservoirSize", "3");
		this.browser.press(Keys.ENTER);
		this.browser.see(RULES, "3 a second, then 10 %");
		assertThat(rule("Default").fixedRate()).isEqualTo(0.1);
	}

	@Test
	void whatXRayWouldNotTakeIsSaidAndNothingIsLost() {
		SampleSampling.rule(this.console, "orders", 5, 1, 1, "");
		this.browser.see("#view-sampling button", "Add a rule").click();
		enter("RuleName", "orders");
		this.browser.press(Keys.ENTER);
		this.browser.see(".rule-editor [role=alert]", "There is a rule orders already");
		enter("RuleName", "other");
		enter("Priority", "10000");
		this.browser.press(Keys.ENTER);
		assertThat(this.browser.run("return document.querySelector('#rule-Priority').validity.rangeOverflow"))
			.isEqualTo(true);
		this.browser.press(Keys.ESCAPE);
		this.browser.seeNo(".rule-editor");
		assertThat(this.console.rules().all()).hasSize(2);
	}

	@Test
	void whatClientsReportShowsWhileThePageIsOpen() {
		SampleSampling.rule(this.console, "orders", 5, 0.1, 4,
				"\"SamplingRateBoost\":{\"MaxRate\":0.5,\"CooldownWindowMinutes\":1}");
		this.browser.see(RULES, "orders");
		this.console.targets().report("orders", CLIENT, new SamplingCounts(1234, 456, 78));
		assertThat(this.browser.see(RULES, "1,234").getText()).contains("456", "37 %", "78");
		this.browser.see(RULES + " button", "1 client").click();
		assertThat(this.browser.see(".client-list li", CLIENT).getText()).contains("1,234 requests", "456 sampled",
				"78 borrowed", "quota 4 a second");
		this.console.targets().reportAnomalies("orders", 20, 0);
		this.browser.see(RULES + " .boost", "boosted to 25 % until");
		assertThat(this.browser.run("return fetch('api/sampling').then((answer) => answer.json())"
				+ ".then((json) => json.rules[0].boostableFrom - json.rules[0].boost.until)"))
			.isEqualTo(0L);
		this.console.targets().report("orders", "00c4e1d97ab355f2c08d6e13", new SamplingCounts(1, 0, 0));
		this.browser.see(RULES + " button", "2 clients");
		// What was opened stays open, and what has the focus keeps it
		this.browser.see(".client-list li", "00c4e1d97ab355f2c08d6e13");
		assertThat(this.browser.focused().getText()).isEqualTo("2 clients");
	}

	@Test
	void editorIsLeftAloneByWhatComesMeanwhile() {
		this.browser.see("#view-sampling button", "Add a rule").click();
		enter("RuleName", "half-way");
		this.console.targets().report("Default", CLIENT, new SamplingCounts(77, 1, 1));
		Browser.await()
			.until(() -> this.browser.run("return document.querySelector('.sampling-rules').textContent")
				.toString()
				.contains("77"));
		assertThat(this.browser.see("#rule-RuleName").getDomProperty("value")).isEqualTo("half-way");
	}

	@Test
	void daemonsShowWhatTheySentAndLost() {
		this.browser.see("#view-sampling", "No daemon sends to this console");
		this.console.telemetry()
			.add(new Sender("box-1", "i-0123", "arn:aws:ec2:box"),
					new TelemetryCounts(1000, 950, 7, 43, new TelemetryCounts.Errors(3, 0, 0, 5, 0, 0)));
		assertThat(this.browser.see(".telemetry tbody tr", "box-1").getText()).contains("i-0123", "arn:aws:ec2:box",
				"1,000", "950", "7", "43", "3 timeouts", "5 answers with 5xx");
	}

	@ParameterizedTest
	@ValueSource(strings = { "<script>window.hacked=1</script>", "<img src=x onerror=hacked=2>", "__proto__",
			"\u202egnp", "'\"&]()[]" })
	void namesStayText(String name) {
		SampleSampling.rule(this.console, name, 5, 0.1, 4, "\"Attributes\":{\"__proto__\":\"<b>\"}");
		this.console.telemetry()
			.add(new Sender(name, name, name),
					new TelemetryCounts(1, 1, 1, 1, new TelemetryCounts.Errors(1, 1, 1, 1, 1, 1)));
		String shown = name.replace("\u202e", "⟨U+202E⟩");
		this.console.targets().report(name, "<i>" + "x".repeat(21), new SamplingCounts(1, 1, 1));
		this.browser.see(".telemetry tbody tr", shown);
		this.browser.see(RULES, shown);
		this.browser.see(RULES + " button", "1 client").click();
		this.browser.see(".client-list li", "<i>xx");
		this.browser.see(RULES, shown).findElements(By.cssSelector("td.actions button")).get(0).click();
		assertThat(this.browser.see("#rule-RuleName").getDomProperty("value")).isEqualTo(name);
		this.browser.see(".rule-editor button", "Save").click();
		this.browser.see("#view-sampling [role=status]", shown);
		assertThat(rule(name).attributes()).isEqualTo(Map.of("__proto__", "<b>"));
		this.browser.see(RULES, shown).findElements(By.cssSelector("td.actions button")).get(1).click();
		this.browser.see("#confirm button", "Delete").click();
		Browser.await().until(() -> this.console.rules().all().size() == 1);
		assertThat(this.browser.run("return typeof window.hacked")).isEqualTo("undefined");
		assertThat(this.browser
			.run("return document.querySelectorAll('#main script, #main img, #main b, #main i').length")).isEqualTo(0L);
	}

	@Test
	void embeddedConsoleSaysThatNoSdkAsksIt() {
		assertThat(this.browser.see("#view-sampling").getText()).doesNotContain("inside an application");
		try (RunningConsole embedded = new RunningConsole("orders")) {
			this.browser.open(embedded.url() + "#/sampling");
			this.browser.see("#view-sampling", "This console is inside an application");
		}
	}

	@Test
	void keyboardReachesTheRules() {
		this.browser.open(this.console.url());
		this.browser.press("3");
		this.browser.see(RULES, "Default");
		assertThat(List.of(this.browser.url().split("#"))).contains("/sampling");
	}

}
