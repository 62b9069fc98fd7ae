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

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import io.github.springxray.console.document.Document;
import io.github.springxray.console.document.Node;
import io.github.springxray.console.store.StoredTrace;
import io.github.springxray.console.store.TraceItem;

/**
 * The documents of a trace, with subsegments at their places.
 */
final class TraceJson {

	private static final String SUBSEGMENTS = "subsegments";

	private final Map<Node, ObjectNode> objects = new HashMap<>();

	private TraceJson(List<Document> documents) throws BadRequestException {
		for (Document document : documents) {
			if (Json.read(document.content()) instanceof ObjectNode object) {
				collect(document.root(), object);
			}
		}
	}

	/**
	 * Find the object of each node: both have the same subsegments in the same order.
	 */
	private void collect(Node node, ObjectNode object) {
		this.objects.put(node, object);
		JsonNode subsegments = object.path(SUBSEGMENTS);
		for (int i = 0; i < node.children().size(); i++) {
			if (subsegments.path(i) instanceof ObjectNode child) {
				collect(node.children().get(i), child);
			}
		}
	}

	/**
	 * Return the roots of a trace as full documents.
	 */
	static List<ObjectNode> segments(StoredTrace trace) throws BadRequestException {
		TraceJson json = new TraceJson(trace.documents());
		List<ObjectNode> segments = new ArrayList<>();
		for (TraceItem root : trace.tree().roots()) {
			ObjectNode object = json.place(root);
			if (root.isOrphan()) {
				object.put("orphan", true);
			}
			segments.add(object);
		}
		return segments;
	}

	private ObjectNode place(TraceItem item) {
		ObjectNode object = this.objects.get(item.node());
		if (object == null) {
			object = Json.object().put("name", item.node().name());
		}
		object.remove(SUBSEGMENTS);
		if (!item.children().isEmpty()) {
			ArrayNode children = object.putArray(SUBSEGMENTS);
			for (TraceItem child : item.children()) {
				children.add(place(child));
			}
		}
		return object;
	}

}
