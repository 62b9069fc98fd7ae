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

// Services of one type as one node, where many of them hide the rest.
import { element, foreign, replace } from "../dom.js";
import { count } from "../format.js";

const SUMS = ["count", "ok", "error", "fault", "throttle"];

/** Clients, and what is not yet known, are one node already, or nobody in particular. */
const KEPT = new Set(["client", "unknown"]);

function added(into, counts) {
	const all = into.count + counts.count;
	into.averageTime = (all > 0) ? (into.averageTime * into.count + counts.averageTime * counts.count) / all : 0;
	for (const name of SUMS) {
		into[name] += counts[name];
	}
	if (counts.perMinute !== undefined) {
		into.perMinute = (into.perMinute ?? 0) + counts.perMinute;
	}
	return into;
}

const none = () => ({ count: 0, ok: 0, error: 0, fault: 0, throttle: 0, averageTime: 0 });

/** How many services there are of each type that has several, as pairs, the most frequent first. */
export function typesOf(graph) {
	const types = new Map();
	for (const node of graph.nodes) {
		types.set(node.type, (types.get(node.type) ?? 0) + 1);
	}
	return [...types].filter(([type, size]) => size > 1 && !KEPT.has(type)).sort((a, b) => b[1] - a[1]);
}

/** The graph with one node for each of these types. */
export function collapsed(graph, types) {
	const nodes = new Map();
	const places = new Map();
	for (const node of graph.nodes) {
		const together = types.has(node.type) && !KEPT.has(node.type);
		const id = together ? `${node.type}|*` : node.id;
		places.set(node.id, id);
		if (!together) {
			nodes.set(id, node);
			continue;
		}
		const into = nodes.get(id) ?? { id, type: node.type, members: 0, ...none() };
		nodes.set(id, added(into, node));
		into.members++;
		into.name = `${into.members} × ${node.type}`;
	}
	const edges = new Map();
	for (const edge of graph.edges) {
		const [source, target] = [places.get(edge.source), places.get(edge.target)];
		if (source !== undefined && target !== undefined && source !== target) {
			const key = `${source}\n${target}`;
			edges.set(key, added(edges.get(key) ?? { source, target, ...none() }, edge));
		}
	}
	return { ...graph, nodes: [...nodes.values()], edges: [...edges.values()] };
}

/** The menu of types. */
export class TypeMenu {

	#types = new Set();

	#onChange;

	#shown = "";

	constructor(onChange) {
		this.#onChange = onChange;
		this.list = element("div", { class: "map-types" });
		this.element = element("details", { class: "map-menu", hidden: true }, element("summary", { title: "Draw services of one type as one" }, "Types"), this.list);
	}

	get types() {
		return this.#types;
	}

	open(type) {
		this.#types.delete(type);
		this.#shown = "";
		this.#onChange();
	}

	update(graph, hidden) {
		const types = typesOf(graph);
		const content = JSON.stringify([types, [...this.#types], hidden]);
		if (content === this.#shown) {
			return;
		}
		this.#shown = content;
		this.element.hidden = hidden || types.length === 0;
		replace(this.list, types.map(([type, size]) => element("label", null,
				element("input", { type: "checkbox", checked: this.#types.has(type), onchange: (event) => this.#toggle(type, event.target.checked) }),
				element("span", null, foreign(type), ` as one (${count(size)})`))));
	}

	#toggle(type, together) {
		if (together) {
			this.#types.add(type);
		}
		else {
			this.#types.delete(type);
		}
		this.#onChange();
	}

}
