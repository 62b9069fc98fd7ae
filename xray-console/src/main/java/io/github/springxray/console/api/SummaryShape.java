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

package io.github.springxray.console.api;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import io.github.springxray.console.document.Node;
import io.github.springxray.console.document.TextLimits;
import io.github.springxray.console.filter.CauseJson;
import io.github.springxray.console.graph.RootCauses;
import io.github.springxray.console.store.StoredTrace;
import io.github.springxray.console.store.TraceSummary;
import io.github.springxray.console.store.TraceTree;

/**
 * X-Ray's {@code TraceSummary}.
 *
 * @see <a href=
 * "https://docs.aws.amazon.com/xray/latest/api/API_TraceSummary.html">TraceSummary</a>
 */
final class SummaryShape {

	private static final int MAX_SERVICES = 100;

	private SummaryShape() {
	}

	static ObjectNode of(StoredTrace trace) {
		TraceSummary summary = trace.summary();
		Node root = summary.root();
		ObjectNode json = Json.object();
		json.put("Id", summary.id());
		json.put("StartTime", summary.start());
		json.put("Duration", summary.duration());
		if (!root.isInProgress()) {
			json.put("ResponseTime", summary.responseTime());
		}
		json.put("HasFault", root.isFault());
		json.put("HasError", root.isError());
		json.put("HasThrottle", root.isThrottle());
		json.put("IsPartial", summary.isInProgress());
		json.put("Revision", trace.documents().size());
		http(json.putObject("Http"), root);
		if (root.isSegment()) {
			json.set("EntryPoint", service(root));
		}
		Map<String, ArrayNode> annotations = new LinkedHashMap<>();
		Map<String, ObjectNode> services = new LinkedHashMap<>();
		Set<String> users = new LinkedHashSet<>();
		TraceTree tree = trace.tree();
		int[] count = new int[1];
		tree.forEach((item) -> {
			Node node = item.node();
			Node owner = item.root().node();
			boolean service = node.isSegment() || (node.isCall() && owner.isSegment());
			if (service && services.size() < MAX_SERVICES) {
				services.putIfAbsent(node.serviceType() + "|" + node.serviceName(), service(node));
			}
			node.annotations().forEach((key, value) -> {
				if (count[0]++ < TextLimits.ANNOTATIONS) {
					ObjectNode entry = annotations.computeIfAbsent(key, (any) -> Json.array()).addObject();
					value(entry.putObject("AnnotationValue"), value);
					services(entry.putArray("ServiceIds"), owner);
				}
			});
			if (node.user() != null && users.size() < MAX_SERVICES) {
				users.add(node.user());
			}
		});
		ObjectNode annotationsJson = json.putObject("Annotations");
		annotations.forEach(annotationsJson::set);
		json.putArray("ServiceIds").addAll(services.values());
		ArrayNode usersJson = json.putArray("Users");
		users.forEach((user) -> services(usersJson.addObject().put("UserName", user).putArray("ServiceIds"), root));
		causes(json, tree);
		return json;
	}

	private static void causes(ObjectNode json, TraceTree tree) {
		json.set("FaultRootCauses", CauseJson.of(RootCauses.of(tree, RootCauses.Kind.FAULT)));
		json.set("ErrorRootCauses", CauseJson.of(RootCauses.of(tree, RootCauses.Kind.ERROR)));
		json.set("ResponseTimeRootCauses", CauseJson.of(RootCauses.of(tree, RootCauses.Kind.RESPONSE_TIME)));
	}

	private static void http(ObjectNode json, Node node) {
		json.put("HttpURL", node.url());
		json.put("HttpMethod", node.method());
		json.put("UserAgent", node.userAgent());
		json.put("ClientIp", node.clientIp());
		if (node.status() != 0) {
			json.put("HttpStatus", node.status());
		}
	}

	/**
	 * Name the service of a segment. A subsegment whose segment has not come has none.
	 */
	private static void services(ArrayNode ids, Node owner) {
		if (owner.isSegment()) {
			ids.add(service(owner));
		}
	}

	private static ObjectNode service(Node node) {
		ObjectNode json = Json.object();
		json.put("Name", node.serviceName());
		json.putArray("Names").add(node.serviceName());
		json.put("Type", node.serviceType());
		return json;
	}

	private static void value(ObjectNode json, Object value) {
		if (value instanceof Number number) {
			json.put("NumberValue", number.doubleValue());
		}
		else if (value instanceof Boolean flag) {
			json.put("BooleanValue", flag);
		}
		else {
			json.put("StringValue", value.toString());
		}
	}

}
