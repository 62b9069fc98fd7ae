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

// Values of documents as tables of names and values, as deep as they go.
import { element, foreign } from "../dom.js";
import { withClause } from "../expression.js";
import { go, read } from "../route.js";
import { visibleLines } from "../text.js";

const DEEPEST = 24;

export function isEmpty(value) {
	return value === null || value === undefined || value === "" || (typeof value === "object" && Object.keys(value).length === 0);
}

/** A block of text in which line breaks count. */
export function lines(text, attributes) {
	const block = element("pre", { class: "block", ...attributes });
	block.textContent = visibleLines(text);
	return block;
}

function valueOf(value, depth) {
	if (value === null || typeof value !== "object") {
		return foreign(typeof value === "string" && value === "" ? "“”" : String(value), { class: `foreign value ${typeof value}` });
	}
	if (depth > DEEPEST) {
		return foreign("…");
	}
	return properties(Object.entries(value), depth + 1);
}

/** A button that shows the traces with the same value. */
export function filterButton(clause) {
	return element("button", { type: "button", class: "filter-by", title: `Show traces with ${clause}`, "aria-label": `Show traces with ${clause}`,
		onclick: () => go({ view: "overview", filter: withClause(read().filter, clause) }) }, "⌕");
}

/** A list of names, values and perhaps what to filter by; those without a value are left out. */
export function properties(entries, depth = 0) {
	const shown = entries.filter(([, value]) => value !== undefined && value !== null && value !== "");
	return element("dl", { class: "properties" }, shown.map(([name, value, clause]) => [
		element("dt", null, foreign(name)),
		element("dd", null, (value instanceof Node) ? value : valueOf(value, depth), clause && filterButton(clause))
	]));
}
