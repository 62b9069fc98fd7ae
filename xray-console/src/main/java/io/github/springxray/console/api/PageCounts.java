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

import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import io.github.springxray.console.document.Ids;
import io.github.springxray.console.filter.FilterGroups;
import io.github.springxray.console.graph.Counts;
import io.github.springxray.console.graph.Histogram;
import io.github.springxray.console.graph.Route;
import io.github.springxray.console.graph.RouteStatistics;
import io.github.springxray.console.graph.ServiceEdge;
import io.github.springxray.console.graph.ServiceGraph;
import io.github.springxray.console.graph.ServiceNode;
import io.github.springxray.console.graph.StatementStatistics;
import io.github.springxray.console.graph.TraceStatistics;
import io.github.springxray.console.store.StoredTrace;
import io.github.springxray.console.store.TraceStore;

/**
 * The service graph and the statistics, as the page shows them.
 */
final class PageCounts {

	// Of those with the fewest requests nobody asks
	private static final int MAX_ROWS = 500;

	private static final int MAX_STATEMENTS = 100;

	private final TraceStore store;

	private final FilterGroups groups;

	private final InstantSource clock;

	PageCounts(TraceStore store, FilterGroups groups, InstantSource clock) {
		this.store = store;
		this.groups = groups;
		this.clock = clock;
	}

	ApiResponse graph(ApiRequest request) throws BadRequestException {
		TraceQuery query = TraceQuery.of(request, this.groups);
		String id = request.parameter("trace");
		long version = this.store.status().version();
		List<StoredTrace> traces;
		if (id != null) {
			StoredTrace trace = this.store.trace(id);
			traces = (trace != null) ? List.of(trace) : List.of();
		}
		else {
			traces = query.select(this.store.traces());
		}
		double minutes = minutes(query, traces);
		ServiceGraph graph = new ServiceGraph(traces);
		ObjectNode json = Json.object().put("version", version);
		ArrayNode nodes = json.putArray("nodes");
		for (ServiceNode node : graph.nodes()) {
			ObjectNode object = nodes.addObject();
			object.put("id", node.id()).put("name", node.name()).put("type", node.type());
			counts(object, node.counts());
			object.put("perMinute", node.counts().count() / minutes);
		}
		ArrayNode edges = json.putArray("edges");
		for (ServiceEdge edge : graph.edges()) {
			ObjectNode object = edges.addObject();
			object.put("source", edge.source().id()).put("target", edge.target().id());
			counts(object, edge.counts());
		}
		json.put("omitted", graph.omitted());
		return ApiResponse.ok(json);
	}

	/**
	 * Return how long the time is that was asked for, as far as there are traces.
	 */
	private double minutes(TraceQuery query, List<StoredTrace> traces) {
		double oldest = traces.isEmpty() ? 0 : traces.get(traces.size() - 1).summary().start();
		double end = Math.min(query.to(), this.clock.millis() / 1000.0);
		return Math.max(1, (end - Math.max(oldest, query.from())) / 60);
	}

	private static void counts(ObjectNode json, Counts counts) {
		json.put("count", counts.count());
		json.put("ok", counts.ok());
		json.put("error", counts.error());
		json.put("fault", counts.fault());
		json.put("throttle", counts.throttle());
		json.put("averageTime", counts.average());
	}

	ApiResponse statistics(ApiRequest request) throws BadRequestException {
		TraceStatistics statistics = new TraceStatistics(
				TraceQuery.of(request, this.groups).select(this.store.traces()));
		ObjectNode json = Json.object();
		ArrayNode histogram = json.putArray("histogram");
		for (Histogram.Bucket bucket : Histogram.of(statistics.all().times())) {
			histogram.addObject().put("from", bucket.from()).put("to", bucket.to()).put("count", bucket.count());
		}
		ArrayNode services = json.putArray("services");
		statistics.services().entrySet().stream().sorted(byCount()).limit(MAX_ROWS).forEach((entry) -> {
			ObjectNode row = services.addObject().put("name", entry.getKey());
			times(row, entry.getValue());
		});
		ArrayNode routes = json.putArray("routes");
		statistics.routes().entrySet().stream().sorted(byCount()).limit(MAX_ROWS).forEach((entry) -> {
			Route route = entry.getKey();
			ObjectNode row = routes.addObject();
			row.put("service", route.service()).put("method", route.method()).put("route", route.route());
			times(row, entry.getValue());
		});
		json.put("omitted", Math.max(0, statistics.services().size() - MAX_ROWS)
				+ Math.max(0, statistics.routes().size() - MAX_ROWS));
		return ApiResponse.ok(json);
	}

	/**
	 * Answer with what requests did by route, to be compared with another time.
	 */
	ApiResponse routes(ApiRequest request) throws BadRequestException {
		RouteStatistics statistics = new RouteStatistics(
				TraceQuery.of(request, this.groups).select(this.store.traces()));
		ObjectNode json = Json.object();
		ArrayNode rows = json.putArray("routes");
		statistics.routes()
			.entrySet()
			.stream()
			.sorted(Comparator
				.comparingLong((Map.Entry<Route, RouteStatistics.Work> entry) -> -entry.getValue().counts().count()))
			.limit(MAX_ROWS)
			.forEach((entry) -> {
				Route route = entry.getKey();
				RouteStatistics.Work work = entry.getValue();
				double[] times = work.counts().times();
				ObjectNode row = rows.addObject();
				row.put("service", route.service()).put("method", route.method()).put("route", route.route());
				row.put("count", work.counts().count());
				row.put("p50", Histogram.percentile(times, 50));
				row.put("p95", Histogram.percentile(times, 95));
				row.put("failed", work.counts().count() - work.counts().ok());
				row.put("statements", work.statements()).put("calls", work.calls());
			});
		return ApiResponse.ok(json);
	}

	/**
	 * Answer with the statements that took most time together.
	 */
	ApiResponse statements(ApiRequest request) throws BadRequestException {
		StatementStatistics statistics = new StatementStatistics(
				TraceQuery.of(request, this.groups).select(this.store.traces()));
		ObjectNode json = Json.object();
		ArrayNode rows = json.putArray("statements");
		statistics.statements()
			.stream()
			.sorted(Comparator.comparingDouble((StatementStatistics.Statement each) -> each.counts().total())
				.reversed())
			.limit(MAX_STATEMENTS)
			.forEach((statement) -> statement(rows.addObject(), statement));
		json.put("omitted", statistics.omitted());
		json.put("more", Math.max(0, statistics.statements().size() - MAX_STATEMENTS));
		return ApiResponse.ok(json);
	}

	private static void statement(ObjectNode row, StatementStatistics.Statement statement) {
		double[] times = statement.counts().times();
		row.put("database", statement.database()).put("statement", statement.text());
		row.put("count", statement.counts().count());
		row.put("total", statement.counts().total());
		row.put("p50", Histogram.percentile(times, 50));
		row.put("p95", Histogram.percentile(times, 95));
		row.put("max", (times.length > 0) ? times[times.length - 1] : 0);
		row.put("fault", statement.counts().fault());
		row.put("trace", statement.trace()).put("at", Ids.format(statement.slowest()));
		row.put("callSite", statement.callSite());
	}

	private static <K> Comparator<Map.Entry<K, Counts>> byCount() {
		return Comparator.comparingLong((Map.Entry<K, Counts> entry) -> entry.getValue().count()).reversed();
	}

	private static void times(ObjectNode json, Counts counts) {
		double[] times = counts.times();
		json.put("count", counts.count());
		json.put("p50", Histogram.percentile(times, 50));
		json.put("p90", Histogram.percentile(times, 90));
		json.put("p99", Histogram.percentile(times, 99));
		json.put("error", counts.error());
		json.put("fault", counts.fault());
		json.put("throttle", counts.throttle());
	}

}
