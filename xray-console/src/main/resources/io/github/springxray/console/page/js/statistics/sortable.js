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

// A table whose columns sort it.
import { element, replace } from "../dom.js";

/**
 * A sortable table.
 * @param columns `{id, label, title, number, value(row), cell(row)}`; sorted by the first number, largest first
 */
export class SortableTable {

	#columns;

	#body = element("tbody");

	#heads = new Map();

	#sorted;

	#rows = [];

	constructor(label, columns) {
		this.#columns = columns;
		this.#sorted = { id: columns.find((column) => column.number).id, descending: true };
		for (const column of columns) {
			const button = element("button", { type: "button", title: column.title, onclick: () => this.#sortBy(column) }, column.label);
			this.#heads.set(column.id, element("th", { scope: "col", class: `${column.id}${column.number ? " number" : ""}` }, button));
		}
		this.element = element("table", { class: "figures", "aria-label": label },
				element("thead", null, element("tr", null, [...this.#heads.values()])), this.#body);
	}

	update(rows) {
		this.#rows = rows;
		this.#render();
	}

	#sortBy(column) {
		const same = this.#sorted.id === column.id;
		this.#sorted = { id: column.id, descending: same ? !this.#sorted.descending : Boolean(column.number) };
		this.#render();
	}

	#render() {
		const column = this.#columns.find((candidate) => candidate.id === this.#sorted.id);
		const sign = this.#sorted.descending ? -1 : 1;
		const compare = (a, b) => column.number ? column.value(a) - column.value(b) : String(column.value(a)).localeCompare(String(column.value(b)));
		for (const [id, head] of this.#heads) {
			head.setAttribute("aria-sort", (id !== column.id) ? "none" : this.#sorted.descending ? "descending" : "ascending");
		}
		const content = JSON.stringify([this.#sorted, this.#rows]);
		if (content === this.#content) {
			return;
		}
		this.#content = content;
		const focused = [...this.#body.querySelectorAll("button")].indexOf(document.activeElement);
		const sorted = [...this.#rows].sort((a, b) => sign * compare(a, b));
		replace(this.#body, sorted.map((row) => element("tr", null, this.#columns.map((each) =>
			element("td", { class: `${each.id}${each.number ? " number" : ""}`, "data-label": each.label }, each.cell(row))))));
		if (focused >= 0) {
			this.#body.querySelectorAll("button")[focused]?.focus();
		}
	}

	#content = "";

}
