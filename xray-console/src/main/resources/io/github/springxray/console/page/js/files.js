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

// Opens files of traces: what was saved here, documents as they were sent, or what BatchGetTraces of X-Ray answers. What is
// in them is as foreign as all else that comes: it goes through the operation that takes documents, with its checks.
import { postJson } from "./api.js";
import { byId, element, foreign, replace } from "./dom.js";
import { counted } from "./format.js";

const LARGEST_FILE = 32 << 20;
const MOST_DOCUMENTS = 50_000;
const LARGEST_DOCUMENT = 60_000;
const LARGEST_REQUEST = 1 << 20;
const TRACE_ID = /^1-[0-9a-f]{8}-[0-9a-f]{24}$/i;

const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);

const sizeOf = (text) => new Blob([text]).size;

/** Values of a file: one, or one on each line. */
function valuesOf(text) {
	try {
		return [JSON.parse(text)];
	}
	catch (ex) {
		const lines = text.split("\n").map((line) => line.trim()).filter((line) => line.startsWith("{"));
		if (lines.length === 0) {
			throw ex;
		}
		// The header that goes before each document to the daemon is no document
		return lines.map((line) => JSON.parse(line)).filter((value) => !("format" in value && "version" in value));
	}
}

/** The documents of a value, in whatever form they are. */
function documentsOf(value, found) {
	const stack = [{ value, trace: null }];
	while (stack.length > 0 && found.length < MOST_DOCUMENTS) {
		const { value: next, trace } = stack.pop();
		if (Array.isArray(next)) {
			stack.push(...next.slice(0, MOST_DOCUMENTS).reverse().map((each) => ({ value: each, trace })));
		}
		else if (typeof next === "string" && next.startsWith("{")) {
			stack.push({ value: JSON.parse(next), trace });
		}
		else if (isObject(next) && Array.isArray(next.Traces)) {
			stack.push({ value: next.Traces, trace });
		}
		else if (isObject(next) && Array.isArray(next.Segments)) {
			stack.push({ value: next.Segments, trace: next.Id });
		}
		else if (isObject(next) && next.Document !== undefined) {
			stack.push({ value: next.Document, trace });
		}
		else if (isObject(next)) {
			found.push((next.trace_id === undefined && trace !== null) ? { ...next, trace_id: trace } : next);
		}
	}
	return found;
}

/** X-Ray answers with whole segments, however large; subsegments of those go on their own. */
function parts(document) {
	const result = [];
	const stack = [document];
	while (stack.length > 0) {
		const next = stack.pop();
		const text = JSON.stringify(next);
		if (sizeOf(text) <= LARGEST_DOCUMENT || !Array.isArray(next.subsegments)) {
			result.push(text);
			continue;
		}
		const { subsegments, ...rest } = next;
		result.push(JSON.stringify(rest));
		stack.push(...subsegments.filter(isObject).map((child) => ({ ...child, type: "subsegment", trace_id: next.trace_id, parent_id: next.id })));
	}
	return result;
}

async function send(texts) {
	const refused = [];
	let batch = [];
	let size = 0;
	const flush = async () => {
		const answer = await postJson("../TraceSegments", { TraceSegmentDocuments: batch });
		refused.push(...(answer?.UnprocessedTraceSegments ?? []));
		batch = [];
		size = 0;
	};
	for (const text of texts) {
		const length = sizeOf(text);
		if (batch.length > 0 && size + length > LARGEST_REQUEST) {
			await flush();
		}
		batch.push(text);
		size += length;
	}
	if (batch.length > 0) {
		await flush();
	}
	return refused;
}

function tell(kind, ...content) {
	const notice = byId("file-notice");
	notice.className = `notice ${kind}`;
	replace(notice, content, " ", element("button", { type: "button", class: "quiet", "aria-label": "Close", onclick: () => { notice.hidden = true; } }, "✕"));
	notice.hidden = false;
}

/** Reads files, and returns the ids of the traces that are in them. */
async function take(files) {
	const documents = [];
	for (const file of files) {
		if (file.size > LARGEST_FILE) {
			throw new Error(`${file.name} is larger than 32 MB`);
		}
		for (const value of valuesOf(await file.text())) {
			documentsOf(value, documents);
		}
	}
	const refused = await send(documents.flatMap(parts));
	const ids = [...new Set(documents.map((document) => document.trace_id).filter((id) => typeof id === "string" && TRACE_ID.test(id)))];
	const wrong = new Set(refused.map((item) => item.Id));
	const taken = documents.filter((document) => !wrong.has(document.id)).length;
	if (taken === 0) {
		throw new Error(refused[0]?.Message ?? "There is no trace in it");
	}
	tell((refused.length > 0) ? "fault" : "", `Opened ${counted(ids.length, "trace")} with ${counted(taken, "document")}.`,
			(refused.length > 0) && [` ${counted(refused.length, "document")} could not be read: `, foreign(refused[0].Message)]);
	return ids;
}

/** Lets files be opened, by a button or dropped onto the page. `onOpened` is given ids of traces. */
export function openFiles(onOpened) {
	const open = async (files) => {
		if (files.length === 0) {
			return;
		}
		try {
			onOpened(await take(files));
		}
		catch (ex) {
			tell("fault", element("strong", null, "This file could not be opened. "), foreign(ex.message));
		}
	};
	const input = byId("file");
	input.addEventListener("change", async () => {
		await open([...input.files]);
		input.value = "";
	});
	document.addEventListener("click", (event) => {
		if (event.target instanceof Element && event.target.closest("[data-open-file]")) {
			input.click();
		}
	});
	document.addEventListener("dragover", (event) => {
		if ([...event.dataTransfer.types].includes("Files")) {
			event.preventDefault();
			document.body.classList.add("dropping");
		}
	});
	document.addEventListener("dragleave", (event) => document.body.classList.toggle("dropping", event.relatedTarget !== null));
	document.addEventListener("drop", (event) => {
		document.body.classList.remove("dropping");
		if (event.dataTransfer.files.length > 0) {
			event.preventDefault();
			open([...event.dataTransfer.files]);
		}
	});
}
