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

// Where the time of a trace went: by service and kind of work, repeated statements, and the slowest one.
import { element, foreign, replace } from "../dom.js";
import { counted, duration, share } from "../format.js";
import { shortened } from "../text.js";
import { callSite, criticalPath, repeated, slowestStatement, timeSpent } from "./path.js";

const MOST_PARTS = 5;
const MOST_REPEATED = 4;

const NAMES = { SQL: "SQL", AWS: "AWS", HTTP: "HTTP", code: "own time" };

function place(text) {
	return text && [" in ", foreign(text, { class: "foreign mono" })];
}

export class TimeSpent {

	#onGo;

	#path = [];

	/** @param onGo is given the node of what was chosen */
	constructor(parent, onGo) {
		this.#onGo = onGo;
		this.parent = parent;
	}

	/** The pieces of the critical path. */
	get path() {
		return this.#path;
	}

	show(model) {
		const root = model.roots.find((node) => node.isSegment) ?? model.roots[0];
		this.#path = criticalPath(root);
		const whole = Math.max(1e-9, this.#path.reduce((sum, piece) => sum + piece.to - piece.from, 0));
		const parts = timeSpent(this.#path);
		const rest = parts.slice(MOST_PARTS).reduce((sum, part) => sum + part.seconds, 0);
		const again = repeated(model);
		replace(this.parent,
				element("section", { class: "spent-parts" }, element("h2", null, "Where the time went"),
						this.#band(parts, whole),
						element("ol", null, parts.slice(0, MOST_PARTS).map((part) => this.#part(part, whole)),
								(rest > 0) && element("li", { class: "muted" }, `others ${duration(rest)}`))),
				this.#statements(model, again));
	}

	#band(parts, whole) {
		return element("div", { class: "band", "aria-hidden": "true" }, parts.map((part) => {
			const piece = element("i", { class: `work-${part.category.toLowerCase()}`, title: `${part.service} ${NAMES[part.category]} ${duration(part.seconds)}` });
			piece.style.width = `${100 * part.seconds / whole}%`;
			return piece;
		}));
	}

	#part(part, whole) {
		return element("li", null, element("button", { type: "button", class: "link", onclick: () => this.#onGo(part.node) },
				element("i", { class: `dot work-${part.category.toLowerCase()}` }), " ", foreign(shortened(part.service, 60)), ` ${NAMES[part.category]}`),
				element("span", { class: "figure" }, `${duration(part.seconds)} (${share(part.seconds / whole)})`));
	}

	#statements(model, again) {
		const slowest = slowestStatement(model);
		if (slowest === null) {
			return null;
		}
		return element("section", { class: "spent-statements" },
				element("h2", null, "Statements"),
				element("ul", null,
						element("li", { id: "slowest" }, "Slowest: ", this.#link(slowest, slowest.document.sql.sanitized_query ?? slowest.document.name),
								` ${duration(slowest.end - slowest.start)}`, place(callSite(slowest))),
						again.slice(0, MOST_REPEATED).map((group) => element("li", { class: "repeated" },
								element("strong", null, `${counted(group.nodes.length, "time")}`), ", ", duration(group.seconds), ": ",
								this.#link(group.nodes[0], group.statement), place(group.callSite)))));
	}

	#link(node, text) {
		return element("button", { type: "button", class: "link", title: text, onclick: () => this.#onGo(node) }, foreign(shortened(text, 120), { class: "foreign mono" }));
	}

}
