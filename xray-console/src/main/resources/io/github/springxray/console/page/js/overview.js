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

// Map and traces: one selection, two ways to look at it.
import { getJson, remove, url } from "./api.js";
import { byId, element, replace, setText } from "./dom.js";
import { emptyState } from "./empty.js";
import { conjuncts, hasClause, quote, selectedService, toggleClause, withService, withoutService } from "./expression.js";
import { count, counted } from "./format.js";
import { ServiceMap } from "./map/map.js";
import { go, read, selection } from "./route.js";
import { makeSplitter } from "./splitter.js";
import { TraceTable } from "./traces/table.js";

const PAGE = 200;

const CHIPS = [["fault", "Faults", "fault"], ["error", "Errors", "error"], ["throttle", "Throttled", "throttle"], ["responsetime > 1", "Over 1 s", null]];

export class OverviewView {

	#root = byId("view-overview");

	#map;

	#table = new TraceTable((id) => this.open(id));

	#limit = PAGE;

	#loading = null;

	#onKnown;

	/** @param onKnown is given clauses that fit what was seen, for the filter box */
	constructor(onKnown) {
		this.#onKnown = onKnown;
		const larger = element("button", { type: "button", title: "Map alone, or with the traces", "aria-label": "Map alone", "aria-pressed": "false",
			onclick: () => larger.setAttribute("aria-pressed", String(this.#root.classList.toggle("map-only"))) }, "⤢");
		this.#map = new ServiceMap(byId("map"), { onSelect: (node) => this.#selectNode(node), tools: [larger] });
		makeSplitter(byId("splitter"), byId("map-panel"), this.#root);
		byId("traces-more").addEventListener("click", () => {
			this.#limit += PAGE;
			this.show(read());
		});
		byId("traces-save").addEventListener("click", (event) => { event.currentTarget.href = url("export", selection(read())).href; });
		byId("traces-clear").addEventListener("click", () => this.#confirmClear());
	}

	get map() {
		return this.#map;
	}

	#selectNode(node) {
		if (node?.type === "client" || node?.type === "unknown") {
			return;
		}
		go({ filter: withService(read().filter, node?.name ?? null) });
	}

	/** Loads what the route asks for, and returns whether nothing came in between. The map leaves the selected service out of the filter: it shall show what is around it. */
	async show(route) {
		this.#loading?.abort();
		this.#loading = new AbortController();
		const { signal } = this.#loading;
		const selected = selection(route);
		try {
			const graph = getJson("graph", { ...selected, filter: withoutService(route.filter) }, signal);
			// If the filter is wrong, the position has to be that of the whole expression
			graph.catch(() => null);
			const list = await getJson("traces", { ...selected, limit: this.#limit }, signal);
			this.#render(route, list, await graph);
			return true;
		}
		catch (ex) {
			if (ex.name !== "AbortError") {
				this.#root.classList.add("stale-results");
				throw ex;
			}
			return false;
		}
	}

	#render(route, list, graph) {
		this.#root.classList.remove("stale-results");
		this.#empty(list.total === 0);
		this.#map.select(selectedService(route.filter));
		this.#map.update(graph);
		this.#table.update(list.traces);
		const filtered = route.filter !== "" || route.range !== "";
		this.#map.note((graph.nodes.length === 0 && list.total > 0) ? "Nothing matches: no service has traces of this kind." : null);
		setText(byId("traces-count"), filtered ? `${count(list.matched)} of ${counted(list.total, "trace")}` : counted(list.total, "trace"));
		this.#map.omitted(graph.omitted);
		byId("traces-more").hidden = list.traces.length >= list.matched;
		setText(byId("traces-more"), `Show more (${count(list.matched - list.traces.length)} left)`);
		this.#chips(route.filter);
		this.#noMatch(list.matched === 0 && list.total > 0);
		this.#onKnown(this.#clauses(list.traces, graph));
	}

	#empty(empty) {
		for (const id of ["map-panel", "splitter", "traces-panel"]) {
			byId(id).hidden = empty;
		}
		const target = byId("overview-empty");
		if (empty && target.hidden) {
			replace(target, emptyState(this.application));
		}
		target.hidden = !empty;
	}

	#noMatch(none) {
		const id = "no-match";
		byId(id)?.remove();
		if (none) {
			byId("traces-scroll").append(element("p", { class: "more", id }, "No trace matches. ",
					element("button", { type: "button", onclick: () => go({ filter: "", range: "" }) }, "Show all traces")));
		}
	}

	#chips(filter) {
		const clause = (candidate) => conjuncts(filter) !== null && hasClause(filter, candidate);
		replace(byId("traces-chips"), CHIPS.map(([expression, label, health]) => element("button", { type: "button", "aria-pressed": String(clause(expression)),
			onclick: () => go({ filter: toggleClause(read().filter, expression) }) }, health && element("i", { class: `dot ${health}` }), label)));
	}

	#clauses(traces, graph) {
		const services = graph.nodes.filter((node) => node.type !== "client" && node.type !== "unknown").map((node) => [`service(${quote(node.name)})`, "on the map"]);
		const annotations = new Map();
		for (const trace of traces.slice(0, 50)) {
			for (const [key, value] of Object.entries(trace.annotations ?? {})) {
				if (/^\w+$/.test(key) && !annotations.has(key)) {
					annotations.set(key, [`annotation.${key} = ${(typeof value === "string") ? quote(value) : value}`, "annotation"]);
				}
			}
		}
		return [...services, ...annotations.values()];
	}

	open(id) {
		go({ view: "trace", trace: id });
	}

	/** What Enter and coming back refer to. */
	focusCurrent() {
		this.#table.focusCurrent();
	}

	remember(id) {
		this.#table.remember(id);
	}

	move(step) {
		this.#table.move(step);
	}

	#confirmClear() {
		const dialog = byId("confirm");
		replace(dialog, element("h2", { id: "confirm-title" }, "Delete all traces?"),
				element("p", null, "They are kept in the memory of the console alone, and cannot be brought back."),
				element("form", { method: "dialog", class: "dialog-buttons" }, element("button", { value: "no", autofocus: true }, "Keep them"),
						element("button", { value: "yes", class: "danger" }, "Delete all")));
		dialog.onclose = async () => {
			if (dialog.returnValue === "yes") {
				await remove("traces");
				this.show(read());
			}
		};
		dialog.returnValue = "";
		dialog.showModal();
	}

}
