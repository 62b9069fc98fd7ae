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

// One set of icons for the map and for rows: paths of a 24 pixel grid, drawn in strokes.
import { svg } from "./dom.js";

const PATHS = {
	client: "M12 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM5 20c.6-3.6 3.3-5.5 7-5.5s6.4 1.9 7 5.5",
	app: "M12 3l7.8 4.5v9L12 21l-7.8-4.5v-9ZM9 10.5l3 1.7 3-1.7M12 12.2v3.6",
	remote: "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17ZM3.5 12h17M12 3.5c2.6 2.4 3.9 5.2 3.9 8.5s-1.3 6.1-3.9 8.5c-2.6-2.4-3.9-5.2-3.9-8.5S9.4 5.9 12 3.5Z",
	database: "M5 6c0-1.7 3.1-3 7-3s7 1.3 7 3-3.1 3-7 3-7-1.3-7-3ZM5 6v12c0 1.7 3.1 3 7 3s7-1.3 7-3V6M5 12c0 1.7 3.1 3 7 3s7-1.3 7-3",
	table: "M4 5h16v14H4ZM4 10h16M4 14.5h16M10 10v9",
	bucket: "M4.5 6.5C4.5 5 7.9 4 12 4s7.5 1 7.5 2.5S16.1 9 12 9 4.5 8 4.5 6.5ZM4.5 6.5l1.9 11.7c.3 1.1 2.6 1.8 5.6 1.8s5.3-.7 5.6-1.8l1.9-11.7",
	queue: "M3.5 8h5v8h-5ZM9.5 8h5v8h-5ZM15.5 8h5v8h-5ZM6 4.5h12M16 2.8l2 1.7-2 1.7",
	topic: "M4 9.5v5h3.5L14 19V5L7.5 9.5ZM17 9c1 .8 1.5 1.8 1.5 3S18 14.2 17 15M19.2 6.5C21 8 21.9 9.8 21.9 12s-.9 4-2.7 5.5",
	lambda: "M6 4h3.5l8 16H20M10.8 11.5L6 20",
	aws: "M7 18.5a4.5 4.5 0 0 1-.5-9 6 6 0 0 1 11.4 1.3A3.9 3.9 0 0 1 17.5 18.5Z",
	unknown: "M8.5 9a3.5 3.5 0 1 1 5 3.2c-1 .5-1.5 1.2-1.5 2.3M12 18v.5",
	method: "M9 4.5C6.5 4.5 7.5 9 7 10.5 6.7 11.5 5.5 12 4.5 12c1 0 2.2.5 2.5 1.5.5 1.5-.5 6 2 6M15 4.5c2.5 0 1.5 4.5 2 6 .3 1 1.5 1.5 2.5 1.5-1 0-2.2.5-2.5 1.5-.5 1.5.5 6-2 6"
};

const LABELS = {
	client: "Client", app: "Application", remote: "Remote host", database: "Database", table: "DynamoDB table",
	bucket: "S3 bucket", queue: "SQS queue", topic: "SNS topic", lambda: "Lambda function", aws: "AWS service",
	method: "Method", unknown: "Service whose segment has not come"
};

/** The kind of a node of the map, by its X-Ray type. Any text may come; it only ever picks one of our icons. */
export function kindOfType(type) {
	const name = String(type ?? "").toLowerCase();
	const rules = [[/^client/, "client"], [/^unknown$/, "unknown"], [/^(app|aws::ec2|aws::ecs|aws::eks|aws::elasticbeanstalk)/, "app"], [/^database/, "database"],
		[/dynamo/, "table"], [/s3/, "bucket"], [/sqs/, "queue"], [/sns/, "topic"], [/lambda/, "lambda"],
		[/rds|redshift/, "database"], [/^aws/, "aws"]];
	return rules.find(([pattern]) => pattern.test(name))?.[1] ?? "remote";
}

/** The kind of a segment or subsegment of a trace. */
export function kindOfDocument(document, isSegment) {
	if (document.sql) {
		return "database";
	}
	if (document.namespace === "aws") {
		return kindOfType(`aws::${document.name}`);
	}
	if (document.namespace === "remote") {
		return "remote";
	}
	return isSegment ? kindOfType(document.origin ?? "app") : "method";
}

export function labelOfKind(kind) {
	return LABELS[kind];
}

export function icon(kind) {
	return svg("svg", { class: "kind", viewBox: "0 0 24 24", fill: "none", stroke: "currentColor", "stroke-width": "1.7",
		"stroke-linecap": "round", "stroke-linejoin": "round", "aria-hidden": "true" },
		svg("path", { d: PATHS[kind] }));
}

/** The icon as an image for the canvas; the colour is one of ours. */
export function iconUri(kind, color) {
	const image = `<svg xmlns="http://www.w3.org/2000/svg" width="48" height="48" viewBox="0 0 24 24" fill="none" stroke="${color}" `
		+ `stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round"><path d="${PATHS[kind]}"/></svg>`;
	return `data:image/svg+xml;utf8,${encodeURIComponent(image)}`;
}
