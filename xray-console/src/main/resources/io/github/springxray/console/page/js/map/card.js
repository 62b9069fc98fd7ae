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

// The small card that tells the numbers of the node or edge under the pointer, or of the selected node.
import { element, foreign, replace } from "../dom.js";
import { count, duration, perMinute, share } from "../format.js";
import { HEALTH, HEALTH_LABELS, shares } from "../health.js";
import { kindOfType, labelOfKind } from "../icons.js";

function rows(counts) {
	const parts = shares(counts);
	const values = [["Calls", count(counts.count)], ["Average", duration(counts.averageTime)]];
	if (counts.perMinute !== undefined) {
		values.push(["Rate", perMinute(counts.perMinute)]);
	}
	for (const health of HEALTH.filter((name) => parts[name] > 0)) {
		values.push([[element("span", { class: `dot ${health}` }), " ", HEALTH_LABELS[health]], share(parts[health])]);
	}
	return element("dl", null, values.map(([name, value]) => [element("dt", { class: "muted" }, name), element("dd", null, value)]));
}

export function showNode(card, node) {
	const kind = labelOfKind(kindOfType(node.type));
	replace(card, element("h3", null, foreign(node.name)), element("p", { class: "muted" }, kind), rows(node));
	card.hidden = false;
}

export function showEdge(card, edge, source, target) {
	replace(card, element("h3", null, foreign(source.name), " → ", foreign(target.name)), rows(edge));
	card.hidden = false;
}
