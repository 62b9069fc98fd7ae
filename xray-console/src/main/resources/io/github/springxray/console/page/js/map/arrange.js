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

// Uses the room that there is in both directions: layers with many services get several columns, and parts of the map that
// have nothing to do with each other stand beside each other.

/** What is drawn smaller than this cannot be read. */
const READABLE = 0.6;

/** How much larger it has to be drawn to be worth a layout that is less easy to follow. */
const WORTH = 1.15;

/** The layers of a component: ids from top to bottom, by the distance from the left. */
function layersOf(component, positions) {
	const layers = new Map();
	for (const id of component) {
		const { x } = positions.get(id);
		layers.set(x, [...(layers.get(x) ?? []), id]);
	}
	return [...layers].sort((a, b) => a[0] - b[0]).map(([, ids]) => ids.sort((a, b) => positions.get(a).y - positions.get(b).y));
}

/** Places all with at most that many services below each other. */
function place(components, rows, size) {
	const positions = new Map();
	let left = 0;
	let top = 0;
	let widest = 0;
	let highest = 0;
	for (const layers of components) {
		const height = Math.min(rows, Math.max(...layers.map((layer) => layer.length)));
		if (top > 0 && top + height > rows) {
			left += widest;
			widest = 0;
			top = 0;
		}
		let column = 0;
		for (const layer of layers) {
			const columns = Math.ceil(layer.length / rows);
			const lines = Math.ceil(layer.length / columns);
			layer.forEach((id, index) => positions.set(id, { x: (left + column + index % columns) * size.width,
				y: (top + (height - lines) / 2 + Math.floor(index / columns) + 0.5) * size.height }));
			column += columns;
		}
		widest = Math.max(widest, column);
		top += height;
		highest = Math.max(highest, top);
	}
	return { positions, width: (left + widest) * size.width, height: highest * size.height };
}

/**
 * Places for a map that would be too small to be read, or null where it can be read, or gets no better.
 * @param placed the places of the layers, and which nodes hang together
 * @param room width and height that there are
 */
export function arranged({ positions, components }, size, room) {
	const points = [...positions.values()];
	const zoomOf = (width, height) => Math.min(room.width / width, room.height / height);
	const now = zoomOf(Math.max(...points.map((point) => point.x)) + size.width, Math.max(...points.map((point) => point.y)) + size.height / 2);
	if (now >= READABLE) {
		return null;
	}
	const layers = components.map((component) => layersOf(component, positions));
	const most = layers.reduce((sum, each) => sum + Math.max(...each.map((layer) => layer.length)), 0);
	let best = null;
	for (let rows = 2; rows <= most; rows++) {
		const candidate = place(layers, rows, size);
		candidate.zoom = zoomOf(candidate.width, candidate.height);
		best = (best === null || candidate.zoom > best.zoom) ? candidate : best;
	}
	return (best !== null && best.zoom > WORTH * now) ? best.positions : null;
}
