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

// Sets light or dark: what was chosen here, or else what the system says. A classic script, run before the first paint.
(function () {
	"use strict";
	const key = "xray-console.theme";
	const system = window.matchMedia("(prefers-color-scheme: dark)");

	function chosen() {
		try {
			return window.localStorage.getItem(key);
		}
		catch (ex) {
			return null;
		}
	}

	function apply() {
		document.documentElement.dataset.theme = chosen() || (system.matches ? "dark" : "light");
		document.dispatchEvent(new CustomEvent("themechange"));
	}

	window.xrayTheme = {
		toggle() {
			const next = (document.documentElement.dataset.theme === "dark") ? "light" : "dark";
			try {
				// What the system says anyway is not kept, so that the page follows it again
				if (next === (system.matches ? "dark" : "light")) {
					window.localStorage.removeItem(key);
				}
				else {
					window.localStorage.setItem(key, next);
				}
			}
			catch (ex) {
				// Without storage the choice lasts as long as the page
			}
			document.documentElement.dataset.theme = next;
			document.dispatchEvent(new CustomEvent("themechange"));
			return next;
		}
	};
	system.addEventListener("change", apply);
	apply();
}());
