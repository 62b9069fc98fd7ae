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

// How response times are spread. Each bar is a button: it filters the traces by its times.
import { element, reconcile, replace, setText } from "../dom.js";
import { counted, duration } from "../format.js";

const WIDEST = 110;

/** Draws the buckets; `onSelect` is given the one that was chosen. */
export class Histogram {

	constructor(parent, onSelect) {
		this.bars = element("div", { class: "bars", role: "group", "aria-label": "Response times" });
		this.scale = element("div", { class: "scale", "aria-hidden": "true" });
		this.most = element("span", { class: "most muted", "aria-hidden": "true" });
		this.onSelect = onSelect;
		replace(parent, this.most, this.bars, this.scale);
	}

	update(buckets) {
		const most = Math.max(1, ...buckets.map((bucket) => bucket.count));
		setText(this.most, counted(most, "trace"));
		reconcile(this.bars, buckets.map((bucket, index) => ({ ...bucket, index })), (bucket) => bucket.index, () => {
			const button = element("button", { type: "button", class: "histogram-bar", onclick: () => this.onSelect(button.bucket) }, element("i"));
			return button;
		}, (button, bucket) => {
			button.bucket = bucket;
			button.disabled = bucket.count === 0;
			button.firstChild.style.height = (bucket.count === 0) ? "0" : `max(2px, ${100 * bucket.count / most}%)`;
			button.title = `${counted(bucket.count, "trace")} from ${duration(bucket.from)} to ${duration(bucket.to)}`;
			button.setAttribute("aria-label", button.title);
		});
		// A few bars are no blocks
		const width = `${buckets.length * WIDEST}px`;
		this.bars.style.maxWidth = width;
		this.scale.style.maxWidth = width;
		const every = Math.max(1, Math.ceil(buckets.length / ((this.scale.clientWidth < 500) ? 5 : 9)));
		const labels = buckets.map((bucket, index) => ({ bucket, index })).filter(({ index }) => index % every === 0);
		replace(this.scale, labels.map(({ bucket, index }) => {
			const label = element("span", null, duration(bucket.from));
			label.style.left = `${100 * index / buckets.length}%`;
			return label;
		}));
	}

}
