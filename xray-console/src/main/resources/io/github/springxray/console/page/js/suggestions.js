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

// What the filter box offers: expressions used before, and clauses that continue what is being typed.

const KEY = "xray-console.filters";
const KEPT = 12;
const OFFERED = 12;
const SERVICES = 4;

const CLAUSES = [
	["fault", "answered 5xx, or threw"],
	["error", "answered 4xx"],
	["throttle", "answered 429"],
	["ok", "nothing went wrong"],
	["responsetime > 1", "seconds until the answer"],
	["duration > 1", "seconds, with all that came after"],
	["http.url CONTAINS \"/users\"", "part of the URL"],
	["http.status = 500", "status of the answer"],
	["http.method = \"POST\"", "method of the request"],
	["user = \"ada\"", "user of the request"],
	["sql CONTAINS \"orders\"", "part of a statement"],
	["message CONTAINS \"timeout\"", "message of an exception"],
	["type = \"Database::SQL\"", "type of a service"],
	["edge(\"api\", \"users\")", "calls from one to another"],
	["rootcause.fault.exception { last }", "what made it fail"],
	["partial", "parts are still in progress"]
];

function read() {
	try {
		const kept = JSON.parse(window.localStorage.getItem(KEY) ?? "[]");
		return Array.isArray(kept) ? kept.filter((entry) => typeof entry === "string") : [];
	}
	catch (ex) {
		return [];
	}
}

/** Keeps an expression that the console understood. */
export function remember(expression) {
	if (!expression) {
		return;
	}
	const kept = [expression, ...read().filter((entry) => entry !== expression)].slice(0, KEPT);
	try {
		window.localStorage.setItem(KEY, JSON.stringify(kept));
	}
	catch (ex) {
		// Without storage there is no history
	}
}

/** Where the clause that is being typed begins. */
function clauseStart(text) {
	const joined = /^.*(?:\bAND\b|\bOR\b|[(!])\s*/is.exec(text);
	return joined ? joined[0].length : 0;
}

/**
 * What fits the text.
 * @param known clauses about what the console has seen, such as services
 */
export function suggest(text, known) {
	const start = clauseStart(text);
	const typed = text.slice(start).trim().toLowerCase();
	const history = read().filter((entry) => entry !== text && entry.toLowerCase().includes(text.trim().toLowerCase()))
		.slice(0, (typed === "") ? 4 : 3).map((entry) => ({ value: entry, hint: "used before" }));
	// Many services shall not hide what else there is, until a part of a name is typed
	const offered = (typed === "") ? [...known.slice(0, SERVICES), ...CLAUSES, ...known.slice(SERVICES)] : [...known, ...CLAUSES];
	const clauses = offered.filter(([clause]) => clause.toLowerCase().includes(typed) && clause.toLowerCase() !== typed)
		.map(([clause, hint]) => ({ value: text.slice(0, start) + clause, shown: clause, hint }));
	const values = new Set();
	return [...history, ...clauses].filter((entry) => !values.has(entry.value) && values.add(entry.value)).slice(0, OFFERED);
}
