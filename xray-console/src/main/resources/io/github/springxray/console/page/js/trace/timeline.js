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

// The timeline. Of thousands of rows only those in sight are in the document; the keyboard goes through all of them.
import { element, foreign, replace } from "../dom.js";
import { duration } from "../format.js";
import { icon } from "../icons.js";
import { shortened } from "../text.js";
import { barOf, drawAxis } from "./bar.js";
import { describe } from "./model.js";

const OVERSCAN = 8;

export class Timeline {

	#model = null;

	#rows = [];

	#collapsed = new Set();

	#selected = null;

	#range = { start: 0, end: 1 };

	#zoomed = null;

	#drawn = new Map();

	#rowHeight = 28;

	#onSelect;

	#marked = null;

	#path = new Map();

	/** @param onSelect is given the node that was selected */
	constructor(parent, onSelect) {
		this.#onSelect = onSelect;
		this.axis = element("div", { class: "axis", "aria-hidden": "true" });
		this.space = element("div", { class: "rows", role: "rowgroup" });
		this.scroll = element("div", { class: "timeline-scroll", role: "treegrid", tabindex: "0", "aria-label": "Timeline", "aria-colcount": "4",
			onkeydown: (event) => this.#key(event), onscroll: () => this.#draw(), onclick: (event) => this.#click(event) }, this.space);
		const head = element("div", { class: "timeline-head" }, element("span", { class: "row-name" }, "Name"),
				element("span", { class: "row-status" }, "Status"), element("span", { class: "row-duration" }, "Duration"), this.axis);
		replace(parent, head, this.scroll);
		new ResizeObserver(() => this.#resized()).observe(this.scroll);
	}

	get selected() {
		return this.#selected;
	}

	/** Shows a trace. What is collapsed and selected stays, by id, if it is the same trace that has grown. */
	show(model, { select, keep }) {
		const collapsed = keep ? new Set([...this.#collapsed].map((node) => node.document.id)) : new Set();
		this.#model = model;
		this.#zoomed = null;
		this.#range = { start: model.start, end: model.end };
		this.#collapsed = new Set(model.nodes.filter((node) => node.children.length > 0 && collapsed.has(node.document.id)));
		this.#selected = (select && model.find(select)) || model.ordered[0] || null;
		this.#reveal(this.#selected);
		this.#relayout();
		if (!keep) {
			this.scroll.scrollTop = 0;
			this.#scrollTo(this.#selected);
		}
	}

	#resized() {
		const height = parseFloat(getComputedStyle(this.scroll).getPropertyValue("--row")) || 28;
		this.#rowHeight = height;
		this.#relayout();
	}

	#relayout() {
		if (this.#model === null) {
			return;
		}
		this.#rows = this.#model.walk((node) => !this.#collapsed.has(node));
		this.#rows.forEach((node, index) => { node.index = index; });
		this.space.style.height = `${this.#rows.length * this.#rowHeight}px`;
		this.scroll.setAttribute("aria-rowcount", this.#rows.length);
		// The axis ends where the bars end, left of the scroll bar
		this.axis.style.marginRight = `${this.scroll.offsetWidth - this.scroll.clientWidth}px`;
		this.#ticks = drawAxis(this.axis, this.#range, this.#model.start, this.axis.clientWidth);
		this.#clear();
		this.#draw();
	}

	#ticks = [];

	#clear() {
		this.#drawn.clear();
		this.space.replaceChildren();
	}

	#draw() {
		const first = Math.max(0, Math.floor(this.scroll.scrollTop / this.#rowHeight) - OVERSCAN);
		const last = Math.min(this.#rows.length, Math.ceil((this.scroll.scrollTop + this.scroll.clientHeight) / this.#rowHeight) + OVERSCAN);
		const wanted = new Set(this.#rows.slice(first, last));
		if (this.#selected?.index !== undefined && this.#rows[this.#selected.index] === this.#selected) {
			// What aria-activedescendant refers to has to be there
			wanted.add(this.#selected);
		}
		for (const [node, row] of this.#drawn) {
			if (!wanted.has(node)) {
				row.remove();
				this.#drawn.delete(node);
			}
		}
		for (const node of wanted) {
			if (!this.#drawn.has(node)) {
				const row = this.#create(node);
				this.#drawn.set(node, row);
				this.space.append(row);
			}
		}
		this.#markSelected();
	}

	#create(node) {
		const { name, hint } = describe(node);
		const parent = node.children.length > 0;
		const open = !this.#collapsed.has(node);
		const toggle = element("span", { class: parent ? "toggle" : "toggle none", "aria-hidden": "true" }, parent ? (open ? "▾" : "▸") : "");
		const label = element("span", { class: "row-label" }, foreign(shortened(name, 120), { class: "foreign title", title: name }),
				node.orphan && element("span", { class: "tag", title: `What it belongs to has not arrived: the part ${node.document.parent_id ?? "that is its parent"}` }, "parent missing"),
				hint && foreign(shortened(hint, 160), { class: "foreign hint", title: hint }));
		const nameCell = element("div", { class: "row-name", role: "gridcell" }, toggle, icon(node.kind), label);
		nameCell.style.paddingLeft = `${6 + 14 * Math.min(node.depth, 14)}px`;
		const lines = this.#ticks.map((share) => {
			const line = element("i", { class: "grid-line" });
			line.style.left = `${100 * share}%`;
			return line;
		});
		const row = element("div", { class: `row${node.isSegment ? " segment" : ""}${node.orphan ? " orphan" : ""}`, role: "row", id: `row-${node.key}`, "aria-level": node.depth + 1,
			"aria-rowindex": node.index + 1, "aria-expanded": parent ? String(open) : null },
			nameCell,
			element("div", { class: `row-status text-${node.health}`, role: "gridcell" }, statusOf(node)),
			element("div", { class: "row-duration", role: "gridcell" }, node.inProgress ? "in progress" : duration(node.end - node.start)),
			element("div", { class: "row-bar", role: "gridcell", "aria-label": `starts at ${duration(node.start - this.#model.start)}` },
					element("div", { class: "row-bar-inner", "aria-hidden": "true" }, lines, barOf(node, this.#range, this.#path.get(node)))));
		row.node = node;
		row.style.transform = `translateY(${node.index * this.#rowHeight}px)`;
		return row;
	}

	/** Marks the rows of these nodes, and fades the others; null marks none. */
	mark(nodes) {
		this.#marked = nodes && new Set(nodes);
		if (this.#model !== null) {
			this.#markSelected();
		}
	}

	/** Underlines the bars of what the trace waited for. */
	underline(pieces) {
		this.#path = new Map();
		for (const { node, from, to } of pieces) {
			if (!this.#path.has(node)) {
				this.#path.set(node, []);
			}
			this.#path.get(node).push([from, to]);
		}
		this.#relayout();
	}

	/** Selects a node, wherever it is hidden. */
	reveal(node) {
		this.#reveal(node);
		this.#relayout();
		this.select(node);
	}

	#markSelected() {
		for (const [node, row] of this.#drawn) {
			const selected = node === this.#selected;
			row.classList.toggle("selected", selected);
			row.setAttribute("aria-selected", String(selected));
			row.classList.toggle("on-path", this.#path.has(node));
			row.classList.toggle("found", this.#marked?.has(node) ?? false);
			row.classList.toggle("faded", this.#marked !== null && !this.#marked.has(node));
		}
		if (this.#selected) {
			this.scroll.setAttribute("aria-activedescendant", `row-${this.#selected.key}`);
		}
	}

	#click(event) {
		const node = event.target.closest(".row")?.node;
		if (!node) {
			return;
		}
		this.select(node);
		if (event.target.closest(".toggle:not(.none)")) {
			this.#toggle(node);
		}
	}

	select(node) {
		if (!node) {
			return;
		}
		this.#selected = node;
		this.#scrollTo(node);
		this.#draw();
		this.#onSelect(node);
	}

	move(step) {
		const at = this.#selected?.index ?? 0;
		this.select(this.#rows[Math.max(0, Math.min(this.#rows.length - 1, at + step))]);
	}

	#toggle(node, open = this.#collapsed.has(node)) {
		if (open) {
			this.#collapsed.delete(node);
		}
		else {
			this.#collapsed.add(node);
		}
		this.#relayout();
	}

	expandAll(open) {
		this.#collapsed = new Set(open ? [] : this.#model.nodes.filter((node) => node.children.length > 0 && node.depth > 0));
		if (!open) {
			this.#reveal(this.#selected);
		}
		this.#relayout();
		this.#scrollTo(this.#selected);
	}

	/** Opens what hides the node. */
	#reveal(node) {
		for (let at = node?.parent; at; at = at.parent) {
			this.#collapsed.delete(at);
		}
	}

	#scrollTo(node) {
		if (!node) {
			return;
		}
		const top = node.index * this.#rowHeight;
		if (top < this.scroll.scrollTop) {
			this.scroll.scrollTop = top;
		}
		else if (top + this.#rowHeight > this.scroll.scrollTop + this.scroll.clientHeight) {
			this.scroll.scrollTop = top + this.#rowHeight - this.scroll.clientHeight;
		}
	}

	/** Shows the time of the selected row alone, or all of it again. Returns whether it is zoomed now. */
	zoom() {
		const node = this.#selected;
		this.#zoomed = (this.#zoomed === node || !node || node.end - node.start <= 0) ? null : node;
		const margin = this.#zoomed ? (node.end - node.start) * 0.02 : 0;
		this.#range = this.#zoomed ? { start: node.start - margin, end: node.end + margin } : { start: this.#model.start, end: this.#model.end };
		this.#relayout();
		return this.#zoomed !== null;
	}

	#key(event) {
		const node = this.#selected;
		const page = Math.max(1, Math.floor(this.scroll.clientHeight / this.#rowHeight) - 1);
		const moves = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -Infinity, End: Infinity };
		if (event.ctrlKey || event.metaKey || event.altKey) {
			return;
		}
		if (moves[event.key] !== undefined) {
			this.move(moves[event.key]);
		}
		else if (event.key === "ArrowRight" && node) {
			this.#right(node);
		}
		else if (event.key === "ArrowLeft" && node) {
			this.#left(node);
		}
		else {
			return;
		}
		event.preventDefault();
	}

	#right(node) {
		if (this.#collapsed.has(node)) {
			this.#toggle(node, true);
		}
		else if (node.children.length > 0) {
			this.select(node.children[0]);
		}
	}

	#left(node) {
		if (node.children.length > 0 && !this.#collapsed.has(node)) {
			this.#toggle(node, false);
		}
		else if (node.parent) {
			this.select(node.parent);
		}
	}

}

function statusOf(node) {
	const status = node.document.http?.response?.status;
	const words = { ok: "", error: "error", throttle: "throttled", fault: "fault" };
	return String(status ?? words[node.health]);
}
