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

// Response times: how they are spread, and by service and route.
import { getJson } from "../api.js";
import { byId, element, foreign, replace } from "../dom.js";
import { quote, toggleClause, withClause, withoutService, withService } from "../expression.js";
import { count, duration, share } from "../format.js";
import { go, hashOf, read, selection } from "../route.js";
import { shortened } from "../text.js";
import { byStatement } from "../trace/clauses.js";
import { Histogram } from "./histogram.js";
import { SortableTable } from "./sortable.js";

const SHARES = [["fault", "Faults"], ["error", "Errors"], ["throttle", "Throttled"]];

function times() {
	return [["p50", "half of them were faster"], ["p90", "nine of ten were faster"], ["p99", "99 of 100 were faster"]].map(([id, title]) =>
		({ id, label: id, title, number: true, value: (row) => row[id], cell: (row) => duration(row[id]) }));
}

function counts() {
	return { id: "count", label: "Count", number: true, value: (row) => row.count, cell: (row) => count(row.count) };
}

function badShares(names) {
	const part = (row, id) => (row.count > 0) ? (row[id] ?? 0) / row.count : 0;
	return SHARES.filter(([id]) => names.includes(id)).map(([id, label]) => ({ id, label, number: true, value: (row) => part(row, id),
		cell: (row) => element("span", { class: (row[id] > 0) ? `text-${id}` : "muted" }, share(part(row, id))) }));
}

function filterButton(text, label, change) {
	return element("button", { type: "button", class: "link", title: label, onclick: () => go({ view: "overview", filter: change(read().filter) }) }, text);
}

function ofService(name) {
	return filterButton(foreign(name), "Show its traces", (filter) => withService(filter, name));
}

/** The parts of a URL that a route does not leave open. */
function urlOf(route) {
	const parts = route.split(/\{[^}]*\}/);
	if (parts.length === 1) {
		return `http.url ENDSWITH ${quote(route)}`;
	}
	return parts.map((part, index) => part.length > 1 && `http.url ${(index === parts.length - 1) ? "ENDSWITH" : "CONTAINS"} ${quote(part)}`)
		.filter(Boolean).join(" AND ") || "http.url CONTAINS \"/\"";
}

/** A route is an annotation where the sender sets one, and else was read from URLs, with placeholders for what varies. */
function ofRoute(row) {
	const method = row.method ? `http.method = ${quote(row.method)} AND ` : "";
	const clause = `service(${quote(row.service)}){${method}(annotation.http_route = ${quote(row.route)} OR `
			+ `!annotation.http_route AND ${urlOf(row.route)})}`;
	return filterButton(foreign(row.route || "–"), "Show its traces", (filter) => toggleClause(withoutService(filter), clause));
}

/** A statement shows the traces in which it ran, and where in the code that was. */
function statementCell(row) {
	const button = filterButton(foreign(shortened(row.statement, 240), { class: "foreign mono" }), row.statement,
			(filter) => withClause(withoutService(filter), byStatement(row.statement)));
	return [button, element("div", { class: "muted" }, foreign(row.database), row.callSite && [" in ", foreign(row.callSite, { class: "foreign mono" })])];
}

function slowestCell(row) {
	return element("a", { href: hashOf({ ...read(), view: "trace", trace: row.trace, at: row.at }), title: "Open the slowest one" }, duration(row.max));
}

export class StatisticsView {

	#histogram;

	#services;

	#routes;

	#statements;

	#loading = null;

	constructor() {
		this.#services = new SortableTable("By service", [
			{ id: "name", label: "Service", value: (row) => row.name, cell: (row) => ofService(row.name) },
			counts(), ...times(), ...badShares(["fault", "error", "throttle"])]);
		this.#routes = new SortableTable("By route", [
			{ id: "route", label: "Route", value: (row) => row.route, cell: (row) => [element("span", { class: "method" }, row.method ?? ""), ofRoute(row)] },
			{ id: "service", label: "Service", value: (row) => row.service, cell: (row) => foreign(row.service) },
			counts(), ...times(), ...badShares(["fault", "error"])]);
		this.#statements = new SortableTable("Statements", [
			{ id: "statement", label: "Statement", value: (row) => row.statement, cell: (row) => statementCell(row) },
			{ id: "total", label: "Total", title: "all executions together", number: true, value: (row) => row.total, cell: (row) => duration(row.total) },
			counts(), ...[["p50", "half of them were faster"], ["p95", "19 of 20 were faster"]].map(([id, title]) =>
				({ id, label: id, title, number: true, value: (row) => row[id], cell: (row) => duration(row[id]) })),
			{ id: "max", label: "Slowest", title: "open it", number: true, value: (row) => row.max, cell: (row) => slowestCell(row) }]);
		const chart = element("div", { class: "histogram" });
		this.#histogram = new Histogram(chart, (bucket) => this.#filterBy(bucket));
		this.nothing = element("p", { class: "hint-box", hidden: true }, "No trace to count. Send one, or change the filter or the time range.");
		const panel = (title, hint, content) => element("div", { class: "panel" }, element("div", { class: "panel-head" }, element("h2", null, title),
				element("span", { class: "muted" }, hint)), content);
		replace(byId("view-statistics"), this.nothing,
				panel("Response time", "choose a bar to see its traces", chart),
				panel("By service", "choose a column to sort", element("div", { class: "figures-scroll", tabindex: "0", role: "region", "aria-label": "By service" }, this.#services.element)),
				panel("By route", "of the requests that services answered", element("div", { class: "figures-scroll", tabindex: "0", role: "region", "aria-label": "By route" }, this.#routes.element)),
				panel("Statements", "those that took most time", element("div", { class: "figures-scroll", tabindex: "0", role: "region", "aria-label": "Statements" }, this.#statements.element)));
	}

	#filterBy(bucket) {
		// The expressions know no exponents
		const number = (value) => value.toFixed(6).replace(/\.?0+$/, "");
		const clauses = [`responsetime >= ${number(bucket.from)}`, `responsetime < ${number(bucket.to)}`];
		go({ view: "overview", filter: clauses.reduce(toggleClause, read().filter) });
	}

	/** Loads what the route asks for, and returns whether nothing came in between. */
	async show(route) {
		this.#loading?.abort();
		this.#loading = new AbortController();
		try {
			const selected = selection(route);
			const statements = getJson("statements", selected, this.#loading.signal);
			// If the filter is wrong, the other one says so
			statements.catch(() => null);
			const answer = await getJson("statistics", selected, this.#loading.signal);
			this.#statements.update((await statements).statements);
			this.nothing.hidden = answer.histogram.some((bucket) => bucket.count > 0);
			this.#histogram.update(answer.histogram);
			this.#services.update(answer.services);
			this.#routes.update(answer.routes);
			return true;
		}
		catch (ex) {
			if (ex.name !== "AbortError") {
				throw ex;
			}
			return false;
		}
	}

}
