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

// How Cytoscape draws the map, in the colours of the theme.
import { HEALTH, shares } from "../health.js";
import { iconUri } from "../icons.js";

export const RADIUS = 23;

/** Edges are coloured only where a share of calls worth a look went wrong. */
const NOTABLE = 0.05;

export function palette() {
	const style = getComputedStyle(document.documentElement);
	const color = (name) => style.getPropertyValue(`--${name}`).trim();
	return {
		surface: color("surface"), text: color("text"), accent: color("accent"), edge: color("edge"), selected: color("selected"),
		ok: color("ok-fill"), error: color("error-fill"), throttle: color("throttle-fill"), fault: color("fault-fill")
	};
}

export function nodeData(node, kind, colors) {
	const data = { icon: iconUri(kind, colors.text) };
	const parts = shares(node);
	for (const health of HEALTH) {
		data[health] = parts[health] * 100;
	}
	return data;
}

export function edgeData(edge, busiest, colors) {
	const parts = shares(edge);
	const bad = ["fault", "throttle", "error"].find((health) => parts[health] >= NOTABLE);
	const traffic = Math.log1p(edge.count) / Math.log1p(Math.max(1, busiest));
	return { width: 1.25 + 4 * traffic, color: bad ? colors[bad] : colors.edge };
}

export function stylesheet(colors) {
	const ring = {};
	HEALTH.forEach((health, index) => {
		ring[`pie-${index + 1}-background-color`] = colors[health];
		ring[`pie-${index + 1}-background-size`] = `data(${health})`;
	});
	return [
		{
			selector: "node",
			style: {
				"width": 2 * RADIUS, "height": 2 * RADIUS, "background-color": colors.surface, "pie-size": "100%", "pie-hole": "80%",
				"background-image": "data(icon)", "background-width": "52%", "background-height": "52%", "overlay-opacity": 0, ...ring
			}
		},
		{
			selector: "node.current",
			style: { "background-color": colors.selected, "underlay-color": colors.accent, "underlay-opacity": 0.35, "underlay-padding": 5,
				"underlay-shape": "ellipse" }
		},
		{
			selector: "edge",
			style: {
				"curve-style": "bezier", "width": "data(width)", "line-color": "data(color)", "target-arrow-color": "data(color)",
				"target-arrow-shape": "triangle", "arrow-scale": 0.9, "overlay-opacity": 0
			}
		},
		{
			selector: "edge[distances]",
			style: {
				"curve-style": "unbundled-bezier", "control-point-distances": "data(distances)", "control-point-weights": "data(weights)",
				"edge-distances": "endpoints", "source-endpoint": "90deg", "target-endpoint": "270deg"
			}
		},
		{ selector: "edge.hover", style: { "line-color": colors.accent, "target-arrow-color": colors.accent } },
		{ selector: ".faded", style: { "opacity": 0.3 } }
	];
}

/** Points as Cytoscape wants them: how far along the line between the ends, and how far beside it. */
export function controlPoints(source, target, bends) {
	const start = { x: source.x + RADIUS, y: source.y };
	const end = { x: target.x - RADIUS, y: target.y };
	const reach = Math.min(70, (end.x - start.x) / 2);
	const points = [{ x: start.x + reach, y: start.y }, ...bends, { x: end.x - reach, y: end.y }];
	const line = { x: end.x - start.x, y: end.y - start.y };
	const square = line.x ** 2 + line.y ** 2;
	const length = Math.sqrt(square);
	return {
		weights: points.map((point) => ((point.x - start.x) * line.x + (point.y - start.y) * line.y) / square),
		distances: points.map((point) => ((point.y - start.y) * line.x - (point.x - start.x) * line.y) / length)
	};
}
