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

// A layered layout that reads from left to right: callers before what they call. The usual four steps: break cycles, put
// nodes into layers, order each layer so that few edges cross, and give each node its place.

const SWEEPS = 12;
const BEND_HEIGHT = 34;

/**
 * Places nodes.
 * @param nodes ids, those where paths begin first; their order decides wherever nothing else does
 * @param edges pairs of ids `{source, target}`
 * @param size distance between layers and between nodes of a layer: `{width, height}`
 * @returns positions by id, for edges over several layers the points that keep them clear of nodes, and which ids hang together
 */
export function layered(nodes, edges, size) {
	const graph = connect(nodes, edges);
	const placed = { positions: new Map(), bends: new Map(), components: [] };
	let top = 0;
	for (const component of componentsOf(nodes, graph)) {
		const layers = layersOf(component, graph);
		placed.components.push(component);
		const bottom = place(order(withBends(layers, graph)), size, top, placed);
		top = bottom + size.height;
	}
	return placed;
}

/** Out- and inbound neighbours with the edges that close a cycle left out. */
function connect(nodes, edges) {
	const all = new Map(nodes.map((id) => [id, []]));
	for (const { source, target } of edges) {
		if (source !== target && all.has(source) && all.has(target) && !all.get(source).includes(target)) {
			all.get(source).push(target);
		}
	}
	const graph = { out: new Map(nodes.map((id) => [id, []])), in: new Map(nodes.map((id) => [id, []])) };
	const called = new Set([...all.values()].flat());
	const state = new Map();
	for (const root of [...nodes.filter((id) => !called.has(id)), ...nodes]) {
		visit(root, all, graph, state);
	}
	return graph;
}

function visit(root, all, graph, state) {
	const stack = state.has(root) ? [] : [{ id: root, next: 0 }];
	state.set(root, state.get(root) ?? "open");
	while (stack.length > 0) {
		const frame = stack[stack.length - 1];
		const target = all.get(frame.id)[frame.next++];
		if (target === undefined) {
			state.set(frame.id, "done");
			stack.pop();
		}
		else if (state.get(target) !== "open") {
			graph.out.get(frame.id).push(target);
			graph.in.get(target).push(frame.id);
			if (!state.has(target)) {
				state.set(target, "open");
				stack.push({ id: target, next: 0 });
			}
		}
	}
}

function componentsOf(nodes, graph) {
	const seen = new Set();
	const components = [];
	for (const node of nodes) {
		const component = [];
		const queue = seen.has(node) ? [] : [node];
		seen.add(node);
		while (queue.length > 0) {
			const id = queue.shift();
			component.push(id);
			for (const next of [...graph.out.get(id), ...graph.in.get(id)]) {
				if (!seen.has(next)) {
					seen.add(next);
					queue.push(next);
				}
			}
		}
		if (component.length > 0) {
			components.push(component);
		}
	}
	return components.sort((a, b) => b.length - a.length);
}

/** The layer of each node: one more than the last of its callers. */
function layersOf(component, graph) {
	const layer = new Map();
	const waiting = new Map(component.map((id) => [id, graph.in.get(id).length]));
	const ready = component.filter((id) => waiting.get(id) === 0);
	while (ready.length > 0) {
		const id = ready.shift();
		layer.set(id, Math.max(0, ...graph.in.get(id).map((caller) => layer.get(caller) + 1)));
		for (const target of graph.out.get(id)) {
			waiting.set(target, waiting.get(target) - 1);
			if (waiting.get(target) === 0) {
				ready.push(target);
			}
		}
	}
	return layer;
}

/** Layers of cells. An edge that passes a layer gets a cell there of its own, so that it has room. */
function withBends(layerOf, graph) {
	const layers = [];
	const cells = new Map();
	for (const [id, index] of layerOf) {
		const cell = { id, up: [], down: [] };
		cells.set(id, cell);
		(layers[index] ??= []).push(cell);
	}
	const link = (from, to) => {
		from.down.push(to);
		to.up.push(from);
	};
	for (const [id, index] of layerOf) {
		for (const target of graph.out.get(id)) {
			let from = cells.get(id);
			for (let between = index + 1; between < layerOf.get(target); between++) {
				const bend = { edge: edgeKey(id, target), up: [], down: [] };
				layers[between].push(bend);
				link(from, bend);
				from = bend;
			}
			link(from, cells.get(target));
		}
	}
	return layers;
}

export const edgeKey = (source, target) => JSON.stringify([source, target]);

function order(layers) {
	let best = null;
	for (let sweep = 0; sweep < SWEEPS; sweep++) {
		const forward = sweep % 2 === 0;
		const sequence = forward ? layers : [...layers].reverse();
		for (const layer of sequence) {
			const weights = new Map(layer.map((cell, index) => [cell, barycenter(forward ? cell.up : cell.down, index)]));
			layer.sort((a, b) => weights.get(a) - weights.get(b));
			layer.forEach((cell, index) => { cell.index = index; });
		}
		const crossings = crossingsOf(layers);
		if (best === null || crossings < best.crossings) {
			best = { crossings, layers: layers.map((layer) => [...layer]) };
		}
	}
	return best.layers;
}

function barycenter(neighbours, fallback) {
	const known = neighbours.filter((cell) => cell.index !== undefined);
	return (known.length > 0) ? known.reduce((sum, cell) => sum + cell.index, 0) / known.length : fallback;
}

function crossingsOf(layers) {
	let crossings = 0;
	for (const layer of layers) {
		const edges = layer.flatMap((cell) => cell.down.map((target) => [cell.index, target.index]));
		for (let i = 0; i < edges.length; i++) {
			for (let j = i + 1; j < edges.length; j++) {
				if ((edges[i][0] - edges[j][0]) * (edges[i][1] - edges[j][1]) < 0) {
					crossings++;
				}
			}
		}
	}
	return crossings;
}

/** Gives places, and returns the lowest one. */
function place(layers, size, top, placed) {
	for (const layer of layers) {
		let y = 0;
		for (const cell of layer) {
			cell.half = (cell.id === undefined) ? BEND_HEIGHT / 2 : size.height / 2;
			y += cell.half;
			cell.y = y;
			y += cell.half;
		}
		layer.forEach((cell) => { cell.y -= y / 2; });
	}
	for (let sweep = 0; sweep < SWEEPS; sweep++) {
		const forward = sweep % 2 === 1;
		for (const layer of forward ? layers : [...layers].reverse()) {
			settle(layer, forward);
		}
	}
	const lowest = Math.min(...layers.flat().map((cell) => cell.y - cell.half));
	layers.forEach((layer, column) => layer.forEach((cell) => {
		const point = { x: column * size.width, y: cell.y - lowest + top };
		if (cell.id !== undefined) {
			placed.positions.set(cell.id, point);
		}
		else {
			placed.bends.set(cell.edge, [...(placed.bends.get(cell.edge) ?? []), point]);
		}
	}));
	return Math.max(...layers.flat().map((cell) => cell.y + cell.half)) - lowest + top;
}

/** Moves the cells of a layer as near to their neighbours as the distances between them allow (isotonic regression). */
function settle(layer, forward) {
	let offset = 0;
	const blocks = [];
	layer.forEach((cell, index) => {
		offset += (index > 0) ? layer[index - 1].half + cell.half : 0;
		cell.offset = offset;
		const neighbours = forward ? cell.up : cell.down;
		const wish = (neighbours.length > 0) ? neighbours.reduce((sum, other) => sum + other.y, 0) / neighbours.length : cell.y;
		let block = { sum: wish - offset, weight: 1, cells: [cell] };
		while (blocks.length > 0 && blocks.at(-1).sum / blocks.at(-1).weight > block.sum / block.weight) {
			const last = blocks.pop();
			block = { sum: last.sum + block.sum, weight: last.weight + block.weight, cells: [...last.cells, ...block.cells] };
		}
		blocks.push(block);
	});
	for (const block of blocks) {
		block.cells.forEach((cell) => { cell.y = block.sum / block.weight + cell.offset; });
	}
}
