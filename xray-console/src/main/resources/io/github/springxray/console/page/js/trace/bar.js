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

// The bar of one row, and the axis above all of them.
import { element, replace } from "../dom.js";
import { duration } from "../format.js";
import { ownTimes } from "./model.js";

/** Pieces narrower than this share of what is shown could not be seen. */
const LEAST = 0.003;

function position(target, from, to, range) {
	const span = Math.max(range.end - range.start, 1e-9);
	const left = (from - range.start) / span;
	const right = (to - range.start) / span;
	target.style.left = `${100 * Math.max(-0.01, Math.min(1.01, left))}%`;
	target.style.width = `${100 * Math.max(0, Math.min(1.01, right) - Math.max(-0.01, left))}%`;
}

/** Where a node has children, the light part of its bar is the time it waited for them, the full part is its own. The pieces of the critical path are underlined. */
export function barOf(node, range, path = []) {
	const classes = ["bar", node.health];
	if (node.inProgress) {
		classes.push("pending");
	}
	if (node.isSegment) {
		classes.push("segment");
	}
	const bar = element("span", { class: classes.join(" ") });
	position(bar, node.start, node.end, range);
	const cell = [bar];
	if (node.children.length > 0 && !node.inProgress) {
		bar.classList.add("parent");
		for (const [from, to] of ownTimes(node, LEAST * (range.end - range.start))) {
			const piece = element("span", { class: `bar own ${node.health}` });
			position(piece, from, to, range);
			cell.push(piece);
		}
	}
	for (const [from, to] of path.filter(([start, end]) => path.length === 1 || end - start > LEAST * (range.end - range.start))) {
		const piece = element("span", { class: "path" });
		position(piece, from, to, range);
		cell.push(piece);
	}
	return cell;
}

/** A round step for the axis, so that there are at most that many. */
function stepFor(span, most) {
	const rough = span / most;
	const magnitude = 10 ** Math.floor(Math.log10(rough));
	return [1, 2, 5, 10].map((factor) => factor * magnitude).find((step) => step >= rough);
}

/** Draws the axis, and returns where its ticks are, as shares of what is shown. */
export function drawAxis(axis, range, origin, width) {
	const span = Math.max(range.end - range.start, 1e-6);
	const step = stepFor(span, Math.max(2, Math.floor(width / 92)));
	const ticks = [];
	for (let at = Math.ceil((range.start - origin) / step - 1e-6) * step; at <= range.end - origin + step * 1e-6; at += step) {
		ticks.push({ at, share: (at + origin - range.start) / span });
	}
	replace(axis, ticks.map((tick) => {
		const label = element("span", { class: (tick.share > 0.93) ? "tick last" : "tick" }, duration(Math.abs(tick.at) < step / 1e6 ? 0 : tick.at));
		label.style.left = `${100 * tick.share}%`;
		return label;
	}));
	return ticks.map((tick) => tick.share);
}
