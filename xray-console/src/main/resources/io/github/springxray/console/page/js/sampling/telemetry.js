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

// What daemons and agents that send to the console tell of themselves.
import { element, foreign, replace } from "../dom.js";
import { count, second } from "../format.js";

const ERRORS = [["timeouts", "timeouts"], ["refused", "refused connections"], ["status4xx", "answers with 4xx"], ["status5xx", "answers with 5xx"],
	["unknownHost", "unknown hosts"], ["other", "other"]];

const COLUMNS = [["sender", "Daemon"], ["received", "Received", true], ["sent", "Sent", true], ["spilled", "Spilled", true], ["rejected", "Rejected", true],
	["errors", "Errors"], ["reported", "Last report"]];

function bad(value) {
	return element("span", { class: (value > 0) ? "text-fault" : "muted" }, count(value));
}

function errors(counts) {
	const some = ERRORS.filter(([id]) => counts[id] > 0);
	return (some.length === 0) ? element("span", { class: "muted" }, "none")
		: element("ul", null, some.map(([id, text]) => element("li", { class: "text-fault" }, `${count(counts[id])} ${text}`)));
}

function row(item) {
	const values = {
		sender: [element("strong", null, foreign(item.hostname || item.instance || item.resource || "unnamed")),
			[item.hostname && item.instance, item.resource].filter(Boolean).map((part) => element("span", { class: "conditions muted" }, foreign(part)))],
		received: count(item.received),
		sent: count(item.sent),
		spilled: bad(item.spilled),
		rejected: bad(item.rejected),
		errors: errors(item.errors),
		reported: second(item.reportedAt)
	};
	return element("tr", null, COLUMNS.map(([id, label, number]) =>
		element("td", { class: number ? `${id} number` : id, "data-label": label }, element("div", null, values[id]))));
}

export class TelemetryTable {

	#body = element("tbody");

	#none = element("p", { class: "none muted" }, "No daemon sends to this console. X-Ray's own, started with ", element("code", null, "--endpoint"),
			" and the address of this page, and the agent of CloudWatch report here how many segments they got, sent and lost.");

	#table;

	#content = "";

	constructor() {
		this.#table = element("div", { class: "figures-scroll", hidden: true }, element("table", { class: "figures telemetry", "aria-label": "Daemons" },
				element("thead", null, element("tr", null, COLUMNS.map(([id, label, number]) =>
					element("th", { scope: "col", class: number ? `${id} number` : id }, element("span", null, label))))), this.#body));
		this.element = element("div", null, this.#none, this.#table);
	}

	update(senders) {
		const content = JSON.stringify(senders);
		if (content !== this.#content) {
			this.#content = content;
			this.#none.hidden = senders.length > 0;
			this.#table.hidden = senders.length === 0;
			replace(this.#body, [...senders].reverse().map(row));
		}
	}

}
