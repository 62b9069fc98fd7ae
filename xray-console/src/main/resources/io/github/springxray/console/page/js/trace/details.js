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

// The details of a node, in tabs. The tab that was chosen stays when another node has it too.
import { element, replace } from "../dom.js";
import { TABS } from "./tabs.js";

export class Details {

	#parent;

	#chosen = "overview";

	#panels = [];

	constructor(parent) {
		this.#parent = parent;
	}

	show(node, model) {
		const scroll = this.#parent.querySelector(".tab-panel")?.scrollTop ?? 0;
		const same = this.#shown === node.document.id;
		this.#shown = node.document.id;
		this.#panels = TABS.map((tab) => ({ ...tab, elements: tab.content(node, model) })).filter((tab) => tab.elements !== null);
		const list = element("div", { class: "tab-list", role: "tablist", "aria-label": "Details", onkeydown: (event) => this.#key(event) },
				this.#panels.map((tab) => element("button", { type: "button", role: "tab", id: `tab-${tab.id}`, "aria-controls": "tab-panel",
					onclick: () => this.choose(tab.id) }, tab.label(node))));
		const panel = element("div", { class: "tab-panel", role: "tabpanel", id: "tab-panel", tabindex: "0" });
		replace(this.#parent, list, panel);
		this.choose(this.#chosen);
		if (same) {
			panel.scrollTop = scroll;
		}
	}

	#shown = null;

	choose(id) {
		const tab = this.#panels.find((candidate) => candidate.id === id) ?? this.#panels[0];
		if (tab.id === id) {
			this.#chosen = id;
		}
		for (const button of this.#parent.querySelectorAll("[role=tab]")) {
			const selected = button.id === `tab-${tab.id}`;
			button.setAttribute("aria-selected", String(selected));
			button.tabIndex = selected ? 0 : -1;
		}
		const panel = this.#parent.querySelector(".tab-panel");
		panel.setAttribute("aria-labelledby", `tab-${tab.id}`);
		replace(panel, tab.elements);
		panel.scrollTop = 0;
	}

	#key(event) {
		const step = { ArrowRight: 1, ArrowLeft: -1, Home: -Infinity, End: Infinity }[event.key];
		if (step === undefined) {
			return;
		}
		event.preventDefault();
		const at = this.#panels.findIndex((tab) => event.target.id === `tab-${tab.id}`);
		const next = Number.isFinite(step) ? (at + step + this.#panels.length) % this.#panels.length : (step < 0) ? 0 : this.#panels.length - 1;
		this.choose(this.#panels[next].id);
		this.#parent.querySelector(`#tab-${this.#panels[next].id}`).focus();
	}

}
