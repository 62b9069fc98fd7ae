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

// The lines of the log beside the timeline. Those of the selected part are marked, and a line leads to its part.
import { element, foreign, replace } from "../dom.js";
import { clock, counted, duration } from "../format.js";
import { shortened } from "../text.js";
import { lines as block } from "./tables.js";

const LEVELS = { ERROR: "fault", FATAL: "fault", WARN: "error", WARNING: "error" };

function shortLogger(name) {
	return String(name ?? "").split(".").pop();
}

export class TraceLog {

	#onGo;

	#lines = [];

	#model = null;

	#content = "";

	/** @param onGo is given the node that a line belongs to */
	constructor(parent, onGo) {
		this.#onGo = onGo;
		this.parent = parent;
	}

	show(answer, model, selected) {
		const content = JSON.stringify([answer, model?.id]);
		this.#model = model;
		if (content === this.#content) {
			return;
		}
		this.#content = content;
		this.parent.hidden = answer.lines.length === 0;
		this.#lines = answer.lines.map((line) => ({ line, row: this.#row(line) }));
		replace(this.parent,
				element("div", { class: "panel-head" }, element("h2", null, "Log"), element("span", { class: "muted" }, counted(answer.lines.length, "line"),
						(answer.omitted > 0) && `, ${counted(answer.omitted, "more", "more")} left out`)),
				element("ol", { class: "log-lines", tabindex: "0", "aria-label": "Lines of the log" }, this.#lines.map(({ row }) => row)));
		if (selected) {
			this.mark(selected);
		}
	}

	#row(line) {
		const level = String(line.level ?? "");
		const after = line.time - (this.#model?.start ?? line.time);
		return element("li", { class: `log-line ${LEVELS[level] ?? "ok"}` },
				element("button", { type: "button", class: "link", title: `${clock(line.time)} ${line.service} ${line.thread}`, onclick: () => this.#go(line) },
						`+${duration(Math.max(0, after))}`),
				element("span", { class: `text-${LEVELS[level] ?? "ok"} level` }, shortened(level, 8)),
				foreign(shortLogger(shortened(line.logger, 120)), { class: "foreign muted", title: line.logger }),
				element("div", { class: "message" }, foreign(shortened(line.message, 2000))),
				line.exception && element("details", null, element("summary", null, foreign(shortened(line.exception.split("\n")[0], 200))), block(line.exception)));
	}

	#go(line) {
		const node = this.#model?.find(line.part) ?? this.#around(line);
		if (node) {
			this.#onGo(node);
		}
	}

	/** The innermost part that ran when the line was written. */
	#around(line) {
		return this.#model?.ordered.filter((node) => node.start <= line.time && node.end >= line.time).at(-1);
	}

	/** Marks the lines of a part and of what is below it; if there are none, that of what is around it which came next. */
	mark(node) {
		const within = new Set();
		const stack = [node];
		while (stack.length > 0) {
			const next = stack.pop();
			within.add(next.document.id);
			stack.push(...next.children);
		}
		let marked = this.#lines.filter(({ line }) => within.has(line.part));
		for (let at = node.parent; marked.length === 0 && at; at = at.parent) {
			const near = this.#lines.filter(({ line }) => line.part === at.document.id);
			marked = near.filter(({ line }) => line.time >= node.start - 0.001).slice(0, 1);
			marked = (marked.length > 0) ? marked : near.slice(-1);
		}
		const rows = new Set(marked.map(({ row }) => row));
		for (const { row } of this.#lines) {
			row.classList.toggle("current", rows.has(row));
		}
		const list = this.parent.querySelector(".log-lines");
		if (marked.length > 0 && list) {
			list.scrollTop = Math.max(0, marked[0].row.offsetTop - list.offsetTop - 40);
		}
	}

}
