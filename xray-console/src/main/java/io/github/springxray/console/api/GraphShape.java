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

import java.util.HashMap;
import java.util.Map;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import io.github.springxray.console.graph.Counts;
import io.github.springxray.console.graph.Histogram;
import io.github.springxray.console.graph.ServiceEdge;
import io.github.springxray.console.graph.ServiceGraph;
import io.github.springxray.console.graph.ServiceNode;

/**
 * X-Ray's list of {@code Service}.
 *
 * @see <a href="https://docs.aws.amazon.com/xray/latest/api/API_Service.html">Service</a>
 */
final class GraphShape {

	private GraphShape() {
	}

	static ArrayNode of(ServiceGraph graph) {
		ArrayNode services = Json.array();
		Map<String, Integer> references = new HashMap<>();
		Map<String, ArrayNode> edges = new HashMap<>();
		for (ServiceNode node : graph.nodes()) {
			references.put(node.id(), references.size());
			ObjectNode json = services.addObject();
			json.put("ReferenceId", references.get(node.id()));
			json.put("Name", node.name());
			json.putArray("Names").add(node.name());
			json.put("Root", node.isRoot());
			json.put("Type", node.type());
			json.put("State", "active");
			counts(json, node.counts());
			edges.put(node.id(), json.putArray("Edges"));
		}
		for (ServiceEdge edge : graph.edges()) {
			ArrayNode list = edges.get(edge.source().id());
			if (list != null) {
				ObjectNode json = list.addObject();
				json.put("ReferenceId", references.get(edge.target().id()));
				json.putArray("Aliases");
				counts(json, edge.counts());
			}
		}
		return services;
	}

	private static void counts(ObjectNode json, Counts counts) {
		if (counts.count() == 0) {
			return;
		}
		json.put("StartTime", counts.first());
		json.put("EndTime", counts.last());
		summary(json.putObject("SummaryStatistics"), counts);
		histogram(json, counts);
	}

	static void summary(ObjectNode statistics, Counts counts) {
		statistics.put("OkCount", counts.ok());
		statistics.putObject("ErrorStatistics")
			.put("ThrottleCount", counts.throttle())
			.put("OtherCount", counts.error())
			.put("TotalCount", counts.throttle() + counts.error());
		statistics.putObject("FaultStatistics").put("OtherCount", counts.fault()).put("TotalCount", counts.fault());
		statistics.put("TotalCount", counts.count());
		statistics.put("TotalResponseTime", counts.total());
	}

	static void histogram(ObjectNode json, Counts counts) {
		ArrayNode histogram = json.putArray("ResponseTimeHistogram");
		for (Histogram.Bucket bucket : Histogram.of(counts.times())) {
			if (bucket.count() > 0) {
				histogram.addObject().put("Value", bucket.to()).put("Count", bucket.count());
			}
		}
	}

}
