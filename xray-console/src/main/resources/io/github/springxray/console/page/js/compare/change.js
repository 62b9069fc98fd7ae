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

// How two numbers differ, in words and colours: what takes longer or happens more often stands out.
import { element } from "../dom.js";

/** Less than this share is what every measurement differs by. */
const NOTABLE = 0.1;

export function share(before, after) {
	return (before > 0) ? (after - before) / before : (after > 0) ? Infinity : 0;
}

/** Two values and what has changed: more is worse, unless it is neither. */
export function change(before, after, format, neutral = false) {
	const by = share(before, after);
	const sign = (by > 0) ? "+" : "−";
	const text = (by === 0) ? "" : Number.isFinite(by) ? `${sign}${Math.abs(100 * by).toFixed((Math.abs(by) < 0.1) ? 1 : 0)} %` : "new";
	const kind = (neutral || Math.abs(by) < NOTABLE) ? "same" : (by > 0) ? "worse" : "better";
	return element("span", { class: `change ${kind}` }, `${format(before)} → ${format(after)}`, text && element("b", null, ` ${text}`));
}
