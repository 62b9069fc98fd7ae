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

// The sampling rules in the order in which they are tried, with what their clients reported.
import { element, foreign, replace } from "../dom.js";
import { count, counted, second, share } from "../format.js";
import { conditions, hasBoost, isDefault } from "./fields.js";

const COLUMNS = [["rule", "Rule"], ["priority", "Priority", true], ["takes", "Samples"], ["requests", "Requests", true], ["sampled", "Sampled", true],
	["borrowed", "Borrowed", true], ["clients", "Clients"], ["actions", "Actions"]];

function patterns(rule) {
	const parts = conditions(rule);
	if (parts.length === 0) {
		return isDefault(rule) ? "every request that no other rule is for" : "every request";
	}
	return parts.map(([label, pattern]) => element("span", { class: "condition" }, label && [foreign(label), " "], element("code", null, foreign(pattern))));
}

function rate(value) {
	return (value >= 1) ? "all" : (value > 0) ? share(value) : "none";
}

function takes(rule) {
	if (rule.FixedRate >= 1) {
		return "all";
	}
	return (rule.ReservoirSize > 0) ? `${count(rule.ReservoirSize)} a second, then ${rate(rule.FixedRate)}` : rate(rule.FixedRate);
}

function boost(item) {
	if (item.boost) {
		return element("span", { class: "boost", title: "Clients reported requests that failed" }, `boosted to ${rate(item.boost.rate)} until ${second(item.boost.until)}`);
	}
	const cooling = item.boostableFrom > Date.now() / 1000;
	return hasBoost(item.rule) && element("span", { class: "muted" },
			`up to ${rate(item.rule.SamplingRateBoost.MaxRate)} when requests fail${cooling ? `, again from ${second(item.boostableFrom)}` : ""}`);
}

function client(item) {
	return element("li", null, element("code", null, foreign(item.id)), element("span", null, counted(item.requests, "request")),
			element("span", null, `${count(item.sampled)} sampled`), element("span", null, `${count(item.borrowed)} borrowed`),
			element("span", null, `quota ${count(item.quota)} a second`), element("span", { class: "muted" }, `reported at ${second(item.reportedAt)}`));
}

export class RulesTable {

	#actions;

	#open = new Set();

	#items = [];

	#content = "";

	#body = element("tbody");

	/** @param actions `edit(rule)` and `remove(rule)` */
	constructor(actions) {
		this.#actions = actions;
		this.element = element("table", { class: "figures sampling-rules", "aria-label": "Sampling rules, in the order in which they are tried" },
				element("thead", null, element("tr", null, COLUMNS.map(([id, label, number]) =>
					element("th", { scope: "col", class: number ? `${id} number` : id }, element("span", { class: (id === "actions") ? "hidden" : null }, label))))), this.#body);
	}

	update(items) {
		this.#items = items;
		const content = JSON.stringify([items, [...this.#open]]);
		if (content === this.#content) {
			return;
		}
		this.#content = content;
		const focused = this.#body.contains(document.activeElement) ? document.activeElement.dataset.key : null;
		replace(this.#body, items.map((item) => this.#rows(item)));
		if (focused) {
			[...this.#body.querySelectorAll("button")].find((button) => button.dataset.key === focused)?.focus();
		}
	}

	#rows(item) {
		const { rule } = item;
		const values = {
			rule: [element("strong", null, foreign(rule.RuleName)), element("span", { class: "conditions muted" }, patterns(rule))],
			priority: isDefault(rule) ? "last" : count(rule.Priority),
			takes: [takes(rule), boost(item)],
			requests: count(item.requests),
			sampled: [count(item.sampled), (item.sampled > 0 && item.requests > 0) && element("span", { class: "muted" }, ` ${share(item.sampled / item.requests)}`)],
			borrowed: count(item.borrowed),
			clients: this.#clientsButton(item),
			actions: [this.#button(rule, "Edit", "", () => this.#actions.edit(rule)),
				!isDefault(rule) && this.#button(rule, "Delete", "danger", () => this.#actions.remove(rule))]
		};
		const row = element("tr", null, COLUMNS.map(([id, label, number]) =>
			element("td", { class: number ? `${id} number` : id, "data-label": label }, element("div", null, values[id]))));
		return [row, this.#open.has(rule.RuleName) && this.#clientsRow(item)];
	}

	#button(rule, label, style, onclick) {
		return element("button", { type: "button", class: `quiet ${style}`, "data-key": `${label} ${rule.RuleName}`, "aria-label": `${label} ${rule.RuleName}`, onclick }, label);
	}

	#clientsButton({ rule, clientCount }) {
		if (clientCount === 0) {
			return element("span", { class: "muted" }, "none");
		}
		const open = this.#open.has(rule.RuleName);
		return element("button", { type: "button", class: "link", "aria-expanded": String(open), "data-key": `clients ${rule.RuleName}`, onclick: () => this.#toggle(rule) },
				counted(clientCount, "client"));
	}

	#clientsRow({ rule, clients, clientCount }) {
		const more = clientCount - clients.length;
		return element("tr", { class: "clients-row" }, element("td", { colspan: COLUMNS.length },
				element("ul", { class: "client-list", "aria-label": `Clients of ${rule.RuleName}` }, clients.map(client),
						(more > 0) && element("li", { class: "muted" }, `and ${count(more)} more`))));
	}

	#toggle(rule) {
		if (!this.#open.delete(rule.RuleName)) {
			this.#open.add(rule.RuleName);
		}
		this.update(this.#items);
	}

}
