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

// Two time ranges: the requests of each route before and after a moment, such as that of a change.
import { getJson } from "../api.js";
import { element, foreign, replace } from "../dom.js";
import { count, duration } from "../format.js";
import { selection } from "../route.js";
import { SortableTable } from "../statistics/sortable.js";
import { change, share } from "./change.js";

const each = (value) => Number(value.toFixed(1)).toLocaleString("en-US");

const NONE = { count: 0, p50: 0, p95: 0, failed: 0, statements: 0, calls: 0 };

/** How much there is of something for each request. */
const per = (row, name) => (row.count > 0) ? row[name] / row.count : 0;

function column(id, label, title, value, format, neutral = false) {
	return { id, label, title, number: true, value: (row) => Math.abs(share(value(row.before), value(row.after))),
		cell: (row) => change(value(row.before), value(row.after), format, neutral) };
}

export class RangeComparison {

	#table = new SortableTable("Routes before and after", [
		{ id: "route", label: "Route", value: (row) => row.route, cell: (row) => [element("span", { class: "method" }, row.method), foreign(row.route)] },
		{ id: "service", label: "Service", value: (row) => row.service, cell: (row) => foreign(row.service) },
		column("p95", "p95", "19 of 20 were faster", (row) => row.p95, duration), column("p50", "p50", "half of them were faster", (row) => row.p50, duration),
		column("count", "Requests", "how many there were", (row) => row.count, count, true),
		column("statements", "Statements", "for each request", (row) => per(row, "statements"), each),
		column("calls", "Calls", "for each request", (row) => per(row, "calls"), each),
		column("failed", "Failed", "how many failed", (row) => row.failed, count)]);

	constructor(parent) {
		replace(parent, element("div", { class: "figures-scroll", tabindex: "0", role: "region", "aria-label": "Routes before and after" }, this.#table.element));
	}

	/** Compares what came before a moment, given in seconds, with what came after it. */
	async show(route, split, signal) {
		const { filter, from, to } = selection(route);
		const [before, after] = await Promise.all([{ filter, from, to: split }, { filter, from: split, to }].map((range) => getJson("routes", range, signal)));
		const rows = new Map();
		for (const [name, answer] of [["before", before], ["after", after]]) {
			for (const row of answer.routes) {
				const key = JSON.stringify([row.service, row.method, row.route]);
				const both = rows.get(key) ?? { service: row.service, method: row.method, route: row.route, before: NONE, after: NONE };
				both[name] = row;
				rows.set(key, both);
			}
		}
		this.#table.update([...rows.values()]);
	}

}
