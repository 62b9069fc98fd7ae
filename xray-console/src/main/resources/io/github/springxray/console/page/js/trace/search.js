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

// Looks for words in a trace: in names, statements, URLs, statuses, annotations and exceptions.
import { element, replace, setText } from "../dom.js";
import { count } from "../format.js";
import { describe } from "./model.js";

const texts = new WeakMap();

/** What may be found of a node, in lower case. */
function textOf(node) {
	let text = texts.get(node);
	if (text === undefined) {
		const { document } = node;
		const exceptions = Array.isArray(document.cause?.exceptions) ? document.cause.exceptions : [];
		const annotations = Object.entries(document.annotations ?? {}).flatMap(([key, value]) => [`${key} = ${value}`, `${key}=${value}`]);
		text = [document.name, describe(node).hint, document.sql?.sanitized_query, document.sql?.url, document.http?.request?.method,
			document.http?.request?.url, document.http?.response?.status, document.user, node.health, node.inProgress && "in progress",
			node.orphan && "orphan", ...Object.values(document.aws ?? {}).filter((value) => typeof value === "string"), ...annotations,
			...exceptions.flatMap((exception) => [exception?.type, exception?.message])].filter(Boolean).join("\n").toLowerCase();
		texts.set(node, text);
	}
	return text;
}

/** The nodes that have all words, from top to bottom. */
export function find(model, words) {
	const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
	return (wanted.length === 0) ? [] : model.ordered.filter((node) => wanted.every((word) => textOf(node).includes(word)));
}

/** The box to search with. */
export class TraceSearch {

	#model = null;

	#found = [];

	#onFound;

	#onGo;

	/**
	 * @param onFound is given the nodes that were found, or null where nothing is looked for
	 * @param onGo is given a node to go to, and returns the one that is selected
	 */
	constructor(parent, { onFound, onGo, selected }) {
		this.#onFound = onFound;
		this.#onGo = onGo;
		this.selected = selected;
		this.input = element("input", { type: "search", id: "find", placeholder: "Find in this trace", "aria-label": "Find in this trace", spellcheck: "false",
			autocomplete: "off", "aria-describedby": "find-count", oninput: () => this.#search(true), onkeydown: (event) => this.#key(event) });
		this.count = element("span", { class: "muted", id: "find-count", role: "status" });
		this.previous = element("button", { type: "button", class: "quiet", title: "Previous (Shift+Enter)", "aria-label": "Previous one", onclick: () => this.#go(-1) }, "↑");
		this.next = element("button", { type: "button", class: "quiet", title: "Next (Enter)", "aria-label": "Next one", onclick: () => this.#go(1) }, "↓");
		replace(parent, this.input, this.count, this.previous, this.next);
		this.#search(false);
	}

	/** Takes another trace, or the same that has grown. */
	show(model, keep) {
		this.#model = model;
		if (!keep) {
			this.input.value = "";
		}
		this.#search(false);
	}

	focus() {
		this.input.focus();
		this.input.select();
	}

	#search(typed) {
		const words = this.input.value.trim();
		const looking = words !== "" && this.#model !== null;
		this.#found = looking ? find(this.#model, words) : [];
		this.#tell();
		this.previous.disabled = this.#found.length === 0;
		this.next.disabled = this.#found.length === 0;
		this.#onFound(looking ? this.#found : null);
		if (typed && this.#found.length > 0 && !this.#found.includes(this.selected())) {
			this.#goTo(this.#found[0]);
		}
	}

	#tell() {
		const at = this.#found.indexOf(this.selected?.());
		const found = this.#found.length;
		setText(this.count, (this.input.value.trim() === "") ? "" : (found === 0) ? "nothing" : (at < 0) ? count(found) : `${count(at + 1)} of ${count(found)}`);
	}

	#goTo(node) {
		this.#onGo(node);
		this.#tell();
	}

	/** Goes on from the selected row, in the order of the rows. */
	#go(step) {
		if (this.#found.length === 0) {
			return;
		}
		const order = this.#model.ordered;
		const at = order.indexOf(this.selected());
		const places = this.#found.map((node) => order.indexOf(node));
		const next = (step > 0) ? places.find((place) => place > at) ?? places[0] : places.findLast((place) => place < at) ?? places.at(-1);
		this.#goTo(order[next]);
	}

	#key(event) {
		if (event.key === "Enter") {
			this.#go(event.shiftKey ? -1 : 1);
		}
		else if (event.key === "Escape") {
			if (this.input.value === "") {
				this.input.blur();
			}
			this.input.value = "";
			this.#search(false);
		}
		else {
			return;
		}
		event.preventDefault();
		event.stopPropagation();
	}

}
