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
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page in both sizes and both colour schemes.
 */
@BrowserTest
class LayoutPageTests {

	private static final double START = RunningConsole.now() - 300;

	/**
	 * Texts that do not stand out from what is behind them as WCAG AA asks for.
	 */
	private static final String FAINT = """
			const channel = (value) => (value <= 0.04045) ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
			const colors = (text) => text.startsWith("color(srgb") ? text.match(/[\\d.]+/g).map(Number)
				: text.match(/[\\d.]+/g).map((part, index) => (index < 3) ? part / 255 : Number(part));
			const luminance = (color) => 0.2126 * channel(color[0]) + 0.7152 * channel(color[1]) + 0.0722 * channel(color[2]);
			const behind = (element) => {
				for (let at = element; at; at = at.parentElement) {
					const color = colors(getComputedStyle(at).backgroundColor);
					if ((color[3] ?? 1) > 0.5) {
						return color;
					}
				}
				return colors(getComputedStyle(document.documentElement).backgroundColor);
			};
			const faint = [];
			for (const element of document.querySelectorAll("body *")) {
				const hasText = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
				if (!hasText || element.closest("[hidden], .hidden, :disabled, option, svg") || !element.checkVisibility()) {
					continue;
				}
				const values = [luminance(colors(getComputedStyle(element).color)), luminance(behind(element))].sort((a, b) => b - a);
				const contrast = (values[0] + 0.05) / (values[1] + 0.05);
				if (contrast < 4.5) {
					faint.push(`${element.textContent.trim().slice(0, 30)}: ${contrast.toFixed(2)}`);
				}
			}
			return faint""";

	private final Browser browser;

	private final RunningConsole console = new RunningConsole().withVisits(44);

	LayoutPageTests(Browser browser) {
		this.browser = browser;
	}

	@BeforeEach
	void addLongNames() {
		this.console.add(SampleTraces.visit(START, 3));
		this.console.add(Part
			.segment(SampleTraces.traceId(START, 7), "a-service-with-a-name-that-is-far-too-long-for-any-map".repeat(3),
					START, 0.5)
			.http("GET", "https://example.com/" + "very-long-path".repeat(20), 200)
			.with("annotations", Map.of("key", "without-any-break".repeat(20))));
	}

	@AfterEach
	void close() {
		this.console.close();
	}

	@ParameterizedTest
	@CsvSource({ "1280, 800, light", "1280, 800, dark", "400, 800, light", "400, 800, dark", "800, 900, light" })
	void nothingOverflowsAndAllCanBeRead(int width, int height, String scheme) {
		this.browser.size(width, height);
		this.browser.colorScheme(scheme);
		String trace = "#/traces/" + SampleTraces.traceId(START, 3);
		show("#/", "#traces-rows tr");
		show("#/?filter=service(%22users%22)", "#map .map-labels button[aria-pressed=true]");
		show("#/?filter=bogus", "#filter-error mark");
		show(trace, "#view-trace .row");
		show("#/traces/" + SampleTraces.traceId(START, 7), "#view-trace .row");
		show("#/traces/1-00000000-000000000000000000000000", "#view-trace .empty");
		show("#/statistics", ".figures tr");
		show("#/compare", ".comparison");
		show("#/sampling", ".sampling-rules tr");
		SampleSampling.fill(this.console);
		show("#/sampling", ".clients-row");
		show("#/sampling", ".rule-editor");
		assertThat(this.browser.run("return document.documentElement.dataset.theme")).isEqualTo(scheme);
		this.console.clear();
		show("#/", "#overview-empty");
	}

	private void show(String hash, String wanted) {
		this.browser.open(this.console.url() + hash);
		if (wanted.equals(".clients-row")) {
			this.browser.see(".sampling-rules button", "2 clients").click();
		}
		if (wanted.equals(".rule-editor")) {
			this.browser.see("[aria-label='Edit checkout']").click();
		}
		this.browser.see(wanted);
		this.browser.assertNothingOverflows();
		// What is not selected is faded on purpose
		assertThat(this.browser.run(FAINT)).as(hash).isEqualTo(List.of());
	}

	@Test
	void namesOnTheMapDoNotOverlap() {
		this.browser.open(this.console.url());
		this.browser.see("#map .map-labels button", "users");
		assertThat(this.browser
			.run("""
					const boxes = [...document.querySelectorAll("#map .map-labels span")].filter((label) => label.textContent)
						.map((label) => ({ text: label.textContent, box: label.getBoundingClientRect(), of: label.parentElement }));
					const overlapping = [];
					for (const a of boxes) {
						for (const b of boxes) {
							if (a.of !== b.of && a.box.left < b.box.right && b.box.left < a.box.right && a.box.top < b.box.bottom
									&& b.box.top < a.box.bottom) {
								overlapping.push(a.text + " / " + b.text);
							}
						}
					}
					return overlapping"""))
			.isEqualTo(List.of());
	}

	@Test
	void themeIsToggledAndKept() {
		this.browser.open(this.console.url());
		this.browser.click("#theme");
		assertThat(this.browser.run("return document.documentElement.dataset.theme")).isEqualTo("dark");
		this.browser.run("location.reload()");
		this.browser.see("#traces-rows tr");
		assertThat(this.browser.run("return document.documentElement.dataset.theme")).isEqualTo("dark");
	}

}
