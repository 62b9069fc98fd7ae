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

// One trace: its head, its own map, the timeline and the details of the selected row.
import { ApiError, getJson, getText, url } from "../api.js";
import { copyButton } from "../clipboard.js";
import { byId, element, foreign, replace } from "../dom.js";
import { counted, duration, moment } from "../format.js";
import { healthOf } from "../health.js";
import { ServiceMap } from "../map/map.js";
import { hashOf, mark, read } from "../route.js";
import { shortened } from "../text.js";
import { Details } from "./details.js";
import { TraceLog } from "./logs.js";
import { TraceModel } from "./model.js";
import { TraceSearch } from "./search.js";
import { TimeSpent } from "./spent.js";
import { Timeline } from "./timeline.js";

/** A trace that is complete and older than this many seconds is not asked for again. */
const SETTLED = 60;

export class TraceView {

	#root = byId("view-trace");

	#text = null;

	#model = null;

	#timeline;

	#details;

	#search;

	#logs;

	#spent;

	#spentShown = true;

	#map = null;

	#mapShown = false;

	#loading = null;

	constructor() {
		this.head = element("div", { class: "panel trace-head" });
		this.mapPanel = element("div", { class: "panel trace-map", hidden: true });
		this.timelinePanel = element("div", { class: "panel timeline" });
		this.detailsPanel = element("aside", { class: "panel details", "aria-label": "Details of the selected part" });
		this.missing = element("div", { class: "panel empty", hidden: true });
		this.spentPanel = element("div", { class: "panel spent", hidden: true });
		this.logsPanel = element("section", { class: "panel logs", "aria-label": "Log of the trace", hidden: true });
		this.side = element("div", { class: "trace-side" }, this.detailsPanel, this.logsPanel);
		this.body = element("div", { class: "trace-body" }, this.timelinePanel, this.side);
		this.#logs = new TraceLog(this.logsPanel, (node) => this.#timeline.reveal(node));
		replace(this.#root, this.head, this.mapPanel, this.spentPanel, this.body, this.missing);
		this.#spent = new TimeSpent(this.spentPanel, (node) => this.#timeline.reveal(node));
		const [find, rows] = [element("div", { class: "timeline-find", role: "search" }), element("div", { class: "timeline-rows" })];
		replace(this.timelinePanel, find, rows);
		this.#details = new Details(this.detailsPanel);
		this.#timeline = new Timeline(rows, (node) => this.#selected(node));
		this.#search = new TraceSearch(find, { onFound: (nodes) => this.#timeline.mark(nodes), onGo: (node) => this.#timeline.reveal(node),
			selected: () => this.#timeline.selected });
	}

	/** Loads the trace of the route, or takes it anew if it may have grown. */
	async show(route) {
		const keep = this.#model?.id === route.trace && this.#model !== null;
		if (keep && !this.#model.inProgress && Date.now() / 1000 - this.#model.end > SETTLED) {
			return;
		}
		this.#loading?.abort();
		this.#loading = new AbortController();
		if (!keep) {
			this.#model = null;
			this.#text = null;
		}
		try {
			const { signal } = this.#loading;
			const path = `traces/${encodeURIComponent(route.trace)}`;
			const text = await getText(path, null, signal);
			if (text !== this.#text) {
				this.#text = text;
				this.#render(JSON.parse(text), keep, route);
			}
			this.#logs.show(await getJson(`${path}/logs`, null, signal), this.#model, this.#timeline.selected);
		}
		catch (ex) {
			if (ex instanceof ApiError && ex.status === 404) {
				this.#notFound(route, ex);
			}
			else if (ex.name !== "AbortError") {
				throw ex;
			}
		}
	}

	#notFound(route, failure) {
		this.#model = null;
		for (const part of [this.head, this.mapPanel, this.spentPanel, this.body]) {
			part.hidden = true;
		}
		this.missing.hidden = false;
		replace(this.missing, element("div", { class: "guide" }, element("h2", null, "This trace is not here"),
				element("p", null, foreign(failure.message)),
				element("p", { class: "muted" }, "It may not have arrived yet, or may have made room for newer ones. The page looks again when something arrives."),
				element("p", null, element("a", { href: hashOf({ ...read(), view: "overview", at: null }) }, "Back to the traces"))));
		document.title = "Trace not found · X-Ray console";
	}

	#render(trace, keep, route) {
		this.missing.hidden = true;
		this.head.hidden = false;
		this.body.hidden = false;
		this.#model = new TraceModel(trace);
		this.#renderHead(this.#model);
		const select = keep ? this.#timeline.selected?.document.id : route.at;
		this.#timeline.show(this.#model, { select, keep });
		if (this.#timeline.selected) {
			this.#details.show(this.#timeline.selected, this.#model);
		}
		this.#search.show(this.#model, keep);
		this.#showSpent();
		if (this.#mapShown) {
			this.#loadMap();
		}
	}

	#renderHead(model) {
		const root = model.roots[0]?.document ?? {};
		const request = root.http?.request;
		const health = model.nodes.reduce((worst, node) => healthOf({ fault: worst === "fault" || node.document.fault,
			throttle: worst === "throttle" || node.document.throttle, error: worst === "error" || node.document.error }), "ok");
		const status = root.http?.response?.status;
		const segments = model.nodes.filter((node) => node.isSegment).length;
		const title = request ? `${request.method ?? ""} ${request.url ?? ""}` : String(root.name ?? model.id);
		const facts = [moment(model.start), model.inProgress ? `${duration(model.duration)}, in progress` : duration(model.duration),
			`${counted(segments, "segment")}, ${counted(model.nodes.length - segments, "subsegment")}`];
		const more = element("div", { class: "trace-tools" },
				copyButton("Copy id", model.id, { title: "Copy the id of the trace", id: "copy-id" }),
				copyButton("Copy link", () => window.location.href, { title: "Copy a link to what is shown" }),
				copyButton("Copy text", () => getText(`traces/${encodeURIComponent(model.id)}/summary`, { format: "text" }),
						{ title: "Copy the trace in short, for an issue or who helps with it", id: "copy-text" }),
				element("a", { class: "button", id: "compare", title: "Compare with the one before, or any other", href: hashOf({ ...read(), view: "compare", a: null, b: model.id, split: null }) }, "Compare"),
				element("a", { class: "button", id: "download", href: url(`traces/${encodeURIComponent(model.id)}/documents`).href, download: "" }, "Download"),
				element("button", { type: "button", id: "spent", title: "Where the time went, and the critical path in the timeline", "aria-pressed": String(this.#spentShown),
					onclick: (event) => this.#toggleSpent(event.target) }, "Time"),
				element("button", { type: "button", "aria-pressed": String(this.#mapShown), onclick: (event) => this.#toggleMap(event.target) }, "Map"),
				element("button", { type: "button", title: "Zoom to the selected row, or back (z)", onclick: () => this.zoom() }, "Zoom"),
				element("button", { type: "button", onclick: () => this.#timeline.expandAll(true) }, "Expand"),
				element("button", { type: "button", onclick: () => this.#timeline.expandAll(false) }, "Collapse"));
		replace(this.head,
				element("a", { class: "back", href: hashOf({ ...read(), view: "overview", at: null }), title: "Back (Esc)", "aria-label": "Back to the traces" }, "←"),
				element("div", { class: "trace-title" },
						element("h1", null, element("span", { class: `badge ${health}` }, status ?? health.toUpperCase()), " ",
								foreign(shortened(title, 300), { class: "foreign", title })),
						element("p", { class: "muted" }, foreign(model.id, { class: "foreign mono", id: "trace-id" }), facts.map((fact) => [" · ", fact]))),
				more);
		document.title = `${shortened(root.name ?? model.id, 100)} · X-Ray console`;
	}

	#selected(node) {
		mark(node.document.id ?? null);
		this.#logs.mark(node);
		this.#details.show(node, this.#model);
	}

	#showSpent() {
		this.spentPanel.hidden = !this.#spentShown;
		this.#spent.show(this.#model);
		this.#timeline.underline(this.#spentShown ? this.#spent.path : []);
	}

	#toggleSpent(button) {
		this.#spentShown = !this.#spentShown;
		button.setAttribute("aria-pressed", String(this.#spentShown));
		this.#showSpent();
	}

	move(step) {
		this.#timeline.move(step);
	}

	zoom() {
		this.#timeline.zoom();
	}

	focus() {
		this.#timeline.scroll.focus({ preventScroll: true });
	}

	find() {
		this.#search.focus();
	}

	focusDetails() {
		this.detailsPanel.querySelector("[role=tab][aria-selected=true]")?.focus();
	}

	#toggleMap(button) {
		this.#mapShown = !this.#mapShown;
		button.setAttribute("aria-pressed", String(this.#mapShown));
		this.mapPanel.hidden = !this.#mapShown;
		if (this.#mapShown) {
			this.#loadMap();
		}
	}

	async #loadMap() {
		if (this.#map === null) {
			const container = element("div", { class: "map" });
			replace(this.mapPanel, container);
			this.#map = new ServiceMap(container, { onSelect: (node) => this.#selectService(node), numbers: (node) =>
				(node.type === "client" || node.type === "unknown") ? "" : `${duration(node.averageTime)} · ${counted(node.count, "call")}` });
		}
		const graph = await getJson("graph", { trace: this.#model.id });
		this.#map.update(graph);
	}

	/** A node of the trace's map selects the first row that belongs to it. */
	#selectService(node) {
		const name = node?.name;
		this.#map.select(name ?? null);
		const resource = (document) => [document.name, document.aws?.table_name, document.aws?.bucket_name,
			String(document.aws?.queue_url ?? "").split("/").pop()].includes(name);
		const found = this.#model.ordered.find((candidate) => resource(candidate.document));
		if (node && found) {
			this.#timeline.select(found);
		}
	}

}
