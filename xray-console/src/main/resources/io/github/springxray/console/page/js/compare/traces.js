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

// Two traces: what they did how often, and how long that took.
import { element, foreign, replace } from "../dom.js";
import { clock, count, counted, duration } from "../format.js";
import { hashOf, read } from "../route.js";
import { SortableTable } from "../statistics/sortable.js";
import { shortened } from "../text.js";
import { describe, TraceModel } from "../trace/model.js";
import { categoryOf, criticalPath, timeSpent } from "../trace/path.js";
import { change } from "./change.js";

const NAMES = { SQL: "SQL", AWS: "AWS", HTTP: "HTTP", code: "own time" };

const NONE = { count: 0, seconds: 0 };

/** What a part does, which is the same in another trace: URLs have ids in them. */
function hintOf(node) {
	return (categoryOf(node) === "HTTP" || node.isSegment) ? "" : describe(node).hint;
}

function work(model) {
	const parts = new Map();
	for (const node of model.ordered) {
		const [service, name, hint] = [String(node.service ?? ""), String(node.document.name ?? ""), hintOf(node)];
		const key = JSON.stringify([service, name, hint]);
		const part = parts.get(key) ?? { service, name, hint, ...NONE };
		part.count++;
		part.seconds += node.end - node.start;
		parts.set(key, part);
	}
	return parts;
}

function spent(model) {
	const root = model.roots.find((node) => node.isSegment) ?? model.roots[0];
	return new Map(timeSpent(criticalPath(root)).map((part) => [`${part.service} ${NAMES[part.category]}`, part.seconds]));
}

function totals(model) {
	const of = (category) => model.ordered.filter((node) => categoryOf(node) === category && !node.isSegment).length;
	return { parts: model.ordered.length, sql: of("SQL"), calls: of("HTTP") + of("AWS"), failed: model.ordered.filter((node) => node.health !== "ok").length };
}

export class TraceComparison {

	#table = new SortableTable("Parts of both traces", [
		{ id: "name", label: "Part", value: (row) => row.name,
			cell: (row) => [foreign(shortened(row.name, 80)), row.hint && foreign(shortened(row.hint, 120), { class: "foreign muted hint", title: row.hint })] },
		{ id: "service", label: "Service", value: (row) => row.service, cell: (row) => foreign(row.service) },
		{ id: "seconds", label: "Time", title: "by how much it differs", number: true, value: (row) => Math.abs(row.after.seconds - row.before.seconds),
			cell: (row) => change(row.before.seconds, row.after.seconds, duration) },
		{ id: "count", label: "Count", title: "by how much it differs", number: true, value: (row) => Math.abs(row.after.count - row.before.count),
			cell: (row) => change(row.before.count, row.after.count, count) }]);

	constructor(parent) {
		this.facts = element("dl", { class: "comparison" });
		replace(parent, this.facts, element("div", { class: "figures-scroll", tabindex: "0", role: "region", "aria-label": "Parts of both traces" }, this.#table.element));
	}

	show(first, second) {
		const [a, b] = [new TraceModel(first), new TraceModel(second)];
		const [before, after] = [totals(a), totals(b)];
		const [left, right] = [spent(a), spent(b)];
		const most = (name) => Math.max(left.get(name) ?? 0, right.get(name) ?? 0);
		const services = [...new Set([...left.keys(), ...right.keys()])].sort((x, y) => most(y) - most(x));
		const fact = (name, ...value) => element("div", null, element("dt", null, foreign(name)), element("dd", null, value));
		replace(this.facts, fact("Traces", this.#link(a), " → ", this.#link(b)), fact("Duration", change(a.duration, b.duration, duration)),
				fact("Parts", change(before.parts, after.parts, count)), fact("Statements", change(before.sql, after.sql, count)),
				fact("Calls", change(before.calls, after.calls, count)), fact("Failed parts", change(before.failed, after.failed, count)),
				services.slice(0, 8).map((name) => fact(name, change(left.get(name) ?? 0, right.get(name) ?? 0, duration))));
		this.#rows(work(a), work(b));
	}

	#rows(left, right) {
		this.#table.update([...new Set([...left.keys(), ...right.keys()])].map((key) => {
			const { service, name, hint } = left.get(key) ?? right.get(key);
			return { service, name, hint, before: left.get(key) ?? NONE, after: right.get(key) ?? NONE };
		}));
	}

	#link(model) {
		return element("a", { href: hashOf({ ...read(), view: "trace", trace: model.id, at: null }) }, clock(model.start), ` (${counted(model.ordered.length, "part")})`);
	}

}
