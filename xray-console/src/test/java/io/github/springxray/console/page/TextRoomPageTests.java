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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Texts keep a distance from what is beside them, however long they are.
 */
@BrowserTest
class TextRoomPageTests {

	private static final double START = RunningConsole.now() - 300;

	/**
	 * Texts that are on a line with others, and less than three pixels away from them or
	 * above them. What is cut off by something around it counts as far as it is seen.
	 */
	private static final String TOUCHING = """
			const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
			const found = [];
			while (walker.nextNode()) {
				const parent = walker.currentNode.parentElement;
				if (!walker.currentNode.data.trim() || !parent.checkVisibility() || parent.closest(".hidden, svg, option, pre, .map, dialog")) {
					continue;
				}
				const range = document.createRange();
				range.selectNodeContents(walker.currentNode);
				for (const rect of range.getClientRects()) {
					const box = { left: rect.left, right: rect.right, top: rect.top, bottom: rect.bottom };
					for (let at = parent; at; at = at.parentElement) {
						if (getComputedStyle(at).overflowX !== "visible") {
							const clip = at.getBoundingClientRect();
							box.left = Math.max(box.left, clip.left);
							box.right = Math.min(box.right, clip.right);
							box.top = Math.max(box.top, clip.top);
							box.bottom = Math.min(box.bottom, clip.bottom);
						}
					}
					if (box.right - box.left > 1 && box.bottom - box.top > 4) {
						found.push({ text: walker.currentNode.data, parent, box });
					}
				}
			}
			const touching = [];
			for (const a of found) {
				for (const b of found) {
					const line = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top);
					const apart = b.box.left - a.box.right;
					if (a === b || a.parent === b.parent || line < 6 || a.box.left > b.box.left || apart >= 3) {
						continue;
					}
					if (/[\\s([\u201c]$/.test(a.text) || /^[\\s.,:;)\\]\u201d]/.test(b.text)) {
						continue;
					}
					touching.push(`${a.text.slice(-20)} | ${b.text.slice(0, 20)}: ${apart.toFixed(1)}`);
				}
			}
			return [...new Set(touching)]""";

	private final Browser browser;

	private final RunningConsole console = new RunningConsole();

	TextRoomPageTests(Browser browser) {
		this.browser = browser;
	}

	@BeforeEach
	void addTraces() {
		String[] methods = { "OPTIONS", "DELETE", "CONNECT", "PROPPATCH", "VERSION-CONTROL", "M",
				"\u05d0\u05d1\u05d2" };
		String[] names = { "users", "\u0634\u0628\u0643\u0629", "a-service-whose-name-nobody-has-kept-short".repeat(3),
				"x" };
		double[] seconds = { 0.0000123, 0.999, 59.99, 3599, 86_400 * 400.0, 9e10, 12.34 };
		for (int i = 0; i < methods.length; i++) {
			Part call = Part.subsegment(names[i % names.length], START, seconds[i])
				.with("namespace", "remote")
				.http(methods[i], "https://example.com/" + "a".repeat(1 + 30 * i), 429);
			this.console
				.add(Part.segment(SampleTraces.traceId(START, 300 + i), names[i % names.length], START, seconds[i])
					.http(methods[i], "https://example.com/" + "p".repeat(1 + 30 * i), 200 + 100 * (i % 4))
					.with("user", "somebody-with-a-long-name".repeat(i))
					.with("annotations", Map.of("number", 123456789012345678L, "text", "t".repeat(10 * i)))
					.add(call));
		}
		Part lost = Part.segment(SampleTraces.traceId(START, 400), "nobody", START, 1);
		this.console.add(Part.subsegment("lost", START, 1).alone(SampleTraces.traceId(START, 400), lost));
	}

	@AfterEach
	void close() {
		this.console.close();
	}

	@ParameterizedTest
	@CsvSource({ "1280, 800, light", "1280, 800, dark", "400, 800, light", "400, 800, dark", "900, 800, light" })
	void nothingTouchesItsNeighbour(int width, int height, String scheme) {
		this.browser.size(width, height);
		this.browser.colorScheme(scheme);
		show("#/", "#traces-rows tr");
		for (int i = 0; i < 7; i++) {
			show("#/traces/" + SampleTraces.traceId(START, 300 + i), "#view-trace .row");
		}
		show("#/traces/" + SampleTraces.traceId(START, 400), "#view-trace .row");
		show("#/statistics", ".figures tr");
		show("#/compare", ".comparison");
		show("#/sampling", ".sampling-rules tr");
		SampleSampling.fill(this.console);
		show("#/sampling", ".clients-row");
		show("#/sampling", ".rule-editor");
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
		assertThat(this.browser.run(TOUCHING)).as(hash).isEqualTo(List.of());
		this.browser.assertNothingOverflows();
	}

}
