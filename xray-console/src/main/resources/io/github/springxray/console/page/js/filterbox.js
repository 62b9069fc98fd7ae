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

// The filter box: a combobox over the suggestions. Nothing is asked until Enter, so that half an expression is no error.
import { byId, element, foreign, replace } from "./dom.js";
import { visible } from "./text.js";
import { suggest } from "./suggestions.js";

export class FilterBox {

	#form = byId("filter");

	#input = byId("filter-input");

	#list = byId("filter-suggestions");

	#clear = byId("filter-clear");

	#error = byId("filter-error");

	#offered = [];

	#active = -1;

	#known = [];

	#applied = "";

	#onApply;

	/** @param onApply is given an expression that shall be applied */
	constructor(onApply) {
		this.#onApply = onApply;
		this.#form.addEventListener("submit", (event) => {
			event.preventDefault();
			this.#apply(this.#input.value.trim());
		});
		this.#input.addEventListener("input", () => this.#open());
		this.#input.addEventListener("click", () => this.#open());
		this.#input.addEventListener("keydown", (event) => this.#key(event));
		this.#input.addEventListener("blur", () => this.#close());
		this.#clear.addEventListener("click", () => {
			this.#apply("");
			this.#input.focus();
		});
		// The list must not take the focus, which would close it before the click
		this.#list.addEventListener("pointerdown", (event) => event.preventDefault());
		this.#list.addEventListener("click", (event) => {
			const index = [...this.#list.children].indexOf(event.target.closest("li"));
			if (index >= 0) {
				this.#take(index);
			}
		});
	}

	focus() {
		this.#input.focus();
		this.#input.select();
	}

	/** Shows the applied expression, unless somebody is typing another. */
	show(expression) {
		if (expression !== this.#applied || document.activeElement !== this.#input) {
			this.#input.value = expression;
		}
		this.#applied = expression;
		this.#clear.hidden = expression === "";
	}

	/** Clauses about what the console has seen, as pairs of clause and explanation. */
	offer(known) {
		this.#known = known;
	}

	/** Says what is wrong with an expression, and where; without a message nothing is. */
	fail(message, expression, position) {
		this.#error.hidden = !message;
		this.#input.setAttribute("aria-invalid", String(Boolean(message)));
		if (!message) {
			return;
		}
		const parts = [element("strong", null, "This filter does not parse. "), foreign(message)];
		if (position !== null && position >= 0 && position <= expression.length) {
			const at = expression.slice(position, position + 1) || " ";
			parts.push(element("span", { class: "expression foreign" }, visible(expression.slice(0, position)),
					element("mark", { title: `Position ${position}` }, at), visible(expression.slice(position + 1))));
		}
		replace(this.#error, parts);
	}

	#apply(expression) {
		this.#close();
		this.#input.value = expression;
		this.#onApply(expression);
	}

	#open() {
		this.#offered = suggest(this.#input.value, this.#known);
		this.#active = -1;
		replace(this.#list, this.#offered.map((entry, index) => element("li", { role: "option", id: `suggestion-${index}`, "aria-selected": "false" },
				element("code", { class: "foreign" }, entry.shown ?? entry.value), element("span", null, entry.hint))));
		this.#list.hidden = this.#offered.length === 0;
		this.#input.setAttribute("aria-expanded", String(!this.#list.hidden));
		this.#input.removeAttribute("aria-activedescendant");
	}

	#close() {
		this.#list.hidden = true;
		this.#active = -1;
		this.#input.setAttribute("aria-expanded", "false");
		this.#input.removeAttribute("aria-activedescendant");
	}

	#key(event) {
		if (event.key === "ArrowDown" || event.key === "ArrowUp") {
			if (this.#list.hidden) {
				this.#open();
			}
			this.#activate(event.key === "ArrowDown" ? 1 : -1);
			event.preventDefault();
		}
		else if (event.key === "Enter" && this.#active >= 0) {
			this.#take(this.#active);
			event.preventDefault();
		}
		else if (event.key === "Escape") {
			this.#escape();
			event.preventDefault();
		}
	}

	/** First the list closes, then what was not applied goes, then the box is left. */
	#escape() {
		if (!this.#list.hidden) {
			this.#close();
		}
		else if (this.#input.value !== this.#applied) {
			this.#input.value = this.#applied;
		}
		else {
			this.#input.blur();
		}
	}

	#activate(step) {
		const size = this.#offered.length;
		if (size === 0) {
			return;
		}
		this.#active = (this.#active < 0) ? ((step > 0) ? 0 : size - 1) : (this.#active + step + size) % size;
		[...this.#list.children].forEach((option, index) => option.setAttribute("aria-selected", String(index === this.#active)));
		this.#list.children[this.#active].scrollIntoView({ block: "nearest" });
		this.#input.setAttribute("aria-activedescendant", `suggestion-${this.#active}`);
	}

	/** Puts a suggestion into the box, to be changed or applied with Enter; one used before is applied at once. */
	#take(index) {
		const entry = this.#offered[index];
		if (entry.shown === undefined) {
			this.#apply(entry.value);
			return;
		}
		this.#input.value = entry.value;
		this.#close();
	}

}
