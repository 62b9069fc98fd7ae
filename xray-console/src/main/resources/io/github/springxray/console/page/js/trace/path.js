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

// The critical path: what a trace waited for at each moment, from its end back to its start.

/**
 * The pieces of the path, in the order of time: `{node, from, to}`. They cover the time of the root once, whatever ran beside
 * each other. Nothing here recurses.
 */
export function criticalPath(root) {
	const pieces = [];
	const stack = root ? [frame(root, root.end)] : [];
	while (stack.length > 0) {
		const top = stack.at(-1);
		const child = top.children[top.next++];
		if (child === undefined) {
			add(pieces, top.node, top.node.start, top.at);
			stack.pop();
			if (stack.length > 0) {
				stack.at(-1).at = Math.min(stack.at(-1).at, Math.max(stack.at(-1).node.start, top.node.start));
			}
			continue;
		}
		const end = Math.min(child.end, top.at);
		if (child.start < top.at && end > top.node.start && end > child.start) {
			add(pieces, top.node, end, top.at);
			top.at = end;
			stack.push(frame(child, end));
		}
	}
	return pieces.reverse();
}

/** A node whose children are looked at from the one that ended last. */
function frame(node, at) {
	return { node, at, next: 0, children: [...node.children].sort((a, b) => b.end - a.end) };
}

function add(pieces, node, from, to) {
	if (to > from) {
		pieces.push({ node, from, to });
	}
}

/** Where the time of a node is counted: with SQL, AWS, HTTP, or the service's own code. */
export function categoryOf(node) {
	if (node.kind === "database") {
		return "SQL";
	}
	if (node.document.namespace === "aws") {
		return "AWS";
	}
	return (node.document.namespace === "remote") ? "HTTP" : "code";
}

/** How much of the path is whose, most first: `{service, category, seconds, node}` with the node that has most of it. */
export function timeSpent(pieces) {
	const parts = new Map();
	for (const { node, from, to } of pieces) {
		const category = categoryOf(node);
		const key = `${category}\n${node.service}`;
		const part = parts.get(key) ?? { service: node.service, category, seconds: 0, nodes: new Map() };
		part.seconds += to - from;
		part.nodes.set(node, (part.nodes.get(node) ?? 0) + to - from);
		parts.set(key, part);
	}
	return [...parts.values()].map((part) => ({ ...part, node: [...part.nodes].sort((a, b) => b[1] - a[1])[0][0] }))
		.sort((a, b) => b.seconds - a.seconds);
}

/** Statements that ran several times below one parent: `{statement, nodes, seconds, callSite}`, the most frequent first. */
export function repeated(model, least = 3) {
	const groups = new Map();
	for (const node of model.ordered) {
		const statement = node.document.sql?.sanitized_query;
		if (typeof statement === "string") {
			const key = `${node.parent?.key ?? ""}\n${node.document.name}\n${statement}`;
			const group = groups.get(key) ?? { statement, nodes: [], seconds: 0, callSite: null };
			group.nodes.push(node);
			group.seconds += node.end - node.start;
			group.callSite ??= callSite(node);
			groups.set(key, group);
		}
	}
	return [...groups.values()].filter((group) => group.nodes.length >= least).sort((a, b) => b.nodes.length - a.nodes.length);
}

/** Class, method and line of the application that made a call, where they were recorded. */
export function callSite(node) {
	const place = node.document.metadata?.code?.call_site;
	return (typeof place === "string" && place !== "") ? place : null;
}

/** The statement that took longest. */
export function slowestStatement(model) {
	const statements = model.ordered.filter((node) => node.document.sql && !node.inProgress);
	return statements.reduce((slowest, node) => (slowest === null || node.end - node.start > slowest.end - slowest.start) ? node : slowest, null);
}
