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

// Copying, also where the page is not served from a place that browsers hold for secure.
import { announce, element } from "./dom.js";

async function write(text) {
	if (navigator.clipboard && window.isSecureContext) {
		await navigator.clipboard.writeText(text);
		return;
	}
	const area = element("textarea", { class: "hidden", "aria-hidden": "true" });
	area.value = text;
	document.body.append(area);
	area.select();
	document.execCommand("copy");
	area.remove();
}

/** A button that copies a text and says so. */
export function copyButton(label, text, attributes) {
	const button = element("button", { type: "button", ...attributes }, label);
	button.addEventListener("click", async () => {
		try {
			await write((typeof text === "function") ? await text() : text);
			button.textContent = "Copied";
		}
		catch (ex) {
			button.textContent = "Not allowed";
		}
		announce(button.textContent);
		setTimeout(() => { button.textContent = label; }, 1600);
	});
	return button;
}
