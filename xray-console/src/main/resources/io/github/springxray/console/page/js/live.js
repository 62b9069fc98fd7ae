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

// Asks the console every other second whether anything has come, and says so; while paused, only how much. Rests while out of sight.
import { getJson } from "./api.js";

const INTERVAL = 1500;

export class Live {

	#onStatus;

	#onLost;

	#timer = null;

	#paused = false;

	#asking = false;

	#onMissed;

	#seen = null;

	/** @param onMissed is given how many traces have come since the pause */
	constructor(onStatus, onMissed, onLost) {
		this.#onStatus = onStatus;
		this.#onMissed = onMissed;
		this.#onLost = onLost;
		document.addEventListener("visibilitychange", () => this.#schedule(0));
	}

	get paused() {
		return this.#paused;
	}

	start() {
		this.#schedule(0);
	}

	pause(paused) {
		this.#paused = paused;
		this.#schedule(0);
	}

	#schedule(delay) {
		clearTimeout(this.#timer);
		if (!document.hidden) {
			this.#timer = setTimeout(() => this.#ask(), delay);
		}
	}

	async #ask() {
		if (this.#asking) {
			return;
		}
		this.#asking = true;
		try {
			const status = await getJson("status");
			const came = status.traces + status.evicted;
			if (this.#paused) {
				this.#onMissed(came - (this.#seen ??= came));
			}
			else {
				this.#seen = came;
				await this.#onStatus(status);
			}
		}
		catch (ex) {
			this.#onLost(ex);
		}
		finally {
			this.#asking = false;
			this.#schedule(INTERVAL);
		}
	}

}
