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

// Names and numbers under the nodes, as elements: they are sharp at every zoom, can be focused, and read by screen readers.
// They follow Cytoscape's viewport with one transform, and let the pointer through to the canvas.
import { element, foreign, reconcile, setText } from "../dom.js";
import { duration, share } from "../format.js";
import { shares } from "../health.js";
import { kindOfType, labelOfKind } from "../icons.js";
import { visible } from "../text.js";

const SMALLEST = 0.9;

/** Each service has clients of its own, which are nobody in particular. */
export function nameOf(node) {
	return (node.type === "client") ? "Clients" : node.name;
}

export class Labels {

	#parent;

	#cy;

	#actions;

	constructor(parent, cy, actions) {
		this.#parent = parent;
		this.#cy = cy;
		this.#actions = actions;
		cy.on("viewport resize", () => this.#follow());
		this.#follow();
	}

	#follow() {
		const pan = this.#cy.pan();
		this.#parent.style.transform = `translate(${pan.x}px, ${pan.y}px) scale(${this.#cy.zoom()})`;
		// Where the map is small, text shrinks less than the rest
		this.#parent.style.setProperty("--label-scale", Math.max(1, Math.min(1.8, SMALLEST / this.#cy.zoom())));
	}

	/** How wide a label may be before it would reach the next one. */
	set width(width) {
		this.#parent.style.setProperty("--label-width", `${width}px`);
	}

	/** Where names and numbers are seen, in pixels of the map; nothing if there are none. */
	extent() {
		const origin = this.#parent.parentElement.getBoundingClientRect();
		const boxes = [...this.#parent.querySelectorAll("span")].filter((label) => label.textContent)
			.map((label) => label.getBoundingClientRect());
		return (boxes.length === 0) ? null : {
			left: Math.min(...boxes.map((box) => box.left)) - origin.left, right: Math.max(...boxes.map((box) => box.right)) - origin.left,
			top: Math.min(...boxes.map((box) => box.top)) - origin.top, bottom: Math.max(...boxes.map((box) => box.bottom)) - origin.top
		};
	}

	update(nodes) {
		reconcile(this.#parent, nodes, (node) => node.id, () => this.#create(), (button, node) => this.#show(button, node));
	}

	#create() {
		const button = element("button", { type: "button", "aria-pressed": "false",
			onclick: () => this.#actions.onSelect(button.node), onfocus: () => this.#focused(button) },
			foreign("", { class: "foreign name" }), element("span", { class: "numbers" }));
		return button;
	}

	#focused(button) {
		this.#actions.onFocus(button.node);
		const position = this.#cy.getElementById(button.node.id).renderedPosition();
		const outside = position.x < 0 || position.y < 0 || position.x > this.#cy.width() || position.y > this.#cy.height();
		if (outside) {
			this.#cy.center(this.#cy.getElementById(button.node.id));
		}
	}

	#show(button, node) {
		button.node = node;
		const position = this.#cy.getElementById(node.id).position();
		button.style.left = `${position.x}px`;
		button.style.top = `${position.y}px`;
		setText(button.firstChild, nameOf(node));
		setText(button.lastChild, this.#actions.numbers(node));
		const parts = shares(node);
		const label = [nameOf(node), labelOfKind(kindOfType(node.type)), `${node.count} calls`, `average ${duration(node.averageTime)}`];
		for (const [health, name] of [["fault", "faults"], ["error", "errors"], ["throttle", "throttled"]]) {
			if (parts[health] > 0) {
				label.push(`${share(parts[health])} ${name}`);
			}
		}
		button.setAttribute("aria-label", visible(label.join(", ")));
	}

	mark(elementOf) {
		for (const button of this.#parent.children) {
			const node = elementOf(button.node.id);
			button.setAttribute("aria-pressed", String(node.hasClass("current")));
			button.classList.toggle("faded", node.hasClass("faded"));
		}
	}

}
