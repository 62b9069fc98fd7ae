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

package io.github.springxray.benchmarks.tracing;

import java.util.List;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.transport.ReceiverContext;
import io.micrometer.tracing.brave.bridge.BraveBaggageManager;
import io.micrometer.tracing.brave.bridge.BraveCurrentTraceContext;
import io.micrometer.tracing.brave.bridge.BraveTracer;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;
import io.micrometer.tracing.otel.bridge.OtelBaggageManager;
import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.opentelemetry.sdk.trace.SdkTracerProvider;

import io.github.springxray.benchmarks.sink.SinkAddress;

/**
 * Micrometer's observations with a handler that makes spans of them. There is no handler
 * for meters, which would cost more. The request is something that was received, without
 * headers: that begins a trace with all of them.
 */
final class MicrometerTracing implements Tracing {

	private final ObservationRegistry registry = ObservationRegistry.create();

	private final Runnable closing;

	private MicrometerTracing(ObservationHandler<?> handler, Runnable closing) {
		this.registry.observationConfig().observationHandler(handler);
		this.closing = closing;
	}

	/**
	 * The handler of this starter makes segments and subsegments, and no spans.
	 */
	static Tracing onXRay(Mode mode, SinkAddress sink) {
		XRayStarterTracing starter = new XRayStarterTracing(mode, sink);
		return new MicrometerTracing(starter.bean(ObservationHandler.class), starter::close);
	}

	static Tracing onOpenTelemetry(Mode mode, SinkAddress sink) {
		SdkTracerProvider provider = OpenTelemetryTracing.provider(mode, sink);
		OtelCurrentTraceContext current = new OtelCurrentTraceContext();
		OtelTracer tracer = new OtelTracer(provider.get("io.github.springxray.benchmarks"), current, (event) -> {
		}, new OtelBaggageManager(current, List.of(), List.of()));
		return new MicrometerTracing(new DefaultTracingObservationHandler(tracer), provider::close);
	}

	static Tracing onBrave(Mode mode, SinkAddress sink) {
		BraveTracing.Brave brave = new BraveTracing.Brave(mode, sink);
		BraveTracer tracer = new BraveTracer(brave.tracing().tracer(),
				new BraveCurrentTraceContext(brave.tracing().currentTraceContext()), new BraveBaggageManager());
		return new MicrometerTracing(new DefaultTracingObservationHandler(tracer), brave::close);
	}

	@Override
	public void trace() {
		Observation server = Observation
			.createNotStarted("http.server.requests", () -> new ReceiverContext<>((carrier, key) -> null),
					this.registry)
			.contextualName(Request.NAME)
			.lowCardinalityKeyValue("method", Request.METHOD)
			.highCardinalityKeyValue("http.url", Request.URL)
			.highCardinalityKeyValue("user_agent", Request.USER_AGENT)
			.highCardinalityKeyValue("client_ip", Request.CLIENT_IP)
			.highCardinalityKeyValue("tenant", Request.TENANT)
			.highCardinalityKeyValue("user", Long.toString(Request.USER));
		server.observe(() -> {
			Observation.createNotStarted(Request.SERVICE_METHOD, this.registry).observe(() -> {
			});
			query();
			call();
			response(server);
		});
	}

	private void query() {
		Observation.createNotStarted(Request.QUERY_NAME, this.registry)
			.lowCardinalityKeyValue("db.system", Request.DATABASE)
			.highCardinalityKeyValue("jdbc.url", Request.DATABASE_URL)
			.highCardinalityKeyValue("jdbc.query", Request.QUERY)
			.observe(() -> {
			});
	}

	private void call() {
		Observation call = Observation.createNotStarted("http.client.requests", this.registry)
			.contextualName(Request.CALLED_HOST)
			.lowCardinalityKeyValue("method", Request.METHOD)
			.highCardinalityKeyValue("http.url", Request.CALLED_URL);
		call.observe(() -> response(call));
	}

	private static void response(Observation observation) {
		observation.lowCardinalityKeyValue("status", Integer.toString(Request.STATUS))
			.highCardinalityKeyValue("content_length", Long.toString(Request.CONTENT_LENGTH));
	}

	@Override
	public void close() {
		this.closing.run();
	}

}
