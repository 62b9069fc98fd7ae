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

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whoever asks for the whole map gets it.
 */
@BrowserTest
class FitMapPageTests {

	/**
	 * Names, numbers and middles of services that are outside of the map, or beneath the
	 * buttons in its corner.
	 */
	private static final String OUTSIDE = """
			const map = document.querySelector("#map").getBoundingClientRect();
			const tools = document.querySelector("#map .map-tools").getBoundingClientRect();
			const outside = [];
			const check = (text, box) => {
				const beneath = box.right > tools.left + 1 && box.left < tools.right - 1 && box.top < tools.bottom - 1 && box.bottom > tools.top + 1;
				if (box.left < map.left - 1 || box.right > map.right + 1 || box.top < map.top - 1 || box.bottom > map.bottom + 1 || beneath) {
					outside.push(text + JSON.stringify(box));
				}
			};
			for (const button of document.querySelectorAll("#map .map-labels button")) {
				const box = button.getBoundingClientRect();
				const middle = { x: box.left + box.width / 2, y: box.top + box.height / 3 };
				check("node", { left: middle.x - 1, right: middle.x + 1, top: box.top, bottom: middle.y });
				for (const label of button.querySelectorAll("span")) {
					if (label.textContent) {
						check(label.textContent, label.getBoundingClientRect());
					}
				}
			}
			return outside""";

	private final Browser browser;

	private final RunningConsole console = new RunningConsole();

	FitMapPageTests(Browser browser) {
		this.browser = browser;
	}

	@AfterEach
	void close() {
		this.console.close();
	}

	private void addChain(int length, String name) {
		double start = RunningConsole.now() - 60;
		Part caller = null;
		for (int i = 0; i < length; i++) {
			Part call = Part.subsegment("call", start, 1).with("namespace", "remote");
			Part segment = Part.segment(SampleTraces.traceId(start, length), name + i, start, 1).add(call);
			this.console.add((caller != null) ? segment.calledBy(caller) : segment);
			caller = call;
		}
	}

	private void addFan(int count, String name) {
		double start = RunningConsole.now() - 60;
		for (int i = 0; i < count; i++) {
			this.console.add(Part.segment(SampleTraces.traceId(start, 100 + i), name + i, start, 1)
				.add(Part.subsegment(name + "-database-" + i, start, 1).with("namespace", "remote")));
		}
	}

	@ParameterizedTest
	@CsvSource({ "1280, 1, 0", "1280, 25, 0", "1280, 3, 30", "1280, 60, 60", "400, 1, 0", "400, 25, 0", "400, 3, 30",
			"800, 12, 12" })
	void allOfItIsSeenOnceSomebodyHasAskedForIt(int width, int chain, int fan) {
		this.browser.size(width, 800);
		addChain(chain, "a-service-with-a-long-name-");
		addFan(fan, "\u0634\u0628\u0643\u0629-other");
		this.browser.open(this.console.url());
		this.browser.see("#map .map-labels button");
		this.browser.click("#map .map-tools button[title='Fit the map']");
		assertThat(this.browser.run(OUTSIDE)).isEqualTo(List.of());
		this.browser.click("#map .map-tools button[title='Zoom in']");
		this.browser.click("#map .map-tools button[title='Zoom in']");
		this.browser.click("#map .map-tools button[title='Fit the map']");
		assertThat(this.browser.run(OUTSIDE)).isEqualTo(List.of());
	}

}
