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

// A simple editor of the sampling rules that the console hands out to SDKs.
import { ApiError, getJson, putJson } from "../api.js";
import { announce, byId, element, foreign, replace } from "../dom.js";
import { FIELDS, newRule } from "./fields.js";

export class SamplingView {

	#root = byId("view-sampling");

	#rules = null;

	#changed = false;

	#form;

	#list = element("div", { class: "rules" });

	#message = element("p", { class: "hint-box", role: "status", hidden: true });

	#save = element("button", { type: "submit", class: "primary", disabled: true }, "Save");

	#reset = element("button", { type: "button", disabled: true, onclick: () => this.#load() }, "Discard changes");

	constructor() {
		this.#form = element("form", { autocomplete: "off", onsubmit: (event) => this.#submit(event), oninput: () => this.#mark(true) },
				this.#list,
				element("div", { class: "rule-buttons" }, element("button", { type: "button", onclick: () => this.#add() }, "Add a rule"), this.#reset, this.#save));
		replace(this.#root, element("div", { class: "panel" },
				element("div", { class: "panel-head" }, element("h2", null, "Sampling rules"),
						element("span", { class: "muted" }, "handed out to every SDK that asks; they ask again within five minutes")),
				this.#message, this.#form));
	}

	/** Loads the rules, unless some are being edited. */
	async show() {
		if (this.#rules === null) {
			await this.#load();
		}
	}

	async #load() {
		const answer = await getJson("sampling-rules");
		this.#rules = answer.rules ?? [];
		this.#say(null);
		this.#render();
		this.#mark(false);
	}

	#mark(changed) {
		this.#changed = changed;
		this.#save.disabled = !changed;
		this.#reset.disabled = !changed;
	}

	#say(message, fault) {
		this.#message.hidden = !message;
		this.#message.classList.toggle("fault", Boolean(fault));
		replace(this.#message, foreign(message ?? ""));
	}

	#render() {
		replace(this.#list, this.#rules.map((rule, index) => this.#fieldset(rule, index)),
				(this.#rules.length === 0) && element("p", { class: "muted" }, "There is no rule: SDKs use the ones they bring along."));
	}

	#fieldset(rule, index) {
		const title = rule.RuleName || "new rule";
		return element("fieldset", { class: "rule", "aria-label": `Rule ${title}` },
				FIELDS.map((field) => this.#field(rule, index, field)),
				element("button", { type: "button", class: "quiet danger", "aria-label": `Remove rule ${title}`, onclick: () => this.#remove(rule) }, "Remove"));
	}

	#field(rule, index, field) {
		const id = `rule-${index}-${field.id}`;
		const input = element("input", { id, name: field.id, type: field.text ? "text" : "number", required: true, min: field.least, max: field.most,
			step: field.step, maxlength: field.text ? 500 : null, spellcheck: "false",
			oninput: (event) => { rule[field.id] = field.text ? event.target.value : event.target.valueAsNumber; } });
		input.value = rule[field.id] ?? "";
		return element("label", { class: field.wide ? "wide" : "", for: id, title: field.hint }, element("span", null, field.label), input);
	}

	#add() {
		const highest = Math.min(9999, Math.max(0, ...this.#rules.map((rule) => rule.Priority).filter((priority) => priority < 10000)) + 10);
		const at = this.#rules.findIndex((rule) => rule.RuleName === "Default");
		const rule = newRule(highest);
		this.#rules.splice((at < 0) ? this.#rules.length : at, 0, rule);
		this.#render();
		this.#mark(true);
		byId(`rule-${this.#rules.indexOf(rule)}-RuleName`).focus();
	}

	#remove(rule) {
		this.#rules = this.#rules.filter((other) => other !== rule);
		this.#render();
		this.#mark(true);
		this.#save.focus();
	}

	async #submit(event) {
		event.preventDefault();
		try {
			await putJson("sampling-rules", { rules: this.#rules });
			await this.#load();
			this.#say("Saved. SDKs will get these rules when they ask the next time.");
			announce("Saved");
		}
		catch (ex) {
			if (!(ex instanceof ApiError)) {
				throw ex;
			}
			this.#say(ex.message, true);
		}
	}

}
