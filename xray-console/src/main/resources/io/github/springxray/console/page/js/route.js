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

// The address of what is shown lives in the hash, so that a link shows the same to somebody else.

const RANGES = { "5m": 300, "15m": 900, "1h": 3600, "6h": 21600 };

/** Reads `#/traces/{id}?filter=…&range=…&at=…`, or any other view. */
export function read(hash = window.location.hash) {
	const [path, query] = splitOnce(hash.replace(/^#\/?/, ""), "?");
	const parameters = new URLSearchParams(query);
	const [head, id] = splitOnce(path, "/");
	const route = {
		view: "overview",
		trace: null,
		filter: (parameters.get("filter") ?? "").trim(),
		range: Object.hasOwn(RANGES, parameters.get("range") ?? "") ? parameters.get("range") : "",
		at: parameters.get("at"),
		a: parameters.get("a"),
		b: parameters.get("b"),
		split: parameters.get("split")
	};
	if (head === "traces" && id) {
		route.view = "trace";
		route.trace = decoded(id);
	}
	else if (head === "statistics" || head === "sampling" || head === "compare") {
		route.view = head;
	}
	return route;
}

function decoded(id) {
	try {
		return decodeURIComponent(id);
	}
	catch (ex) {
		return id;
	}
}

function splitOnce(text, separator) {
	const index = text.indexOf(separator);
	return (index < 0) ? [text, ""] : [text.slice(0, index), text.slice(index + 1)];
}

export function hashOf(route) {
	const parameters = new URLSearchParams();
	for (const name of (route.view === "compare") ? ["filter", "range", "a", "b", "split"] : ["filter", "range", "at"]) {
		if (route[name]) {
			parameters.set(name, route[name]);
		}
	}
	const paths = { trace: `traces/${encodeURIComponent(route.trace ?? "")}`, overview: "" };
	const query = parameters.toString();
	return `#/${paths[route.view] ?? route.view}${query ? `?${query}` : ""}`;
}

/** Goes there, as a new entry of the history unless it only refines the present one. */
export function go(change, { replace = false } = {}) {
	const hash = hashOf({ ...read(), at: null, ...change });
	if (hash === window.location.hash) {
		return;
	}
	if (replace) {
		window.history.replaceState(null, "", hash);
		window.dispatchEvent(new HashChangeEvent("hashchange"));
	}
	else {
		window.location.hash = hash;
	}
}

/** Remembers the selected segment in the address, without anything being loaded again. */
export function mark(at) {
	window.history.replaceState(null, "", hashOf({ ...read(), at }));
}

/** While the feed is paused, the second after which nothing is shown. */
let frozen = null;

export function freeze(at) {
	frozen = at;
}

/** Filter and time range as the API takes them. */
export function selection(route) {
	const seconds = RANGES[route.range];
	const now = frozen ?? Date.now() / 1000;
	return { filter: route.filter, from: seconds ? Math.floor(now - seconds) : null, to: frozen };
}
