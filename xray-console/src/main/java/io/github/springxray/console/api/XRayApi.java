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

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import io.github.springxray.console.document.InvalidDocumentException;
import io.github.springxray.console.document.TextLimits;
import io.github.springxray.console.filter.FilterGroup;
import io.github.springxray.console.filter.FilterGroups;
import io.github.springxray.console.graph.ServiceGraph;
import io.github.springxray.console.store.StoredTrace;
import io.github.springxray.console.store.TraceStore;

/**
 * The API of AWS X-Ray, as far as traces go: JSON in the shapes of its REST protocol.
 * Times are seconds since 1970.
 *
 * @see <a href="https://docs.aws.amazon.com/xray/latest/api/Welcome.html">AWS X-Ray
 * API</a>
 */
final class XRayApi {

	// What X-Ray answers with at most in one page
	private static final int PAGE = 1000;

	// What makes a page shorter than that
	private static final long PAGE_SIZE = 4 * 1024 * 1024;

	private static final int MAX_IDS = 100;

	private static final int MAX_DOCUMENTS = 10_000;

	private static final String NEXT_TOKEN = "NextToken";

	private final TraceStore store;

	private final InstantSource clock;

	private final FilterGroups groups;

	private final GroupsApi groupsApi;

	XRayApi(TraceStore store, FilterGroups groups, InstantSource clock) {
		this.store = store;
		this.groups = groups;
		this.groupsApi = new GroupsApi(groups);
		this.clock = clock;
	}

	ApiResponse putTraceSegments(JsonNode request) throws BadRequestException {
		JsonNode documents = request.path("TraceSegmentDocuments");
		if (!documents.isArray()) {
			throw new BadRequestException("TraceSegmentDocuments is missing");
		}
		if (documents.size() > MAX_DOCUMENTS) {
			throw new BadRequestException("There are more than " + MAX_DOCUMENTS + " TraceSegmentDocuments");
		}
		ObjectNode json = Json.object();
		ArrayNode unprocessed = json.putArray("UnprocessedTraceSegments");
		for (JsonNode document : documents) {
			byte[] content = document.asString("").getBytes(StandardCharsets.UTF_8);
			InvalidDocumentException invalid = this.store.add(content);
			if (invalid != null) {
				ObjectNode item = unprocessed.addObject();
				item.put("Id", idOf(content));
				item.put("ErrorCode", "InvalidSegment");
				item.put("Message", String.valueOf(invalid.getMessage()));
			}
		}
		return ApiResponse.ok(json);
	}

	private static String idOf(byte[] content) {
		try {
			return TextLimits.cut(Json.read(content).path("id").asString(""), TextLimits.TEXT);
		}
		catch (BadRequestException ex) {
			return "";
		}
	}

	ApiResponse getTraceSummaries(JsonNode request) throws BadRequestException {
		TraceQuery query = TraceQuery.of(request.path("FilterExpression").asString(""), this.groups,
				time(request, "StartTime"), time(request, "EndTime"));
		List<StoredTrace> matched = query.select(this.store.traces());
		int offset = Fields.offset(request);
		int end = offset;
		long size = 0;
		ObjectNode json = Json.object();
		ArrayNode summaries = json.putArray("TraceSummaries");
		for (; end < Math.min(matched.size(), offset + PAGE) && size < PAGE_SIZE; end++) {
			ObjectNode summary = SummaryShape.of(matched.get(end));
			size += Json.write(summary).length;
			summaries.add(summary);
		}
		json.put("ApproximateTime", this.clock.millis() / 1000.0);
		json.put("TracesProcessedCount", matched.size());
		if (end < matched.size()) {
			json.put(NEXT_TOKEN, Integer.toString(end));
		}
		return ApiResponse.ok(json);
	}

	private static double time(JsonNode request, String field) throws BadRequestException {
		JsonNode time = request.path(field);
		if (!time.isNumber()) {
			throw new BadRequestException(field + " is no number of seconds since 1970");
		}
		return time.doubleValue();
	}

	ApiResponse batchGetTraces(JsonNode request) throws BadRequestException {
		ObjectNode json = Json.object();
		ArrayNode traces = json.putArray("Traces");
		json.putArray("UnprocessedTraceIds");
		List<String> ids = ids(request);
		int next = Fields.offset(request);
		long size = 0;
		for (; next < ids.size() && size < PAGE_SIZE; next++) {
			StoredTrace trace = this.store.trace(ids.get(next));
			if (trace != null) {
				traces.add(trace(trace));
				size += trace.size();
			}
		}
		if (next < ids.size()) {
			json.put(NEXT_TOKEN, Integer.toString(next));
		}
		return ApiResponse.ok(json);
	}

	static ObjectNode trace(StoredTrace trace) throws BadRequestException {
		ObjectNode json = Json.object();
		json.put("Id", trace.id());
		json.put("Duration", trace.summary().duration());
		json.put("LimitExceeded", false);
		ArrayNode segments = json.putArray("Segments");
		for (ObjectNode document : TraceJson.segments(trace)) {
			document.remove("orphan");
			segments.addObject()
				.put("Id", document.path("id").asString(""))
				.put("Document", new String(Json.write(document), StandardCharsets.UTF_8));
		}
		return json;
	}

	private static List<String> ids(JsonNode request) throws BadRequestException {
		JsonNode ids = request.path("TraceIds");
		if (!ids.isArray() || ids.size() > MAX_IDS) {
			throw new BadRequestException("TraceIds is no list of up to " + MAX_IDS + " ids");
		}
		return ids.valueStream().map((id) -> id.asString("")).toList();
	}

	ApiResponse getServiceGraph(JsonNode request) throws BadRequestException {
		double start = time(request, "StartTime");
		double end = time(request, "EndTime");
		List<StoredTrace> traces = ofGroup(request, start, end);
		ObjectNode json = Json.object();
		json.put("StartTime", start);
		json.put("EndTime", end);
		json.set("Services", GraphShape.of(new ServiceGraph(traces)));
		json.put("ContainsOldGroupVersions", false);
		return ApiResponse.ok(json);
	}

	private List<StoredTrace> ofGroup(JsonNode request, double start, double end) throws BadRequestException {
		FilterGroup group = this.groupsApi.named(request);
		return TraceQuery.of((group != null) ? group.expression() : "", this.groups, start, end)
			.select(this.store.traces());
	}

	ApiResponse getTimeSeries(JsonNode request) throws BadRequestException {
		return TimeSeriesApi.answer(request, ofGroup(request, time(request, "StartTime"), time(request, "EndTime")));
	}

	ApiResponse getTraceGraph(JsonNode request) throws BadRequestException {
		List<StoredTrace> traces = this.store.traces();
		List<String> ids = ids(request);
		traces.removeIf((trace) -> !ids.contains(trace.id()));
		ObjectNode json = Json.object();
		json.set("Services", GraphShape.of(new ServiceGraph(traces)));
		return ApiResponse.ok(json);
	}

}
