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

// The line between map and traces: dragged, or moved with the arrow keys.
const KEY = "xray-console.split";
const LEAST = 15;
const MOST = 80;

export function makeSplitter(splitter, above, container) {

	function set(percent, keep) {
		const value = Math.round(Math.max(LEAST, Math.min(MOST, percent)));
		above.style.flexBasis = `${value}%`;
		splitter.setAttribute("aria-valuenow", value);
		if (keep) {
			try {
				window.localStorage.setItem(KEY, value);
			}
			catch (ex) {
				// Without storage the choice lasts as long as the page
			}
		}
	}

	splitter.addEventListener("pointerdown", (event) => {
		splitter.setPointerCapture(event.pointerId);
		event.preventDefault();
	});
	splitter.addEventListener("pointermove", (event) => {
		if (splitter.hasPointerCapture(event.pointerId)) {
			const box = container.getBoundingClientRect();
			set(100 * (event.clientY - box.top) / box.height, true);
		}
	});
	splitter.addEventListener("keydown", (event) => {
		const step = { ArrowUp: -4, ArrowDown: 4 }[event.key];
		if (step) {
			set(Number(splitter.getAttribute("aria-valuenow")) + step, true);
			event.preventDefault();
		}
	});
	try {
		const kept = Number(window.localStorage.getItem(KEY));
		if (kept >= LEAST) {
			set(kept, false);
		}
	}
	catch (ex) {
		// The height of the style sheet is fine
	}
}
