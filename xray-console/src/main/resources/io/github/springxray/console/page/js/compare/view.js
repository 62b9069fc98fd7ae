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

// Compares two traces, and the time before a moment with the time after it.
import { ApiError, getJson } from "../api.js";
import { byId, element, replace, setText } from "../dom.js";
import { clock, duration } from "../format.js";
import { go, read } from "../route.js";
import { shortened } from "../text.js";
import { RangeComparison } from "./ranges.js";
import { TraceComparison } from "./traces.js";

const MOST = 200;

const LAST_MOMENT = 1e11;

function labelOf(trace) {
	return `${clock(trace.start)} ${shortened(`${trace.method ?? ""} ${trace.url ?? trace.name}`.trim(), 70)} ${duration(trace.responseTime ?? trace.duration)}`;
}

/** The time of day as inputs have it. */
function local(seconds) {
	const date = new Date(seconds * 1000);
	return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
}

/** The trace of the same kind that came before another one. */
function before(traces, second) {
	const like = (trace) => trace.id !== second.id && trace.name === second.name && trace.method === second.method && trace.start <= second.start;
	const routeOf = (trace) => trace.annotations?.http_route ?? trace.url;
	return traces.find((trace) => like(trace) && routeOf(trace) === routeOf(second)) ?? traces.find(like) ?? traces.find((trace) => trace.id !== second.id);
}

export class CompareView {

	#loading = null;

	constructor() {
		const choice = (id, label) => [element("label", { for: id }, label), element("select", { id, onchange: () => this.#choose() })];
		this.note = element("p", { class: "hint-box", hidden: true });
		const [ranges, traces] = [element("div"), element("div", { hidden: true })];
		this.tracesElement = traces;
		this.split = element("input", { id: "split", type: "datetime-local", step: "1", onchange: () => this.#splitAt(new Date(this.split.value).getTime() / 1000) });
		replace(byId("view-compare"),
				element("div", { class: "panel" }, element("div", { class: "panel-head" }, element("h2", null, "Before and after a moment"),
						element("label", { for: "split" }, "Moment"), this.split,
						element("button", { type: "button", id: "split-now", title: "What comes from now on is after it", onclick: () => this.#splitAt(Date.now() / 1000) }, "Now")), ranges),
				element("div", { class: "panel" }, element("div", { class: "panel-head" }, element("h2", null, "Two traces"), choice("trace-a", "First"), choice("trace-b", "Second")),
						this.note, traces));
		this.ranges = new RangeComparison(ranges);
		this.traces = new TraceComparison(traces);
	}

	#splitAt(seconds) {
		if (Number.isFinite(seconds)) {
			go({ split: seconds.toFixed(1) });
		}
	}

	#choose() {
		go({ a: byId("trace-a").value, b: byId("trace-b").value });
	}

	/** Loads what the route asks for, and returns whether nothing came in between. */
	async show(route) {
		this.#loading?.abort();
		this.#loading = new AbortController();
		const { signal } = this.#loading;
		try {
			const { traces } = await getJson("traces", { filter: route.filter, limit: MOST }, signal);
			await this.#showRanges(route, traces, signal);
			await this.#showTraces(route, traces, signal);
			return true;
		}
		catch (ex) {
			if (ex.name !== "AbortError") {
				throw ex;
			}
			return false;
		}
	}

	/** Without a moment it is the one in the middle of what is there. */
	async #showRanges(route, traces, signal) {
		const asked = Number(route.split ?? 0);
		const middle = traces[Math.floor(traces.length / 2)]?.start ?? Date.now() / 1000;
		const split = (asked > 0 && asked < LAST_MOMENT) ? asked : middle;
		if (document.activeElement !== this.split) {
			this.split.value = local(split);
		}
		await this.ranges.show(route, split, signal);
	}

	/** Without two traces they are the newest, or the given one, and the one of its kind before it. */
	async #showTraces(route, traces, signal) {
		const second = route.b ?? traces[0]?.id;
		const known = traces.find((trace) => trace.id === second);
		const first = route.a ?? (known ? before(traces, known) : traces.find((trace) => trace.id !== second))?.id;
		this.#fill("trace-a", traces, first);
		this.#fill("trace-b", traces, second);
		if (!first || !second) {
			this.#tell("There are no two traces to compare.");
			return;
		}
		try {
			const [a, b] = await Promise.all([first, second].map((id) => getJson(`traces/${encodeURIComponent(id)}`, null, signal)));
			this.#tell(null);
			this.traces.show(a, b);
		}
		catch (ex) {
			if (!(ex instanceof ApiError && ex.status === 404)) {
				throw ex;
			}
			this.#tell(ex.message);
		}
	}

	#tell(message) {
		this.note.hidden = message === null;
		this.tracesElement.hidden = message !== null;
		setText(this.note, message);
	}

	#fill(id, traces, selected) {
		const select = byId(id);
		const known = !selected || traces.some((trace) => trace.id === selected);
		const options = [...(known ? [] : [[selected, selected]]), ...traces.map((trace) => [trace.id, labelOf(trace)])];
		const content = JSON.stringify([options, selected]);
		if (select.content !== content && document.activeElement !== select) {
			select.content = content;
			replace(select, options.map(([value, label]) => element("option", { value }, label)));
			select.value = selected ?? "";
		}
	}

}
