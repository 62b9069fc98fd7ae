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

// A trace as a tree of rows. The documents may be anything that was accepted: ids may be missing, double or go round in
// circles, times may be absent. Whatever comes, each document is shown once. Nothing here recurses: depth is the sender's choice.
import { healthOf } from "../health.js";
import { kindOfDocument } from "../icons.js";

export class TraceModel {

	/** @param trace what the console answers for one trace */
	constructor(trace) {
		this.id = trace.id;
		this.nodes = [];
		this.roots = [];
		this.#collect(trace.segments ?? []);
		this.#adopt();
		this.#order();
		this.#time(trace);
	}

	#collect(segments) {
		const stack = segments.map((document) => ({ document, parent: null })).reverse();
		while (stack.length > 0) {
			const { document, parent } = stack.pop();
			const node = { key: this.nodes.length, document, parent, children: [], isSegment: parent === null && document.type !== "subsegment",
				orphan: document.orphan === true };
			node.kind = kindOfDocument(document, node.isSegment);
			node.health = healthOf(document);
			node.service = (parent === null) ? document.name : parent.service;
			this.nodes.push(node);
			parent?.children.push(node);
			const children = Array.isArray(document.subsegments) ? document.subsegments : [];
			for (let i = children.length - 1; i >= 0; i--) {
				if (children[i] !== null && typeof children[i] === "object") {
					stack.push({ document: children[i], parent: node });
				}
			}
		}
	}

	/** Puts segments under the subsegment, of another service, that called them. */
	#adopt() {
		const byId = new Map();
		for (const node of this.nodes) {
			if (node.document.id !== undefined && !byId.has(node.document.id)) {
				byId.set(node.document.id, node);
			}
		}
		for (const node of this.nodes.filter((candidate) => candidate.parent === null)) {
			const parent = byId.get(node.document.parent_id);
			if (parent && !this.#isWithin(parent, node)) {
				node.parent = parent;
				parent.children.push(node);
			}
			else {
				this.roots.push(node);
			}
		}
	}

	#isWithin(node, ancestor) {
		for (let at = node; at !== null; at = at.parent) {
			if (at === ancestor) {
				return true;
			}
		}
		return false;
	}

	#order() {
		const byStart = (a, b) => (seconds(a.document.start_time) ?? 0) - (seconds(b.document.start_time) ?? 0) || a.key - b.key;
		this.roots.sort(byStart);
		this.nodes.forEach((node) => node.children.sort(byStart));
		this.ordered = this.walk(() => true);
		for (const node of this.ordered) {
			node.depth = (node.parent === null) ? 0 : node.parent.depth + 1;
			node.foreignService = node.parent !== null && node.isSegment;
		}
	}

	#time(trace) {
		let first = Infinity;
		let last = -Infinity;
		for (const node of this.ordered) {
			node.start = seconds(node.document.start_time) ?? node.parent?.start ?? seconds(trace.start) ?? 0;
			const end = seconds(node.document.end_time);
			node.inProgress = node.document.in_progress === true || end === null;
			node.end = (end === null) ? null : Math.max(node.start, end);
			first = Math.min(first, node.start);
			last = Math.max(last, node.end ?? node.start);
		}
		this.start = (this.ordered.length > 0) ? first : 0;
		this.end = (this.ordered.length > 0) ? Math.max(last, seconds(trace.end) ?? last) : 0;
		for (const node of this.ordered) {
			node.end ??= this.end;
		}
		this.inProgress = this.ordered.some((node) => node.inProgress);
	}

	/** The nodes from top to bottom; below those that are not open nothing is visited. */
	walk(isOpen) {
		const result = [];
		const stack = [...this.roots].reverse();
		while (stack.length > 0) {
			const node = stack.pop();
			result.push(node);
			if (isOpen(node)) {
				for (let i = node.children.length - 1; i >= 0; i--) {
					stack.push(node.children[i]);
				}
			}
		}
		return result;
	}

	get duration() {
		return this.end - this.start;
	}

	find(id) {
		return this.nodes.find((node) => node.document.id === id) ?? null;
	}

}

function seconds(value) {
	return (typeof value === "number" && Number.isFinite(value)) ? value : null;
}

/** The times in which a node did not wait for its children: the gaps between them. Gaps shorter than `least` are not told. */
export function ownTimes(node, least = 0) {
	const gaps = [];
	let at = node.start;
	for (const child of node.children) {
		if (child.start - at > least) {
			gaps.push([at, Math.min(child.start, node.end)]);
		}
		at = Math.max(at, child.end);
		if (at >= node.end) {
			break;
		}
	}
	if (node.end - at > least) {
		gaps.push([at, node.end]);
	}
	return gaps;
}

export function ownTime(node) {
	return ownTimes(node).reduce((sum, [from, to]) => sum + Math.max(0, to - from), 0);
}

/** What a row is called, and what stands behind it in small: the table, the route, the statement. */
export function describe(node) {
	const { document } = node;
	const aws = document.aws ?? {};
	const http = document.http ?? {};
	const hints = [
		node.isSegment && http.request?.method && `${http.request.method} ${pathOf(http.request.url)}`,
		document.sql?.sanitized_query ?? document.sql?.preparation,
		aws.operation && [aws.operation, aws.table_name ?? aws.bucket_name ?? lastOf(aws.queue_url) ?? lastOf(aws.topic_arn)].filter(Boolean).join(" "),
		http.request?.method && `${http.request.method} ${pathOf(http.request.url)}`
	];
	return { name: document.name ?? "unnamed", hint: hints.find((hint) => typeof hint === "string" && hint) ?? "" };
}

function pathOf(url) {
	return String(url ?? "").replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/i, "") || "/";
}

function lastOf(path) {
	return (typeof path === "string") ? path.split(/[/:]/).pop() : undefined;
}
