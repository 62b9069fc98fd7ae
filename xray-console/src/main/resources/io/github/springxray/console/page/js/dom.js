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

// The one way in which elements are made here. Strings become text nodes: nothing is ever parsed as HTML.
import { visible } from "./text.js";

const SVG = "http://www.w3.org/2000/svg";
const TEXT_ATTRIBUTES = new Set(["title", "aria-label", "placeholder", "alt"]);

export const byId = (id) => document.getElementById(id);

function setAttribute(target, name, value) {
	if (name.startsWith("on")) {
		target.addEventListener(name.slice(2), value);
	}
	else if (value === true) {
		target.setAttribute(name, "");
	}
	else if (value !== false && value !== null && value !== undefined) {
		target.setAttribute(name, TEXT_ATTRIBUTES.has(name) ? visible(value) : value);
	}
}

function build(target, attributes, children) {
	for (const [name, value] of Object.entries(attributes ?? {})) {
		setAttribute(target, name, value);
	}
	append(target, children);
	return target;
}

/** An element with attributes (`onclick` and the like take a function) and children, whose strings are shown as text. */
export function element(name, attributes, ...children) {
	return build(document.createElement(name), attributes, children);
}

export function svg(name, attributes, ...children) {
	return build(document.createElementNS(SVG, name), attributes, children);
}

export function append(target, children) {
	for (const child of children.flat(Infinity)) {
		if (child !== null && child !== undefined && child !== false) {
			target.append((child instanceof Node) ? child : visible(child));
		}
	}
}

export function replace(target, ...children) {
	target.replaceChildren();
	append(target, children);
	return target;
}

/** Text that came from outside, kept apart from the direction of what stands around it. */
export function foreign(value, attributes) {
	return element("span", { class: "foreign", ...attributes }, String(value ?? ""));
}

/** Sets text only where it differs, so that a refresh does not disturb selections. */
export function setText(target, value) {
	const text = visible(value);
	if (target.textContent !== text) {
		target.textContent = text;
	}
}

/**
 * Makes the children of a parent those of the items, keeping elements whose key is known. What goes is taken away first,
 * so that what stays is not moved, which would take the focus from it.
 */
export function reconcile(parent, items, keyOf, create, update) {
	const known = parent.keyed ?? new Map();
	const next = new Map(items.map((item) => [keyOf(item), item]));
	for (const [key, child] of known) {
		if (!next.has(key)) {
			child.remove();
			known.delete(key);
		}
	}
	let cursor = parent.firstElementChild;
	for (const [key, item] of next) {
		const fresh = !known.has(key);
		const child = fresh ? create(item) : known.get(key);
		update(child, item, fresh);
		known.set(key, child);
		if (child === cursor) {
			cursor = cursor.nextElementSibling;
		}
		else {
			parent.insertBefore(child, cursor);
		}
	}
	parent.keyed = known;
}

let announced;

/** Says something to screen readers. */
export function announce(message) {
	clearTimeout(announced);
	setText(byId("announcer"), message);
	announced = setTimeout(() => setText(byId("announcer"), ""), 4000);
}
