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

// The console's HTTP API. All paths are relative to the page, which may be served under any prefix.

const BASE = new URL("api/", new URL(".", window.location.href));

/** An answer other than 2xx, with the message of the server and, for a filter, the position it refers to. */
export class ApiError extends Error {

	constructor(status, body) {
		super(body?.message ?? `The console answered with status ${status}`);
		this.status = status;
		this.position = Number.isInteger(body?.position) ? body.position : null;
	}

}

export function url(path, parameters) {
	const target = new URL(path, BASE);
	for (const [name, value] of Object.entries(parameters ?? {})) {
		if (value !== null && value !== undefined && value !== "") {
			target.searchParams.set(name, value);
		}
	}
	return target;
}

async function bodyOf(response) {
	try {
		return await response.json();
	}
	catch (ex) {
		return null;
	}
}

async function request(path, parameters, options) {
	const response = await fetch(url(path, parameters), { cache: "no-store", credentials: "same-origin", ...options });
	if (!response.ok) {
		throw new ApiError(response.status, await bodyOf(response));
	}
	return response;
}

export async function getJson(path, parameters, signal) {
	return (await request(path, parameters, { signal })).json();
}

export async function getText(path, parameters, signal) {
	return (await request(path, parameters, { signal })).text();
}

/** Asks for an operation of X-Ray's API, which are beside this one. */
export async function postJson(path, body) {
	const response = await request(path, null,
			{ method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
	return bodyOf(response);
}

export async function remove(path) {
	await request(path, null, { method: "DELETE" });
}
