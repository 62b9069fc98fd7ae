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

import org.jspecify.annotations.Nullable;

import io.github.springxray.console.filter.FilterGroups;
import io.github.springxray.console.store.TraceStore;

/**
 * The operations of AWS X-Ray by their paths, as SDKs and the daemon call them. Safe for
 * use by several threads.
 */
public final class XRayOperations {

	private final XRayApi xray;

	private final FilterGroups groups;

	private final GroupsApi groupsApi;

	private final SamplingApi sampling;

	private final TelemetryApi telemetry;

	/**
	 * Create the operations.
	 * @param store the traces
	 * @param sampling the sampling rules
	 * @param telemetry what daemons tell of themselves
	 * @param clock what says what time it is
	 */
	public XRayOperations(TraceStore store, SamplingApi sampling, TelemetryApi telemetry, InstantSource clock) {
		this.groups = new FilterGroups();
		this.groupsApi = new GroupsApi(this.groups);
		this.xray = new XRayApi(store, this.groups, clock);
		this.sampling = sampling;
		this.telemetry = telemetry;
	}

	/**
	 * Answer a request.
	 * @param request the request
	 * @return the answer, or {@code null} if there is no such operation
	 */
	public @Nullable ApiResponse handle(ApiRequest request) {
		Operation operation = operation(request.path());
		if (operation == null) {
			return null;
		}
		if (!request.method().equals("POST")) {
			return ApiResponse.wrongMethod("POST");
		}
		try {
			return operation.answer(request.body());
		}
		catch (BadRequestException ex) {
			return ex.response();
		}
	}

	FilterGroups groups() {
		return this.groups;
	}

	SamplingApi sampling() {
		return this.sampling;
	}

	TelemetryApi telemetry() {
		return this.telemetry;
	}

	private @Nullable Operation operation(String path) {
		return switch (path) {
			case "/TraceSegments" -> (body) -> this.xray.putTraceSegments(Json.read(body));
			case "/TelemetryRecords" -> (body) -> this.telemetry.put(Json.read(body));
			case "/TraceSummaries" -> (body) -> this.xray.getTraceSummaries(Json.read(body));
			case "/Traces" -> (body) -> this.xray.batchGetTraces(Json.read(body));
			case "/ServiceGraph" -> (body) -> this.xray.getServiceGraph(Json.read(body));
			case "/TraceGraph" -> (body) -> this.xray.getTraceGraph(Json.read(body));
			case "/GetSamplingRules" -> (body) -> this.sampling.rules().get(Json.read(body));
			case "/CreateSamplingRule" -> (body) -> this.sampling.rules().create(Json.read(body));
			case "/UpdateSamplingRule" -> (body) -> this.sampling.rules().update(Json.read(body));
			case "/DeleteSamplingRule" -> (body) -> this.sampling.rules().delete(Json.read(body));
			case "/SamplingTargets" -> (body) -> this.sampling.targets().targets(Json.read(body));
			case "/SamplingStatisticSummaries" -> (body) -> this.sampling.targets().summaries(Json.read(body));
			default -> groupOperation(path);
		};
	}

	private @Nullable Operation groupOperation(String path) {
		return switch (path) {
			case "/Groups" -> (body) -> this.groupsApi.list(Json.read(body));
			case "/GetGroup" -> (body) -> this.groupsApi.get(Json.read(body));
			case "/CreateGroup" -> (body) -> this.groupsApi.create(Json.read(body));
			case "/UpdateGroup" -> (body) -> this.groupsApi.update(Json.read(body));
			case "/DeleteGroup" -> (body) -> this.groupsApi.delete(Json.read(body));
			case "/TimeSeriesServiceStatistics" -> (body) -> this.xray.getTimeSeries(Json.read(body));
			default -> null;
		};
	}

	/**
	 * An operation, given the body of its request.
	 */
	private interface Operation {

		ApiResponse answer(byte[] body) throws BadRequestException;

	}

}
