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

// Single keys that do something, and the dialog that tells them. They can be switched off, as some who speak to their
// computer need.
import { byId, element, replace } from "./dom.js";

const KEY = "xray-console.shortcuts";

const HELP = [
	[["/"], "Filter"],
	[["j", "k"], "Next and previous trace, or row of the timeline (arrows too)"],
	[["Enter"], "Open the trace, or the details of a row"],
	[["Esc"], "Back"],
	[["←", "→"], "Collapse and expand a row of the timeline"],
	[["f"], "Find in the trace; Enter and Shift+Enter go on"],
	[["z"], "Zoom the timeline to the selected row, and back"],
	[["1", "2", "3", "4"], "Overview, statistics, sampling rules, compare"],
	[["p"], "Pause, or go on"],
	[["t"], "Light or dark"],
	[["?"], "These shortcuts"]
];

let enabled = read();

function read() {
	try {
		return window.localStorage.getItem(KEY) !== "off";
	}
	catch (ex) {
		return true;
	}
}

function write(on) {
	enabled = on;
	try {
		window.localStorage.setItem(KEY, on ? "on" : "off");
	}
	catch (ex) {
		// Without storage the choice lasts as long as the page
	}
}

export function isTyping(target) {
	return target instanceof HTMLElement && (target.matches("input:not([type=checkbox]), textarea, select") || target.isContentEditable);
}

/** Calls the action of a key, unless somebody types, or holds a modifier down. */
export function listen(actions) {
	document.addEventListener("keydown", (event) => {
		if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) {
			return;
		}
		const action = actions[event.key];
		const single = event.key.length === 1;
		if (!action || (isTyping(event.target)) || (single && !enabled)) {
			return;
		}
		if (action(event) !== false) {
			event.preventDefault();
		}
	});
}

export function showHelp() {
	const dialog = byId("shortcuts");
	replace(dialog,
			element("h2", { id: "shortcuts-title" }, "Keyboard shortcuts"),
			element("div", { class: "shortcut-list" }, HELP.map(([keys, meaning]) => [
				element("span", null, keys.map((key) => [element("kbd", null, key), " "])), element("span", null, meaning)])),
			element("form", { method: "dialog", class: "dialog-buttons" },
					element("label", null, element("input", { type: "checkbox", checked: enabled,
						onchange: (event) => write(event.target.checked) }), " Single keys are on"),
					element("button", { class: "primary", autofocus: true }, "Close")));
	dialog.showModal();
}
