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

// Sampling: the rules that the console hands out, what became of them, and what daemons tell of themselves.
import { ApiError, getJson, postJson } from "../api.js";
import { announce, byId, element, foreign, replace } from "../dom.js";
import { RuleEditor } from "./editor.js";
import { newRule } from "./fields.js";
import { RulesTable } from "./rules.js";
import { TelemetryTable } from "./telemetry.js";

function panel(title, hint, button, ...content) {
	return element("div", { class: "panel" }, element("div", { class: "panel-head" }, element("h2", null, title), element("span", { class: "muted" }, hint), button), content);
}

export class SamplingView {

	/** Clients report without anything of the store changing. */
	live = true;

	#rules = [];

	#loading = null;

	#table = new RulesTable({ edit: (rule) => this.#editor.open(rule, true), remove: (rule) => this.#confirmRemoval(rule) });

	#telemetry = new TelemetryTable();

	#message = element("p", { class: "hint-box", role: "status", hidden: true });

	#embedded = element("p", { class: "none muted", hidden: true }, "This console is inside an application. SDKs ask for rules at the port of a daemon, which a console that runs on its own has.");

	#editor;

	constructor() {
		const root = byId("view-sampling");
		replace(root,
				panel("Sampling rules", "with what clients reported within ten minutes",
						element("button", { type: "button", class: "add", onclick: () => this.#editor.open(newRule(this.#rules), false) }, "Add a rule"),
						this.#embedded, this.#message, element("div", { class: "figures-scroll" }, this.#table.element)),
				panel("Daemons", "what those that send to this console tell of themselves", null, this.#telemetry.element));
		this.#editor = new RuleEditor(root, (name) => this.#changed(`The rule ${name} is saved.`));
	}

	/** The name of the application that the console is inside of, if it is. */
	set application(name) {
		this.#embedded.hidden = !name;
	}

	/** Loads what is known, and returns whether nothing came in between. */
	async show() {
		this.#loading?.abort();
		const loading = new AbortController();
		this.#loading = loading;
		try {
			const [sampling, telemetry] = await Promise.all([getJson("sampling", null, loading.signal), getJson("telemetry", null, loading.signal)]);
			this.#rules = sampling.rules.map((item) => item.rule);
			this.#table.update(sampling.rules);
			this.#telemetry.update(telemetry.senders);
			return true;
		}
		catch (ex) {
			if (ex.name !== "AbortError") {
				throw ex;
			}
			return false;
		}
	}

	#changed(message) {
		this.#say(message);
		announce(message);
		this.show();
	}

	#say(message, fault) {
		this.#message.hidden = false;
		this.#message.classList.toggle("fault", Boolean(fault));
		replace(this.#message, foreign(message));
	}

	#confirmRemoval(rule) {
		const dialog = byId("confirm");
		replace(dialog, element("h2", { id: "confirm-title" }, "Delete the rule ", foreign(rule.RuleName), "?"),
				element("p", null, "Its clients go on with the next rule that is for their requests."),
				element("form", { method: "dialog", class: "dialog-buttons" }, element("button", { value: "no", autofocus: true }, "Keep it"),
						element("button", { value: "yes", class: "danger" }, "Delete")));
		dialog.onclose = () => (dialog.returnValue === "yes") && this.#remove(rule.RuleName);
		dialog.returnValue = "";
		dialog.showModal();
	}

	async #remove(name) {
		try {
			await postJson("../DeleteSamplingRule", { RuleName: name });
			this.#changed(`The rule ${name} is deleted.`);
		}
		catch (ex) {
			this.#say((ex instanceof ApiError) ? ex.message : "The console does not answer.", true);
		}
	}

}
