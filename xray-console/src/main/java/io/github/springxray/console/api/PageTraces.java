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

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import io.github.springxray.console.document.Document;
import io.github.springxray.console.document.Node;
import io.github.springxray.console.document.TextLimits;
import io.github.springxray.console.filter.FilterGroups;
import io.github.springxray.console.store.StoredTrace;
import io.github.springxray.console.store.TraceStore;
import io.github.springxray.console.store.TraceSummary;

/**
 * The list of traces and single traces, as the page shows them.
 */
final class PageTraces {

	private static final int DEFAULT_LIMIT = 200;

	private static final int MAX_LIMIT = 5000;

	private static final int MAX_SERVICES = 50;

	// A page that is larger takes too long to draw
	private static final long MAX_SIZE = 8 * 1024 * 1024;

	private final TraceStore store;

	private final FilterGroups groups;

	PageTraces(TraceStore store, FilterGroups groups) {
		this.store = store;
		this.groups = groups;
	}

	ApiResponse list(ApiRequest request) throws BadRequestException {
		TraceQuery query = TraceQuery.of(request, this.groups);
		int limit = (int) Math.min(MAX_LIMIT, TraceQuery.number(request, "limit", DEFAULT_LIMIT));
		// First, so that what comes meanwhile is asked for again
		long version = this.store.status().version();
		List<StoredTrace> all = this.store.traces();
		List<StoredTrace> matched = query.select(all);
		ObjectNode json = Json.object();
		json.put("version", version);
		json.put("total", all.size());
		json.put("matched", matched.size());
		ArrayNode traces = json.putArray("traces");
		long size = 0;
		for (int i = 0; i < Math.min(limit, matched.size()) && size < MAX_SIZE; i++) {
			ObjectNode row = row(matched.get(i));
			size += Json.write(row).length;
			traces.add(row);
		}
		return ApiResponse.ok(json);
	}

	private static ObjectNode row(StoredTrace trace) {
		TraceSummary summary = trace.summary();
		Node root = summary.root();
		ObjectNode row = Json.object();
		row.put("id", summary.id());
		row.put("start", summary.start());
		row.put("duration", summary.duration());
		Json.put(row, "responseTime", summary.responseTime());
		row.put("inProgress", summary.isInProgress());
		row.put("incomplete", summary.isIncomplete());
		row.put("name", root.name());
		row.put("method", root.method());
		row.put("url", root.url());
		if (root.status() != 0) {
			row.put("status", root.status());
		}
		else {
			row.putNull("status");
		}
		row.put("fault", root.isFault());
		row.put("error", root.isError());
		row.put("throttle", root.isThrottle());
		ArrayNode services = row.putArray("services");
		summary.services().stream().limit(MAX_SERVICES).forEach(services::add);
		ObjectNode annotations = row.putObject("annotations");
		annotations(trace).forEach((key, value) -> annotations.putPOJO(key, value));
		row.put("segments", summary.segments());
		row.put("subsegments", summary.subsegments());
		row.put("user", user(trace));
		return row;
	}

	private static Map<String, Object> annotations(StoredTrace trace) {
		Map<String, Object> annotations = new TreeMap<>();
		List<Node> open = new ArrayList<>();
		trace.documents().forEach((document) -> open.add(document.root()));
		for (int i = 0; i < open.size() && annotations.size() < TextLimits.ANNOTATIONS; i++) {
			Node node = open.get(i);
			node.annotations().forEach(annotations::putIfAbsent);
			open.addAll(node.children());
		}
		return annotations;
	}

	private static @Nullable String user(StoredTrace trace) {
		for (Document document : trace.documents()) {
			String user = document.root().user();
			if (user != null) {
				return user;
			}
		}
		return null;
	}

	ApiResponse one(String id) throws BadRequestException {
		StoredTrace trace = this.store.trace(id);
		if (trace == null) {
			return missing(id);
		}
		ObjectNode json = Json.object();
		json.put("id", trace.id());
		json.put("start", trace.summary().start());
		json.put("end", trace.summary().end());
		json.putArray("segments").addAll(TraceJson.segments(trace));
		return ApiResponse.ok(json);
	}

	ApiResponse documents(String id) {
		StoredTrace trace = this.store.trace(id);
		if (trace == null) {
			return missing(id);
		}
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		for (Document document : trace.documents()) {
			body.write((body.size() == 0) ? '[' : ',');
			body.writeBytes(document.content());
		}
		body.write(']');
		return new ApiResponse(200, "application/json", body.toByteArray(),
				Map.of("Content-Disposition", "attachment; filename=\"trace-" + trace.id() + ".json\""));
	}

	/**
	 * Answer with a trace in short.
	 */
	ApiResponse summary(String id, boolean text) throws BadRequestException {
		StoredTrace trace = this.store.trace(id);
		if (trace == null) {
			return missing(id);
		}
		TraceDigest digest = new TraceDigest(trace);
		if (text) {
			return new ApiResponse(200, "text/plain; charset=utf-8", digest.text().getBytes(StandardCharsets.UTF_8),
					Map.of());
		}
		return ApiResponse.ok(digest.json());
	}

	/**
	 * Answer with the selected traces as a file, in the form of BatchGetTraces.
	 */
	ApiResponse export(ApiRequest request) throws BadRequestException {
		List<StoredTrace> matched = TraceQuery.of(request, this.groups).select(this.store.traces());
		ObjectNode json = Json.object();
		ArrayNode traces = json.putArray("Traces");
		long size = 0;
		for (StoredTrace trace : matched) {
			size += trace.size();
			if (size > MAX_SIZE && !traces.isEmpty()) {
				break;
			}
			traces.add(XRayApi.trace(trace));
		}
		json.put("Omitted", matched.size() - traces.size());
		return ApiResponse.ok(json).header("Content-Disposition", "attachment; filename=\"traces.json\"");
	}

	private static ApiResponse missing(String id) {
		return ApiResponse.error(404, "There is no trace " + TextLimits.cut(id, TextLimits.TEXT) + ", or no longer");
	}

}
