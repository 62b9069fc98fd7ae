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

// The service map: keeps a graph of Cytoscape up to date with what the console answers.
import { element, replace, setText } from "../dom.js";
import { count, duration, perMinute } from "../format.js";
import { HEALTH, HEALTH_LABELS } from "../health.js";
import { kindOfType } from "../icons.js";
import { showEdge, showNode } from "./card.js";
import { arranged } from "./arrange.js";
import { collapsed, TypeMenu } from "./collapse.js";
import { Labels } from "./labels.js";
import { edgeKey, layered } from "./layout.js";
import { controlPoints, edgeData, nodeData, palette, stylesheet } from "./style.js";

/** Below this the whole is not shown at once: its labels could not be read. */
const SMALLEST_READABLE = 0.42;

const SMALLEST_NARROW = 0.58;

const NARROW = 700;

/** Distances between layers, and between nodes of one. */
const LAYER = { width: 196, height: 102 };

const WIDEST = 2.2;

/** Room at the bottom for the numbers of what is selected. */
const STRIP = 30;

const TOOLS = { width: 166, height: 36 };

/** Room for what looks for services, if there are many. */
const CORNER = 38;

/** The same from top to bottom, where names stand beside each other. */
const LAYER_DOWN = { width: 128, height: 176 };

/** With fewer services nobody has to look for one. */
const MANY = 15;

/** Clients go by the name of what they call, which is not theirs. */
function isNamed(node, name) {
	return node?.type !== "client" && node?.type !== "unknown" && node?.name === name;
}

function rate(node) {
	if (node.type === "unknown") {
		return "its segment has not come";
	}
	return (node.type === "client") ? perMinute(node.perMinute) : `${duration(node.averageTime)} · ${perMinute(node.perMinute)}`;
}

export class ServiceMap {

	#cy;

	#labels;

	#card;

	#left;

	#note;

	#graph = { nodes: [], edges: [] };

	#asked = { nodes: [], edges: [] };

	#types = new TypeMenu(() => this.update(this.#asked));

	#down = false;

	#find;

	#topology = "";

	#selected = null;

	#hovered = null;

	#moved = false;

	/** Whether somebody has asked to see all of it, however small. */
	#whole = false;

	/**
	 * A map in a container.
	 * @param onSelect is given the node, or null when the selected one was chosen again
	 * @param numbers what stands below the name of a node
	 */
	constructor(container, { onSelect, tools = [], numbers = rate }) {
		const canvas = element("div", { class: "map-canvas __________cytoscape_container", "aria-hidden": "true" });
		this.#card = element("div", { class: "map-card", hidden: true });
		this.#left = element("p", { class: "map-left", hidden: true });
		this.#note = element("p", { class: "map-note", hidden: true });
		const labels = element("div", { class: "map-labels", role: "group", "aria-label": "Services" });
		this.#find = element("input", { type: "search", class: "map-find", placeholder: "Find a service", "aria-label": "Find a service on the map", spellcheck: "false",
			autocomplete: "off", hidden: true, oninput: () => this.#lookFor(), onkeydown: (event) => this.#findKey(event, onSelect) });
		const corner = element("div", { class: "map-corner" }, this.#find, this.#types.element);
		replace(container, canvas, labels, this.#note, this.#left, this.#card, this.#legend(), corner, this.#tools(tools));
		this.#cy = window.cytoscape({ container: canvas, minZoom: 0.02, maxZoom: 2.5, autoungrabify: true, boxSelectionEnabled: false,
			selectionType: "single", layout: { name: "preset" }, style: stylesheet(palette()) });
		this.#labels = new Labels(labels, this.#cy, { onSelect: (node) => this.#choose(node, onSelect),
			onFocus: (node) => showNode(this.#card, node), numbers });
		this.#listen(onSelect);
		new ResizeObserver(() => this.#resized()).observe(container);
		document.addEventListener("themechange", () => this.#repaint());
	}

	#legend() {
		return element("ul", { class: "map-legend" }, HEALTH.map((health) =>
			element("li", null, element("span", { class: `dot ${health}` }), HEALTH_LABELS[health])));
	}

	#tools(more) {
		const button = (label, text, onclick) => element("button", { type: "button", title: label, "aria-label": label, onclick }, text);
		return element("div", { class: "map-tools", role: "toolbar", "aria-label": "Map" },
				button("Zoom in", "+", () => this.#zoom(1.25)),
				button("Zoom out", "−", () => this.#zoom(0.8)),
				button("Fit the map", "Fit", () => this.fitAll()),
				button("From left to right, or from top to bottom", "⇄", (event) => this.#turn(event.currentTarget)), more);
	}

	/** Draws layers below each other, or beside each other. */
	#turn(button) {
		this.#down = !this.#down;
		setText(button, this.#down ? "⇅" : "⇄");
		button.setAttribute("aria-pressed", String(this.#down));
		this.#topology = "";
		this.#moved = false;
		this.update(this.#asked);
		this.fitAll();
	}

	#found(graph = this.#graph) {
		const words = this.#find.value.trim().toLowerCase();
		return (words === "") ? [] : graph.nodes.filter((node) => node.type !== "client" && node.name.toLowerCase().includes(words));
	}

	/** Fades what does not have these words in its name, and shows the first that has. */
	#lookFor() {
		const found = new Set(this.#found().map((node) => node.id));
		const hidden = (found.size === 0) ? this.#found(this.#asked)[0] : null;
		if (hidden) {
			// It is one of those that are drawn as one, which updates the map
			this.#types.open(hidden.type);
			return;
		}
		const looking = this.#find.value.trim() !== "";
		this.#find.classList.toggle("nothing", looking && found.size === 0);
		this.#cy.batch(() => this.#cy.nodes().forEach((node) => { node.toggleClass("faded", looking && !found.has(node.id())); }));
		this.#labels.mark((id) => this.#cy.getElementById(id));
		if (found.size > 0) {
			const first = this.#cy.getElementById([...found][0]);
			this.#move();
			this.#cy.zoom(Math.max(this.#cy.zoom(), 0.8));
			this.#cy.center(first);
		}
		else if (!looking) {
			this.select(this.#selected);
		}
	}

	#findKey(event, onSelect) {
		const first = this.#found()[0];
		if (event.key === "Enter" && first) {
			this.#find.value = "";
			this.#choose(first, onSelect);
		}
		else if (event.key === "Escape") {
			this.#find.value = "";
			this.#lookFor();
			this.#find.blur();
		}
		else {
			return;
		}
		event.preventDefault();
		event.stopPropagation();
	}

	#listen(onSelect) {
		this.#cy.on("tap", "node", (event) => this.#choose(this.#nodeOf(event.target.id()), onSelect));
		this.#cy.on("tap", (event) => {
			if (event.target === this.#cy && this.#selected !== null) {
				onSelect(null);
			}
		});
		this.#cy.on("mouseover", "node, edge", (event) => {
			event.target.addClass("hover");
			this.#hovered = event.target.id();
			this.#tell();
		});
		this.#cy.on("mouseout", "node, edge", (event) => {
			event.target.removeClass("hover");
			this.#hovered = null;
			this.#tell();
		});
		this.#cy.on("scrollzoom pinchzoom dragpan", () => this.#move());
	}

	#choose(node, onSelect) {
		if (node.members) {
			this.#types.open(node.type);
			return;
		}
		onSelect((node.name === this.#selected) ? null : node);
	}

	#nodeOf(id) {
		return this.#graph.nodes.find((node) => node.id === id);
	}

	/** Shows the graph. Places change only when nodes or edges come or go. */
	update(asked) {
		this.#asked = asked;
		this.#types.update(asked, asked.nodes.length < MANY);
		this.#find.hidden = asked.nodes.length < MANY;
		const graph = collapsed(asked, this.#types.types);
		this.#graph = graph;
		const topology = JSON.stringify([graph.nodes.map((node) => node.id).sort(), graph.edges.map((edge) => [edge.source, edge.target]).sort()]);
		const changed = topology !== this.#topology;
		this.#topology = topology;
		this.#cy.batch(() => {
			if (changed) {
				this.#rebuild();
			}
			this.#refresh();
		});
		this.#labels.update(graph.nodes);
		this.select(this.#selected);
		if (this.#find.value.trim() !== "") {
			this.#lookFor();
		}
		if (changed && !this.#moved) {
			this.fit();
		}
	}

	note(text) {
		this.#note.hidden = !text;
		replace(this.#note, text ?? "");
	}

	/** Says how many calls are not on the map because it has too many services already. */
	omitted(calls) {
		this.#left.hidden = !(calls > 0);
		setText(this.#left, `${count(calls)} calls of more services are not shown`);
	}

	#rebuild() {
		const nodes = [...this.#graph.nodes].sort((a, b) => (b.type === "client") - (a.type === "client") || a.id.localeCompare(b.id));
		const ids = nodes.map((node) => node.id);
		const edges = this.#graph.edges.filter((edge) => ids.includes(edge.source) && ids.includes(edge.target));
		const placed = layered(ids, [...edges].sort((a, b) => edgeKey(a.source, a.target).localeCompare(edgeKey(b.source, b.target))),
				this.#down ? LAYER_DOWN : LAYER);
		const room = this.#room();
		const better = (ids.length < MANY) ? null : arranged(placed, this.#down ? LAYER_DOWN : LAYER,
				this.#down ? { width: room.height, height: room.width } : room);
		const positions = better ?? placed.positions;
		const bends = better ? new Map() : placed.bends;
		this.#cy.elements().remove();
		if (this.#down) {
			this.#labels.width = LAYER_DOWN.height - 8;
			positions.forEach((point) => { [point.x, point.y] = [point.y, point.x]; });
		}
		else {
			this.#stretch(positions, bends);
		}
		this.#cy.add(ids.map((id) => ({ group: "nodes", data: { id }, position: positions.get(id) })));
		this.#cy.add(edges.map((edge) => {
			const [source, target] = [positions.get(edge.source), positions.get(edge.target)];
			const key = edgeKey(edge.source, edge.target);
			const curve = (source.x < target.x && !this.#down) ? controlPoints(source, target, bends.get(key) ?? []) : {};
			return { group: "edges", data: { id: key, source: edge.source, target: edge.target, ...curve } };
		}));
	}

	/** Takes the width that there is: layers further apart are easier to follow. */
	#stretch(positions, bends) {
		const points = [...positions.values()];
		const width = Math.max(...points.map((point) => point.x));
		const height = Math.max(...points.map((point) => point.y)) + 120;
		const wanted = height * this.#cy.width() / Math.max(1, this.#cy.height()) - 180;
		const factor = Math.max(1, Math.min(WIDEST, wanted / Math.max(1, width)));
		this.#labels.width = LAYER.width * factor - 8;
		for (const point of [...points, ...[...bends.values()].flat()]) {
			point.x *= factor;
		}
	}

	#refresh() {
		const colors = palette();
		const busiest = Math.max(1, ...this.#graph.edges.map((edge) => edge.count));
		for (const node of this.#graph.nodes) {
			this.#cy.getElementById(node.id).data(nodeData(node, kindOfType(node.type), colors));
		}
		for (const edge of this.#graph.edges) {
			this.#cy.getElementById(edgeKey(edge.source, edge.target)).data(edgeData(edge, busiest, colors));
		}
	}

	#repaint() {
		this.#cy.style(stylesheet(palette()));
		this.#cy.batch(() => this.#refresh());
	}

	/** Marks the node of that name, and fades what has nothing to do with it. */
	select(name) {
		this.#selected = name;
		const current = this.#cy.nodes().filter((node) => name !== null && isNamed(this.#nodeOf(node.id()), name));
		this.#cy.batch(() => {
			this.#cy.elements().removeClass("current faded");
			current.addClass("current");
			if (current.nonempty()) {
				this.#cy.elements().difference(current.closedNeighborhood()).addClass("faded");
			}
		});
		this.#labels.mark((id) => this.#cy.getElementById(id));
		this.#tell();
	}

	/** Tells the numbers of what is under the pointer, or else of what is selected. */
	#tell() {
		const edge = this.#graph.edges.find((candidate) => edgeKey(candidate.source, candidate.target) === this.#hovered);
		const node = this.#nodeOf(this.#hovered) ?? this.#graph.nodes.find((candidate) => isNamed(candidate, this.#selected));
		if (edge) {
			showEdge(this.#card, edge, this.#nodeOf(edge.source), this.#nodeOf(edge.target));
		}
		else if (node) {
			showNode(this.#card, node);
		}
		else {
			this.#card.hidden = true;
		}
	}

	#move() {
		this.#moved = true;
		this.#whole = false;
	}

	#zoom(factor) {
		this.#move();
		this.#cy.zoom({ level: this.#cy.zoom() * factor, renderedPosition: { x: this.#cy.width() / 2, y: this.#cy.height() / 2 } });
	}

	/** All of it where that can be read, and else as much as can be read, from the left. */
	fit() {
		if (this.#whole) {
			this.fitAll();
			return;
		}
		this.#moved = false;
		this.#fit((this.#cy.width() < NARROW) ? SMALLEST_NARROW : SMALLEST_READABLE);
	}

	/** All of it, however small, as somebody has asked for it. */
	fitAll() {
		this.#moved = false;
		this.#whole = true;
		this.#fit(0);
		// How much room names need is known once they are there: they shrink less than the rest
		for (let attempt = 0; attempt < 4 && this.#shrink(); attempt++) {
			// Again, with names of another size
		}
	}

	/** Makes the map smaller if names reach beyond it, and says whether that was so. */
	#shrink() {
		const room = this.#room();
		const box = this.#labels.extent();
		if (!box) {
			return false;
		}
		const nodes = this.#cy.nodes().renderedBoundingBox();
		const left = Math.min(box.left, nodes.x1);
		const right = Math.max(box.right, nodes.x2);
		const top = Math.min(box.top, nodes.y1);
		const bottom = Math.max(box.bottom, nodes.y2);
		const factor = Math.min(1, room.width / (right - left), room.height / (bottom - top));
		const zoom = this.#cy.zoom() * factor;
		const pan = this.#cy.pan();
		const middle = { x: (left + right) / 2, y: (top + bottom) / 2 };
		this.#cy.viewport({ zoom, pan: { x: room.left + room.width / 2 - (middle.x - pan.x) * factor,
			y: room.top + room.height / 2 - (middle.y - pan.y) * factor } });
		return factor < 0.995;
	}

	/** Where the map may be: the buttons are in the upper right corner. */
	#room() {
		const narrow = this.#cy.width() < NARROW;
		const corner = this.#find.hidden ? 0 : CORNER;
		const top = (narrow ? TOOLS.height : 4) + corner;
		const beside = (narrow || corner > 0) ? 6 : TOOLS.width;
		return { left: 6, top, width: this.#cy.width() - 6 - beside, height: this.#cy.height() - STRIP - top };
	}

	#fit(smallest) {
		const box = this.#cy.nodes().boundingBox();
		if (!(box.w > 0) || this.#cy.width() < 10) {
			return;
		}
		const around = { left: box.x1 - 58, right: box.x2 + 58, top: box.y1 - 12, bottom: box.y2 + 48 };
		const [width, height] = [around.right - around.left, around.bottom - around.top];
		const narrow = this.#cy.width() < NARROW;
		// The buttons are in the upper right corner
		const corner = this.#find.hidden ? 0 : CORNER;
		const top = (narrow ? TOOLS.height : 0) + corner;
		const free = { width: this.#cy.width() - ((narrow || corner > 0) ? 16 : TOOLS.width), height: this.#cy.height() - STRIP - top };
		const whole = Math.min(free.width / width, free.height / height, 1.15);
		const zoom = Math.max(whole, smallest);
		const x = Math.max(8, (free.width - width * zoom) / 2) - around.left * zoom;
		const y = top + Math.max(0, (free.height - height * zoom) / 2) - around.top * zoom;
		this.#cy.viewport({ zoom, pan: { x, y } });
	}

	#resized() {
		this.#cy.resize();
		if (!this.#moved) {
			this.fit();
		}
	}

}
