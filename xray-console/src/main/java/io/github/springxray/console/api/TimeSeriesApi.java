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

import java.util.List;
import java.util.Map;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import io.github.springxray.console.filter.EntitySelector;
import io.github.springxray.console.filter.FilterSyntaxException;
import io.github.springxray.console.graph.Counts;
import io.github.springxray.console.graph.TimeSeries;
import io.github.springxray.console.graph.TraceCalls;
import io.github.springxray.console.store.StoredTrace;

/**
 * X-Ray's statistics over time. Nothing is forecast.
 *
 * @see <a href=
 * "https://docs.aws.amazon.com/xray/latest/api/API_GetTimeSeriesServiceStatistics.html">GetTimeSeriesServiceStatistics</a>
 */
final class TimeSeriesApi {

	private static final int MAX_SELECTOR = 500;

	private static final int MAX_PERIOD = 24 * 60 * 60;

	private static final int MINUTE = 60;

	// What one page has at most
	private static final int PAGE = 1000;

	private TimeSeriesApi() {
	}

	static ApiResponse answer(JsonNode request, List<StoredTrace> traces) throws BadRequestException {
		long period = Fields.count(request, "Period", false);
		if (period > MAX_PERIOD) {
			throw new BadRequestException("Period is longer than a day");
		}
		EntitySelector selector = selector(Fields.text(request, "EntitySelectorExpression", 0, MAX_SELECTOR));
		TimeSeries series = new TimeSeries((period != 0) ? period : MINUTE);
		for (StoredTrace trace : traces) {
			series.add(selector.select(TraceCalls.of(trace.tree())));
		}
		int offset = Fields.offset(request);
		ObjectNode json = Json.object();
		ArrayNode points = json.putArray("TimeSeriesServiceStatistics");
		int index = 0;
		for (Map.Entry<Long, Counts> point : series.points().entrySet()) {
			if (index >= offset && index < offset + PAGE) {
				points.add(point(point.getKey(), point.getValue(), selector.isEdge()));
			}
			index++;
		}
		json.put("ContainsOldGroupVersions", false);
		if (index > offset + PAGE) {
			json.put("NextToken", Integer.toString(offset + PAGE));
		}
		return ApiResponse.ok(json);
	}

	private static EntitySelector selector(String text) throws BadRequestException {
		try {
			return EntitySelector.parse(text);
		}
		catch (FilterSyntaxException ex) {
			throw new BadRequestException(String.valueOf(ex.getMessage()), ex.position());
		}
	}

	private static ObjectNode point(long time, Counts counts, boolean edge) {
		ObjectNode json = Json.object();
		json.put("Timestamp", time);
		GraphShape.summary(json.putObject(edge ? "EdgeSummaryStatistics" : "ServiceSummaryStatistics"), counts);
		GraphShape.histogram(json, counts);
		return json;
	}

}
