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

// The fields of a sampling rule, as X-Ray names them.
export const FIELDS = [
	{ id: "RuleName", label: "Name", text: true, wide: true },
	{ id: "Priority", label: "Priority", hint: "1 is asked first", least: 1, most: 10000 },
	{ id: "ReservoirSize", label: "Reservoir", hint: "requests a second that are always recorded", least: 0 },
	{ id: "FixedRate", label: "Rate", hint: "share of the rest, from 0 to 1", least: 0, most: 1, step: "any" },
	{ id: "ServiceName", label: "Service", text: true },
	{ id: "ServiceType", label: "Service type", text: true },
	{ id: "Host", label: "Host", text: true },
	{ id: "HTTPMethod", label: "Method", text: true },
	{ id: "URLPath", label: "Path", text: true },
	{ id: "ResourceARN", label: "Resource", text: true }
];

export function newRule(priority) {
	return { RuleName: "", Priority: priority, ReservoirSize: 1, FixedRate: 1, ServiceName: "*", ServiceType: "*", Host: "*", HTTPMethod: "*",
		URLPath: "*", ResourceARN: "*", Version: 1 };
}
