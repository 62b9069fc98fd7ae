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

// The table of traces. Rows are kept by trace id, so that a refresh moves nothing that is selected or focused.
import { byId, element, foreign, reconcile, replace } from "../dom.js";
import { clock, count, counted, duration, moment } from "../format.js";
import { withClause } from "../expression.js";
import { healthOf } from "../health.js";
import { go, hashOf, read } from "../route.js";
import { shortened, visible } from "../text.js";
import { byAnnotation } from "../trace/clauses.js";

const SHOWN_ANNOTATIONS = 4;

/** The path of a URL, without what all rows have in common. */
function pathOf(url) {
	const match = /^[a-z][a-z0-9+.-]*:\/\/[^/]*(\/.*)?$/i.exec(String(url ?? ""));
	return match ? (match[1] ?? "/") : String(url ?? "");
}

function statusCell(trace) {
	const health = healthOf(trace);
	const text = trace.status ?? ((health === "ok") ? "OK" : health);
	const title = { ok: "OK", error: "Error", throttle: "Throttled", fault: "Fault" }[health];
	return element("td", { class: "status" }, element("span", { class: `text-${health}`, title },
			element("i", { class: `dot ${health}` }), text, element("span", { class: "hidden" }, ` ${title}`)));
}

function requestCell(trace) {
	const link = element("a", { href: hashOf({ ...read(), view: "trace", trace: trace.id, at: null }), tabindex: "-1",
		title: `${trace.method ?? ""} ${trace.url ?? trace.name}`.trim() },
		trace.method && element("span", { class: "method" }, shortened(trace.method, 10)), foreign(trace.url ? pathOf(trace.url) : trace.name),
		trace.incomplete && element("span", { class: "tag incomplete", title: "No segment of this trace has arrived, only subsegments" }, "incomplete"));
	return element("td", { class: "request" }, link);
}

function durationCell(trace, longest) {
	const value = trace.responseTime ?? trace.duration;
	const bar = element("i", { class: `${healthOf(trace)}${trace.inProgress ? " pending" : ""}` });
	bar.style.width = `${Math.min(100, 100 * Math.sqrt(Math.max(0, value) / longest))}%`;
	return element("td", { class: "duration", title: trace.inProgress ? "In progress" : null }, element("div", { class: "length" },
			element("span", { class: "value" }, trace.inProgress ? `${duration(value)} …` : duration(value)),
			element("span", { class: "meter", "aria-hidden": "true" }, bar)));
}

function annotationsCell(trace) {
	// The route says little that the URL does not
	const entries = Object.entries(trace.annotations ?? {}).sort(([a], [b]) => (a === "http_route") - (b === "http_route"));
	const tags = entries.slice(0, SHOWN_ANNOTATIONS).map(([key, value]) => {
		const clause = byAnnotation(key, value);
		const attributes = { class: "tag foreign", title: `${key} = ${value}` };
		const content = [`${visible(key)} `, element("b", null, String(value))];
		return (clause === null) ? element("span", attributes, content) : element("button", { ...attributes, type: "button", tabindex: "-1",
			title: `Show traces with ${key} = ${value}`, onclick: () => go({ filter: withClause(read().filter, clause) }) }, content);
	});
	return element("td", { class: "annotations" }, tags, (entries.length > SHOWN_ANNOTATIONS) && ` +${entries.length - SHOWN_ANNOTATIONS}`);
}

function cells(trace, longest) {
	const services = (trace.services ?? []).join(", ");
	return [
		element("td", { class: "time", title: moment(trace.start) }, clock(trace.start)),
		statusCell(trace),
		requestCell(trace),
		element("td", { class: "service", title: services }, foreign(services)),
		durationCell(trace, longest),
		annotationsCell(trace),
		element("td", { class: "parts", title: `${counted(trace.segments, "segment")}, ${counted(trace.subsegments, "subsegment")}` },
				count((trace.segments ?? 0) + (trace.subsegments ?? 0)))
	];
}

export class TraceTable {

	#rows = byId("traces-rows");

	#scroll = byId("traces-scroll");

	#current = null;

	#filled = false;

	constructor(onOpen) {
		this.#rows.addEventListener("click", (event) => {
			const row = event.target.closest("tr");
			const plain = !event.ctrlKey && !event.metaKey && !event.shiftKey;
			if (row && plain && !event.target.closest("a, button") && window.getSelection().isCollapsed) {
				onOpen(row.trace.id);
			}
		});
		this.#rows.addEventListener("focusin", (event) => this.#setCurrent(event.target.closest("tr")));
	}

	update(traces) {
		const anchor = this.#anchor();
		const longest = Math.max(0.001, ...traces.map((trace) => trace.responseTime ?? trace.duration ?? 0));
		reconcile(this.#rows, traces, (trace) => trace.id, () => element("tr"), (row, trace, fresh) => {
			const content = JSON.stringify([trace, longest, window.location.hash]);
			if (row.content !== content) {
				this.#fill(row, trace, longest);
				row.content = content;
			}
			row.classList.toggle("fresh", fresh && this.#filled);
		});
		this.#filled = true;
		this.#restore(anchor);
		this.#roving();
	}

	#fill(row, trace, longest) {
		const focused = row.contains(document.activeElement);
		row.trace = trace;
		replace(row, cells(trace, longest));
		if (focused) {
			row.querySelector("a").focus({ preventScroll: true });
		}
	}

	/** The row that shall stay where it is when others come above it: the selected one, or the first visible one; at the top, new ones come into sight. */
	#anchor() {
		const { top, bottom } = this.#scroll.getBoundingClientRect();
		const current = this.#current?.isConnected ? this.#current.getBoundingClientRect() : null;
		if (current && current.bottom > top + 24 && current.top < bottom) {
			return { row: this.#current, at: current.top };
		}
		if (this.#scroll.scrollTop < 4) {
			return null;
		}
		const row = [...this.#rows.children].find((candidate) => candidate.getBoundingClientRect().bottom > top + 24);
		return row && { row, at: row.getBoundingClientRect().top };
	}

	#restore(anchor) {
		if (anchor?.row.isConnected) {
			this.#scroll.scrollTop += anchor.row.getBoundingClientRect().top - anchor.at;
		}
	}

	/** One row takes part in the tab order, as in any list with arrow keys. */
	#roving() {
		const current = this.#current?.isConnected ? this.#current : this.#rows.firstElementChild;
		for (const row of this.#rows.children) {
			row.querySelector("a").tabIndex = (row === current) ? 0 : -1;
		}
	}

	#setCurrent(row) {
		this.#current?.classList.remove("current");
		this.#current = row;
		row.classList.add("current");
		this.#roving();
	}

	/** Goes up or down; from nowhere, to the first row. */
	move(step) {
		const start = this.#current?.isConnected ? this.#current : null;
		const next = start ? ((step > 0) ? start.nextElementSibling : start.previousElementSibling) : this.#rows.firstElementChild;
		if (!next) {
			return;
		}
		next.querySelector("a").focus({ preventScroll: true });
		next.scrollIntoView({ block: "nearest" });
		const hiddenBy = this.#scroll.getBoundingClientRect().top + 26 - next.getBoundingClientRect().top;
		if (hiddenBy > 0) {
			this.#scroll.scrollTop -= hiddenBy;
		}
	}

	/** The id of the trace that was last focused or opened. */
	get current() {
		return this.#current?.trace.id ?? null;
	}

	focusCurrent() {
		if (this.#current?.isConnected) {
			this.#current.querySelector("a").focus({ preventScroll: true });
		}
	}

	remember(id) {
		const row = [...this.#rows.children].find((candidate) => candidate.trace.id === id);
		if (row) {
			this.#setCurrent(row);
		}
	}

}
