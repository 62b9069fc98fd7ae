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

// What to filter by to find the traces that have an attribute in common with a part of this one.
import { literal, quote } from "../expression.js";

/** Where the values of a block have keywords. */
const REQUEST = { method: "http.method", url: "http.url", user_agent: "http.useragent", client_ip: "http.clientip" };

/** What is longer is cut where it is read. */
const SHORT = 200;

/** The keywords of HTTP are of the first segment, unless a service stands around them. */
function within(node, clause) {
	return (clause && (node.isSegment || node.kind !== "method")) ? `service(${quote(node.document.name)}) { ${clause} }` : null;
}

function text(keyword, value) {
	if (typeof value !== "string" || value === "") {
		return null;
	}
	return (value.length <= SHORT) ? `${keyword} = ${quote(value)}` : `${keyword} BEGINSWITH ${quote(value.slice(0, SHORT))}`;
}

export function byName(node) {
	const { name } = node.document;
	return (typeof name !== "string") ? null : (node.kind === "method") ? text("name", name) : `service(${quote(name)})`;
}

export const byUser = (value) => text("user", value);

export const byType = (value) => text("type", value);

export const byStatement = (value) => text("sql", value);

export const byException = (value) => text("name", value);

export const byMessage = (value) => text("message", value);

export function byRequest(node, field, value) {
	return REQUEST[field] ? within(node, text(REQUEST[field], value)) : null;
}

export function byResponse(node, field, value) {
	return (field === "status" && literal(value) !== null) ? within(node, `http.status = ${value}`) : null;
}

export function byAnnotation(key, value) {
	const right = literal(value);
	return (right === null) ? null : `annotation${/^[A-Za-z_]\w*$/.test(key) ? `.${key}` : `[${quote(key)}]`} = ${right}`;
}
