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

// The strip that tells the numbers of the node or edge under the pointer, or of the selected node.
import { element, foreign, replace } from "../dom.js";
import { counted, duration, perMinute, share } from "../format.js";
import { HEALTH, HEALTH_LABELS, shares } from "../health.js";
import { kindOfType, labelOfKind } from "../icons.js";
import { nameOf } from "./labels.js";

function numbers(counts) {
	const parts = shares(counts);
	const facts = [counted(counts.count, "call"), `${duration(counts.averageTime)} on average`];
	if (counts.perMinute !== undefined) {
		facts.push(perMinute(counts.perMinute));
	}
	const bad = HEALTH.filter((health) => parts[health] > 0).map((health) =>
		element("span", { class: "fact" }, element("i", { class: `dot ${health}` }), ` ${HEALTH_LABELS[health]} ${share(parts[health])}`));
	return [facts.map((fact) => element("span", { class: "fact" }, fact)), bad];
}

export function showNode(card, node) {
	const kind = labelOfKind(kindOfType(node.type));
	replace(card, element("strong", null, foreign(nameOf(node))), element("span", { class: "fact" }, kind), numbers(node));
	card.hidden = false;
}

export function showEdge(card, edge, source, target) {
	replace(card, element("strong", null, foreign(nameOf(source)), " → ", foreign(nameOf(target))), numbers(edge));
	card.hidden = false;
}
