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
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import io.github.springxray.console.store.LogStore;
import io.github.springxray.console.store.StoreStatus;
import io.github.springxray.console.store.TraceStore;

/**
 * Answers the page and the clients of X-Ray. Safe for use by several threads.
 */
public final class ConsoleApi {

	private static final String TRACES = "/api/traces/";

	private static final String DOCUMENTS = "/documents";

	private static final String SUMMARY = "/summary";

	private static final String LOGS = "/logs";

	private final TraceStore store;

	private final LogStore logs;

	private final @Nullable String application;

	private final PageTraces traces;

	private final PageCounts counts;

	private final SamplingApi sampling;

	private final TelemetryApi telemetry;

	private final XRayOperations operations;

	private final ConsoleWarnings warnings;

	/**
	 * Create the API.
	 * @param store where the traces are
	 * @param logs where lines of logs are
	 * @param operations what answers the clients of X-Ray
	 * @param application the name of the application that the console is embedded in, or
	 * {@code null} if it stands alone
	 * @param warnings what the status warns of
	 * @param clock what says how late it is
	 */
	public ConsoleApi(TraceStore store, LogStore logs, XRayOperations operations, @Nullable String application,
			ConsoleWarnings warnings, InstantSource clock) {
		this.store = store;
		this.logs = logs;
		this.application = application;
		this.warnings = warnings;
		this.traces = new PageTraces(store, operations.groups());
		this.counts = new PageCounts(store, operations.groups(), clock);
		this.sampling = operations.sampling();
		this.telemetry = operations.telemetry();
		this.operations = operations;
	}

	/**
	 * Answer a request.
	 * @param request the request
	 * @return the answer, or {@code null} if there is nothing at its path
	 */
	public @Nullable ApiResponse handle(ApiRequest request) {
		try {
			String allowed = methods(request.path());
			if (allowed == null) {
				return this.operations.handle(request);
			}
			boolean known = List.of(allowed.split(", ")).contains(request.method());
			return known ? page(request) : ApiResponse.wrongMethod(allowed);
		}
		catch (BadRequestException ex) {
			return ex.response();
		}
	}

	private static @Nullable String methods(String path) {
		return switch (path) {
			case "/api/status", "/api/graph", "/api/statistics", "/api/statements", "/api/routes", "/api/export",
					"/api/sampling", "/api/telemetry" ->
				"GET, HEAD";
			case "/api/traces" -> "DELETE, GET, HEAD";
			case "/api/sampling-rules" -> "GET, HEAD, PUT";
			default -> path.startsWith(TRACES) ? "GET, HEAD" : null;
		};
	}

	private ApiResponse page(ApiRequest request) throws BadRequestException {
		return switch (request.method() + " " + request.path()) {
			case "GET /api/status" -> status();
			case "GET /api/traces" -> this.traces.list(request);
			case "DELETE /api/traces" -> clear();
			case "GET /api/graph" -> this.counts.graph(request);
			case "GET /api/statistics" -> this.counts.statistics(request);
			case "GET /api/routes" -> this.counts.routes(request);
			case "GET /api/statements" -> this.counts.statements(request);
			case "GET /api/export" -> this.traces.export(request);
			case "GET /api/sampling" -> this.sampling.page().activity();
			case "GET /api/sampling-rules" -> this.sampling.rules().list();
			case "PUT /api/sampling-rules" -> this.sampling.rules().replace(Json.read(request.body()));
			case "GET /api/telemetry" -> this.telemetry.list();
			default -> trace(request.path().substring(TRACES.length()), request);
		};
	}

	private ApiResponse trace(String id, ApiRequest request) throws BadRequestException {
		if (id.endsWith(DOCUMENTS)) {
			return this.traces.documents(id.substring(0, id.length() - DOCUMENTS.length()));
		}
		if (id.endsWith(SUMMARY)) {
			return this.traces.summary(id.substring(0, id.length() - SUMMARY.length()),
					"text".equals(request.parameter("format")));
		}
		if (id.endsWith(LOGS)) {
			return LogsApi.answer(this.logs, id.substring(0, id.length() - LOGS.length()));
		}
		return this.traces.one(id);
	}

	private ApiResponse clear() {
		this.store.clear();
		this.logs.clear();
		return status();
	}

	private ApiResponse status() {
		StoreStatus status = this.store.status();
		ObjectNode json = Json.object();
		json.put("version", status.version() + this.logs.version());
		json.putObject("documents")
			.put("received", status.received())
			.put("invalid", status.invalid())
			.put("duplicates", status.duplicates())
			.put("dropped", status.dropped());
		ObjectNode reasons = json.putObject("invalidReasons");
		status.invalidReasons().forEach(reasons::put);
		json.put("lastError", status.lastError());
		json.put("traces", status.traces());
		json.put("bytes", status.bytes());
		json.put("maxBytes", status.maxBytes());
		json.put("evicted", status.evicted());
		json.put("application", this.application);
		ArrayNode warnings = json.putArray("warnings");
		this.warnings.all().forEach(warnings::add);
		return ApiResponse.ok(json);
	}

}
