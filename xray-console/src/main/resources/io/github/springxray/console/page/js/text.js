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

// Names, URLs and messages come from any process that can reach the port. What could act on a terminal, or turn text
// around, is shown as a sign instead.

const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/g;
const LINE_BREAKS = /[\t\n]/g;
/** Halves of characters, which nothing can draw. */
const HALVES = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

function sign(character) {
	const code = character.charCodeAt(0);
	if (code < 0x20) {
		return String.fromCharCode(0x2400 + code);
	}
	if (code === 0x7f) {
		return "\u2421";
	}
	return "\u27e8U+" + code.toString(16).toUpperCase().padStart(4, "0") + "\u27e9";
}

/** Text of several lines, such as a stack trace or JSON: tabs and line breaks stay. */
export function visibleLines(value) {
	return String(value ?? "").replace(CONTROLS, sign).replace(HALVES, "\ufffd");
}

/** Text of one line. */
export function visible(value) {
	return visibleLines(value).replace(LINE_BREAKS, sign);
}

/** The text, with the middle left out where it is longer than that. */
export function shortened(value, length) {
	const text = visible(value);
	if (text.length <= length) {
		return text;
	}
	const head = Math.ceil((length - 1) * 0.6);
	return (text.slice(0, head) + "…" + text.slice(text.length - (length - 1 - head))).replace(HALVES, "");
}
