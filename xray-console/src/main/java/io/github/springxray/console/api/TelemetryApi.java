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
import java.util.List;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import io.github.springxray.console.telemetry.TelemetryCounts;
import io.github.springxray.console.telemetry.TelemetryLog;
import io.github.springxray.console.telemetry.TelemetryLog.Sender;
import io.github.springxray.console.telemetry.TelemetryLog.Telemetry;

/**
 * What daemons and agents tell of themselves.
 *
 * @see <a href=
 * "https://docs.aws.amazon.com/xray/latest/api/API_PutTelemetryRecords.html">PutTelemetryRecords</a>
 */
public final class TelemetryApi {

	private static final int MAX_RECORDS = 1000;

	private static final double SECOND = 1000;

	private final TelemetryLog log;

	/**
	 * Create the API.
	 * @param log what adds up what is told
	 */
	public TelemetryApi(TelemetryLog log) {
		this.log = log;
	}

	ApiResponse put(JsonNode request) throws BadRequestException {
		Sender sender = new Sender(Fields.text(request, "Hostname", 0, 255),
				Fields.text(request, "EC2InstanceId", 0, 20), Fields.text(request, "ResourceARN", 0, 500));
		List<TelemetryCounts> records = new ArrayList<>();
		for (JsonNode item : Fields.list(request, "TelemetryRecords", MAX_RECORDS, true)) {
			records.add(counts(item));
		}
		records.forEach((counts) -> this.log.add(sender, counts));
		return ApiResponse.ok(Json.object());
	}

	private static TelemetryCounts counts(JsonNode item) throws BadRequestException {
		Fields.requireTime(item);
		JsonNode errors = item.path("BackendConnectionErrors");
		return new TelemetryCounts(count(item, "SegmentsReceivedCount"), count(item, "SegmentsSentCount"),
				count(item, "SegmentsSpilloverCount"), count(item, "SegmentsRejectedCount"),
				new TelemetryCounts.Errors(count(errors, "TimeoutCount"), count(errors, "ConnectionRefusedCount"),
						count(errors, "HTTPCode4XXCount"), count(errors, "HTTPCode5XXCount"),
						count(errors, "UnknownHostCount"), count(errors, "OtherCount")));
	}

	private static long count(JsonNode item, String field) throws BadRequestException {
		return Fields.count(item, field, false);
	}

	/**
	 * Return what the page shows.
	 */
	ApiResponse list() {
		ObjectNode json = Json.object();
		ArrayNode senders = json.putArray("senders");
		for (Telemetry each : this.log.all()) {
			TelemetryCounts counts = each.counts();
			TelemetryCounts.Errors errors = counts.errors();
			ObjectNode item = senders.addObject()
				.put("hostname", each.sender().hostname())
				.put("instance", each.sender().instance())
				.put("resource", each.sender().resource())
				.put("received", counts.received())
				.put("sent", counts.sent())
				.put("spilled", counts.spilled())
				.put("rejected", counts.rejected())
				.put("reportedAt", each.reportedAt() / SECOND);
			item.putObject("errors")
				.put("timeouts", errors.timeouts())
				.put("refused", errors.refused())
				.put("status4xx", errors.status4xx())
				.put("status5xx", errors.status5xx())
				.put("unknownHost", errors.unknownHost())
				.put("other", errors.other());
		}
		return ApiResponse.ok(json);
	}

}
