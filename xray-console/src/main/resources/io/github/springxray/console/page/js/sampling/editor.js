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

// The dialog in which a sampling rule is made or changed.
import { ApiError, postJson } from "../api.js";
import { element, foreign, replace } from "../dom.js";
import { FIELDS, hasBoost, isDefault } from "./fields.js";

const DEFAULT_BOOST = { MaxRate: 1, CooldownWindowMinutes: 10 };

function label(id, text, hint, input, span = 1) {
	return element("label", { class: `span-${span}`, for: id }, element("span", null, text), input, hint && element("small", { class: "muted" }, hint));
}

function numberInput(id, value, { least, most, step }) {
	const input = element("input", { id, type: "number", required: true, min: least, max: most, step });
	input.value = value;
	return input;
}

function fieldInput(field, rule, editing) {
	const id = `rule-${field.id}`;
	if (!field.text) {
		return numberInput(id, rule[field.id], field);
	}
	const input = element("input", { id, type: "text", required: true, maxlength: field.most, spellcheck: "false", readonly: editing && field.fixed });
	input.value = rule[field.id] ?? "";
	return input;
}

function linesOf(attributes) {
	return Object.entries(attributes ?? {}).map(([name, pattern]) => `${name}=${pattern}`).join("\n");
}

function attributesOf(text) {
	return Object.fromEntries(text.split("\n").filter((line) => line.trim()).map((line) => {
		const at = line.indexOf("=");
		return (at < 0) ? [line.trim(), "*"] : [line.slice(0, at).trim(), line.slice(at + 1).trim()];
	}));
}

export class RuleEditor {

	#dialog = element("dialog", { class: "rule-editor", "aria-labelledby": "rule-title" });

	#message = element("p", { class: "hint-box fault", role: "alert", hidden: true });

	#saved;

	#inputs = new Map();

	/** @param saved called with the name of a rule once it is saved */
	constructor(parent, saved) {
		this.#saved = saved;
		parent.append(this.#dialog);
	}

	/** Opens it for a rule that is there, or for a new one. */
	open(rule, editing) {
		this.#inputs.clear();
		this.#say(null);
		const fields = FIELDS.filter((field) => !isDefault(rule) || field.always).map((field) => {
			const input = fieldInput(field, rule, editing);
			this.#inputs.set(field, input);
			return label(input.id, field.label, field.hint, input, field.span);
		});
		const attributes = element("textarea", { id: "rule-attributes", rows: 2, spellcheck: "false", placeholder: "tenant=gold*" });
		attributes.value = linesOf(rule.Attributes);
		const boost = this.#boost(rule);
		replace(this.#dialog, element("h2", { id: "rule-title" }, editing ? ["Rule ", foreign(rule.RuleName)] : "New rule"), this.#message,
				element("form", { autocomplete: "off", onsubmit: (event) => this.#submit(event, () => this.#read(rule, attributes, boost), editing) },
						element("div", { class: "rule-fields" }, fields,
								!isDefault(rule) && label("rule-attributes", "Attributes", "one a line, up to five", attributes, 6), boost.element),
						element("div", { class: "dialog-buttons" }, element("button", { type: "button", onclick: () => this.#dialog.close() }, "Cancel"),
								element("button", { type: "submit", class: "primary" }, editing ? "Save" : "Create"))));
		this.#dialog.showModal();
		this.#dialog.querySelector("input:not([readonly])").focus();
	}

	#boost(rule) {
		const given = hasBoost(rule) ? rule.SamplingRateBoost : DEFAULT_BOOST;
		const on = element("input", { id: "rule-boost", type: "checkbox", onchange: () => show() });
		on.checked = hasBoost(rule);
		const most = numberInput("rule-boost-rate", given.MaxRate, { least: 0, most: 1, step: "any" });
		const cooldown = numberInput("rule-boost-cooldown", given.CooldownWindowMinutes, { least: 0, most: 2147483647, step: 1 });
		const parts = [label(most.id, "Highest rate", "from 0 to 1", most, 2), label(cooldown.id, "Once in", "minutes", cooldown, 2)];
		const show = () => {
			for (const part of parts) {
				part.hidden = !on.checked;
				part.querySelector("input").disabled = !on.checked;
			}
		};
		show();
		return { on, most, cooldown, element: [element("label", { class: "boost-switch", for: on.id }, on, element("span", null, "Raise the rate when requests fail")), parts] };
	}

	#read(rule, attributes, boost) {
		const changed = { RuleName: rule.RuleName };
		for (const [field, input] of this.#inputs) {
			changed[field.id] = field.text ? input.value : input.valueAsNumber;
		}
		if (!isDefault(rule)) {
			changed.Attributes = attributesOf(attributes.value);
		}
		if (boost.on.checked) {
			changed.SamplingRateBoost = { MaxRate: boost.most.valueAsNumber, CooldownWindowMinutes: boost.cooldown.valueAsNumber };
		}
		else if (rule.SamplingRateBoost) {
			changed.SamplingRateBoost = { MaxRate: 0, CooldownWindowMinutes: 0 };
		}
		return changed;
	}

	#say(message) {
		this.#message.hidden = !message;
		replace(this.#message, foreign(message ?? ""));
	}

	async #submit(event, read, editing) {
		event.preventDefault();
		const rule = read();
		try {
			await (editing ? postJson("../UpdateSamplingRule", { SamplingRuleUpdate: rule })
				: postJson("../CreateSamplingRule", { SamplingRule: { ...rule, Version: 1 } }));
			this.#dialog.close();
			this.#saved(rule.RuleName);
		}
		catch (ex) {
			this.#say((ex instanceof ApiError) ? ex.message : "The console does not answer.");
		}
	}

}
