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

// The line at the bottom: what arrived, what was refused and why, how full the memory is.
import { byId, element, foreign, replace } from "./dom.js";
import { bytes, count } from "./format.js";

let shown = "";

function fact(value, label) {
	return element("span", null, element("b", null, count(value)), ` ${label}`);
}

function refused(status) {
	const invalid = status.documents?.invalid ?? 0;
	if (invalid === 0) {
		return null;
	}
	const reasons = Object.entries(status.invalidReasons ?? {});
	return element("details", { id: "invalid" },
			element("summary", { class: "text-fault" }, `${count(invalid)} invalid`),
			element("div", { class: "reasons" }, element("p", null, "Documents that could not be read, and were left out:"),
					element("ul", null, reasons.map(([reason, times]) => element("li", null, `${count(times)} × `, foreign(reason)))),
					status.lastError && element("p", { class: "muted" }, "The last one: ", foreign(status.lastError))));
}

function warned(status) {
	const warnings = status.warnings ?? [];
	return (warnings.length > 0) && element("details", { id: "warnings" },
			element("summary", { class: "text-error" }, (warnings.length === 1) ? "1 warning" : `${count(warnings.length)} warnings`),
			element("div", { class: "reasons" }, element("ul", null, warnings.map((warning) => element("li", null, foreign(warning))))));
}

function memory(status) {
	const share = status.maxBytes > 0 ? Math.min(1, status.bytes / status.maxBytes) : 0;
	const fill = element("i");
	fill.style.width = `${100 * share}%`;
	return element("span", { title: "The oldest traces make room for new ones" }, "Memory",
			element("span", { class: "memory", "aria-hidden": "true" }, fill), `${bytes(status.bytes)} of ${bytes(status.maxBytes)}`);
}

export function showStatus(status) {
	const relevant = JSON.stringify({ ...status, version: 0 });
	if (relevant === shown) {
		return;
	}
	shown = relevant;
	const target = byId("status");
	const open = [...target.querySelectorAll("details[open]")].map((details) => details.id);
	const documents = status.documents ?? {};
	const details = [warned(status), refused(status)].filter(Boolean);
	details.forEach((one) => one.open = open.includes(one.id));
	replace(target,
			status.application && element("span", null, "Inside ", element("b", null, foreign(status.application))),
			fact(status.traces, (status.traces === 1) ? "trace" : "traces"), fact(documents.received, "documents received"), details,
			(documents.duplicates > 0) && fact(documents.duplicates, "duplicates"), (documents.dropped > 0) && fact(documents.dropped, "dropped"),
			(status.evicted > 0) && fact(status.evicted, "made room"), memory(status));
}
