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

// What the tabs of a node show. Each takes a node and gives elements, or null where there is nothing to show.
import { element, foreign } from "../dom.js";
import { clock, counted, duration, share } from "../format.js";
import { labelOfKind } from "../icons.js";
import { byAnnotation, byException, byMessage, byName, byRequest, byResponse, byStatement, byType, byUser } from "./clauses.js";
import { describe, ownTime } from "./model.js";
import { callSite } from "./path.js";
import { filterButton, isEmpty, lines, properties } from "./tables.js";

const LONGEST_JSON = 200_000;

function overview(node, model) {
	const { document } = node;
	const states = { ok: "OK", error: "Error (4xx)", throttle: "Throttled (429)", fault: "Fault (5xx)" };
	const state = element("span", { class: `text-${node.health}` }, element("i", { class: `dot ${node.health}` }), " ",
			node.inProgress ? `${states[node.health]}, in progress` : states[node.health]);
	const length = node.end - node.start;
	const own = ownTime(node);
	return [
		node.orphan && element("p", { class: "hint-box" }, "The parent of this part has not arrived. It may have been lost, or may still come."),
		properties([
			["Name", document.name, byName(node)],
			["Kind", node.isSegment ? `Segment, ${labelOfKind(node.kind).toLowerCase()}` : `Subsegment, ${labelOfKind(node.kind).toLowerCase()}`],
			["Service", node.isSegment ? null : node.service],
			["State", state],
			["Starts", `${clock(node.start)}, after ${duration(node.start - model.start)}`],
			["Duration", node.inProgress ? `${duration(length)} so far` : duration(length)],
			["Of the trace", (model.duration > 0) ? share(length / model.duration) : null],
			["Own time", (node.children.length > 0 && length > 0) ? `${duration(own)} (${share(own / length)})` : null],
			["Below it", (node.children.length > 0) ? counted(node.children.length, "part") : null],
			["Detail", describe(node).hint],
			["User", document.user, byUser(document.user)],
			["Origin", document.origin, byType(document.origin)],
			["Namespace", document.namespace],
			["Id", document.id],
			["Parent id", document.parent_id ?? node.parent?.document.id],
			["Service version", document.service?.version],
			["Links", isEmpty(document.links) ? null : document.links]
		])
	];
}

function http(node) {
	const { http: part } = node.document;
	return isEmpty(part) ? null : [
		!isEmpty(part.request) && [element("h3", null, "Request"), properties(Object.entries(part.request).map(([field, value]) => [field, value, byRequest(node, field, value)]))],
		!isEmpty(part.response) && [element("h3", null, "Response"), properties(Object.entries(part.response).map(([field, value]) => [field, value, byResponse(node, field, value)]))]
	];
}

function sql(node) {
	const { sql: part } = node.document;
	if (isEmpty(part)) {
		return null;
	}
	const { sanitized_query: query, ...rest } = part;
	const clause = byStatement(query);
	const place = callSite(node);
	return [query && [element("h3", null, "Query ", clause && filterButton(clause)), lines(query, { class: "block wrap" })],
		properties([["run by", place && foreign(place, { class: "foreign mono" })], ...Object.entries(rest)])];
}

function aws(node) {
	return isEmpty(node.document.aws) ? null : properties(Object.entries(node.document.aws));
}

function annotations(node) {
	return isEmpty(node.document.annotations) ? null : properties(Object.entries(node.document.annotations)
		.map(([key, value]) => [key, value, byAnnotation(key, value)]));
}

function metadata(node) {
	if (isEmpty(node.document.metadata)) {
		return null;
	}
	return Object.entries(node.document.metadata).map(([namespace, values]) => [
		element("h3", null, foreign(namespace)), properties((values !== null && typeof values === "object") ? Object.entries(values) : [["value", values]])]);
}

function frames(exception) {
	const stack = Array.isArray(exception.stack) ? exception.stack : [];
	const text = stack.map((frame) => `at ${frame?.label ?? "?"} (${frame?.path ?? "?"}${(frame?.line >= 0) ? `:${frame.line}` : ""})`).join("\n");
	const left = Number(exception.truncated ?? 0);
	return (text || left > 0) ? lines(text + ((left > 0) ? `\n… ${left} more` : "")) : null;
}

function exceptions(node) {
	const { cause } = node.document;
	if (isEmpty(cause)) {
		return null;
	}
	if (typeof cause === "string") {
		return element("p", null, "Caused by the exception ", foreign(cause, { class: "foreign mono" }), ", which is described where it happened.");
	}
	const all = Array.isArray(cause.exceptions) ? cause.exceptions : [];
	return [
		all.map((exception, index) => element("article", { class: "exception" },
				element("h3", null, (index > 0) && element("span", { class: "muted" }, "Caused by "), foreign(exception?.type ?? "Exception"),
						byException(exception?.type) && filterButton(byException(exception.type)), exception?.remote && element("span", { class: "tag" }, "remote")),
				element("p", null, foreign(exception?.message), byMessage(exception?.message) && filterButton(byMessage(exception.message))), frames(exception ?? {}))),
		isEmpty(cause.working_directory) ? null : properties([["Working directory", cause.working_directory], ["Paths", cause.paths]])
	];
}

function raw(node) {
	const { subsegments, ...rest } = node.document;
	const shown = Array.isArray(subsegments) ? { ...rest, subsegments: `${counted(subsegments.length, "subsegment")}, which have rows of their own` } : rest;
	const text = JSON.stringify(shown, null, 2);
	return [
		lines((text.length > LONGEST_JSON) ? `${text.slice(0, LONGEST_JSON)}\n… the rest is in the documents to be downloaded` : text,
				{ class: "block json", tabindex: "0", "aria-label": "Document as JSON" })
	];
}

function exceptionCount(node) {
	const all = node.document.cause?.exceptions;
	return Array.isArray(all) ? all.length : 1;
}

/** All tabs in the order in which they stand. */
export const TABS = [
	{ id: "overview", label: () => "Overview", content: overview },
	{ id: "http", label: () => "HTTP", content: http },
	{ id: "sql", label: () => "SQL", content: sql },
	{ id: "aws", label: () => "AWS", content: aws },
	{ id: "annotations", label: (node) => `Annotations ${Object.keys(node.document.annotations).length}`, content: annotations },
	{ id: "metadata", label: () => "Metadata", content: metadata },
	{ id: "exceptions", label: (node) => `Exceptions ${exceptionCount(node)}`, content: exceptions },
	{ id: "raw", label: () => "Raw", content: raw }
];
