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

// Puts filter expressions together. What they mean is the server's business; here only the top-level AND is known.

/** The parts of an expression that AND joins, or null where something binds less than AND does. */
export function conjuncts(filter) {
	const parts = [];
	let depth = 0;
	let quoted = false;
	let start = 0;
	for (let i = 0; i < filter.length; i++) {
		const character = filter[i];
		if (quoted && character === "\\") {
			i++;
		}
		else if (character === "\"") {
			quoted = !quoted;
		}
		else if (!quoted && "({[".includes(character)) {
			depth++;
		}
		else if (!quoted && ")}]".includes(character)) {
			depth--;
		}
		else if (!quoted && depth === 0 && /^\s(AND|OR)\s/i.test(filter.slice(i, i + 5))) {
			if (/^\sOR/i.test(filter.slice(i, i + 3))) {
				return null;
			}
			parts.push(filter.slice(start, i).trim());
			start = i + 5;
			i += 3;
		}
	}
	parts.push(filter.slice(start).trim());
	return parts.filter((part) => part !== "");
}

export function quote(value) {
	return `"${String(value).replace(/["\\]/g, "\\$&")}"`;
}

/** A value as it stands in an expression, or null where it cannot: there are no exponents. */
export function literal(value) {
	if (typeof value === "string") {
		return quote(value);
	}
	const known = typeof value === "boolean" || (typeof value === "number" && /^-?\d+(\.\d+)?$/.test(String(value)));
	return known ? String(value) : null;
}

/** Adds the clause, unless it stands there already. */
export function withClause(filter, clause) {
	return hasClause(filter, clause) ? filter : toggleClause(filter, clause);
}

export function hasClause(filter, clause) {
	return conjuncts(filter)?.includes(clause) ?? false;
}

/** Adds the clause, or takes it away where it stands already. */
export function toggleClause(filter, clause) {
	const parts = conjuncts(filter);
	if (parts === null) {
		return `(${filter}) AND ${clause}`;
	}
	const rest = parts.filter((part) => part !== clause);
	return (rest.length < parts.length ? rest : [...parts, clause]).join(" AND ");
}

const SERVICE = /^service\("((?:[^"\\]|\\.)*)"\)$/i;

/** The name that `service("…")` asks for on its own, which is the node selected on the map. */
export function selectedService(filter) {
	const match = conjuncts(filter)?.map((part) => SERVICE.exec(part)).find((found) => found);
	return match ? match[1].replace(/\\(.)/g, "$1") : null;
}

export function withoutService(filter) {
	const parts = conjuncts(filter);
	return (parts === null) ? filter : parts.filter((part) => !SERVICE.test(part)).join(" AND ");
}

/** Selects a service in the place of the selected one; null selects none. */
export function withService(filter, name) {
	const rest = withoutService(filter);
	if (name === null) {
		return rest;
	}
	return toggleClause(rest, `service(${quote(name)})`);
}
