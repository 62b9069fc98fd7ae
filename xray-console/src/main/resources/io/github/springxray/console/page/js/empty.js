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

// What the page says before the first trace has come: how to send one.
import { copyButton } from "./clipboard.js";
import { element, foreign } from "./dom.js";

function snippet(text) {
	return element("pre", { class: "snippet" }, lines(text), copyButton("Copy", text, { class: "quiet" }));
}

function lines(text) {
	const code = element("code");
	code.textContent = text;
	return code;
}

function firstDocument() {
	const now = Date.now() / 1000;
	const random = (length) => [...window.crypto.getRandomValues(new Uint8Array(length / 2))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
	const document = { name: "hello", id: random(16), trace_id: `1-${Math.floor(now).toString(16)}-${random(24)}`, start_time: now - 0.12, end_time: now };
	return `printf '%s\\n%s' '{"format":"json","version":1}' '${JSON.stringify(document)}' > /dev/udp/127.0.0.1/2000`;
}

function inside(application) {
	return [
		element("h2", null, "Waiting for the first request"),
		element("p", null, "The console runs inside ", element("strong", null, foreign(application)),
				". Call any of its endpoints: the trace shows up here by itself, within two seconds."),
		element("h3", null, "Nothing comes?"),
		element("ul", null,
				element("li", null, "By default one request a second and 5 % of the rest are recorded. To record all of them while you develop:")),
		snippet("xray.sampling.strategy=all"),
		element("p", { class: "muted" }, "Health checks and the console itself are never traced.")
	];
}

function standalone() {
	return [
		element("h2", null, "Waiting for the first trace"),
		element("p", null, "The console listens like the X-Ray daemon, on UDP port 2000 unless it was started with another. Whatever has an X-Ray SDK can send to it, in any language; traces show up here by themselves."),
		element("h3", null, "A Spring Boot application with the starter"),
		snippet("xray.sampling.strategy=all\nxray.daemon.address=127.0.0.1:2000"),
		element("h3", null, "Anything else: Python, Node, Go, a Lambda emulator"),
		snippet("export AWS_XRAY_DAEMON_ADDRESS=127.0.0.1:2000"),
		element("h3", null, "Applications with OpenTelemetry"),
		snippet("export OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:4318\nexport OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf"),
		element("h3", null, "No application at hand? From Bash"),
		snippet(firstDocument())
	];
}

export function emptyState(application) {
	return element("div", { class: "guide" }, application ? inside(application) : standalone(),
			element("h3", null, "A trace from somewhere else"),
			element("p", null, "Drop a file onto the page, or ", element("button", { type: "button", "data-open-file": true }, "Open…"),
					" it: what was saved here, or what ", element("code", null, "aws xray batch-get-traces"), " prints."));
}
