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

// The fields of a sampling rule as X-Ray names them, and its limits.
export const FIELDS = [
	{ id: "RuleName", label: "Name", text: true, most: 32, span: 3, fixed: true },
	{ id: "Priority", label: "Priority", hint: "1 is tried first", least: 1, most: 9999, step: 1 },
	{ id: "ReservoirSize", label: "Reservoir", hint: "a second in all", least: 0, most: 2147483647, step: 1, always: true },
	{ id: "FixedRate", label: "Rate", hint: "0 to 1", least: 0, most: 1, step: "any", always: true },
	{ id: "HTTPMethod", label: "Method", text: true, most: 10 },
	{ id: "URLPath", label: "Path", text: true, most: 128, span: 3 },
	{ id: "Host", label: "Host", text: true, most: 64, span: 2 },
	{ id: "ServiceName", label: "Service", text: true, most: 64, span: 2 },
	{ id: "ServiceType", label: "Service type", text: true, most: 64, span: 2 },
	{ id: "ResourceARN", label: "Resource", text: true, most: 500, span: 2 }
];

const NEW = { RuleName: "", ReservoirSize: 1, FixedRate: 1, ServiceName: "*", ServiceType: "*", Host: "*", HTTPMethod: "*", URLPath: "*",
	ResourceARN: "*", Attributes: {}, Version: 1 };

export const isDefault = (rule) => rule.RuleName === "Default";

/** A rule after those that are there. */
export function newRule(rules) {
	const last = Math.max(0, ...rules.filter((rule) => !isDefault(rule)).map((rule) => rule.Priority));
	return { ...NEW, Priority: Math.min(9999, last + 10) };
}

/** X-Ray takes no boost away from a rule; one that is not above the rate does nothing. */
export function hasBoost(rule) {
	return (rule.SamplingRateBoost?.MaxRate ?? 0) > rule.FixedRate;
}

/** What the rule asks for, in words and patterns; what matches everything is left out. */
export function conditions(rule) {
	const given = (id) => rule[id] && rule[id] !== "*";
	const parts = [];
	if (given("HTTPMethod") || given("URLPath")) {
		parts.push([null, `${given("HTTPMethod") ? rule.HTTPMethod : "any method"} ${given("URLPath") ? rule.URLPath : "any path"}`]);
	}
	for (const [id, label] of [["ServiceName", "service"], ["Host", "host"], ["ServiceType", "type"], ["ResourceARN", "resource"]]) {
		if (given(id)) {
			parts.push([label, rule[id]]);
		}
	}
	for (const [name, pattern] of Object.entries(rule.Attributes ?? {})) {
		parts.push([name, pattern]);
	}
	return parts;
}
