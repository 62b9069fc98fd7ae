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

import io.github.springxray.benchmarks.sink.SinkAddress;

/**
 * The tracing libraries that are compared.
 */
public enum Library {

	/**
	 * No tracing: the loop around it.
	 */
	NONE,

	/**
	 * The recorder and the emitter of this starter.
	 */
	XRAY_STARTER,

	/**
	 * The X-Ray SDK as it is, with secure random ids.
	 */
	XRAY_SDK,

	/**
	 * The X-Ray SDK with its fast ids.
	 */
	XRAY_SDK_FAST_IDS,

	/**
	 * The OpenTelemetry SDK with its batch processor and its OTLP exporter.
	 */
	OPENTELEMETRY,

	/**
	 * Brave with Zipkin's asynchronous reporter.
	 */
	BRAVE,

	/**
	 * Micrometer's observations, traced by the handler of this starter.
	 */
	MICROMETER_XRAY,

	/**
	 * Micrometer's observations, traced by the OpenTelemetry SDK.
	 */
	MICROMETER_OPENTELEMETRY,

	/**
	 * Micrometer's observations, traced by Brave.
	 */
	MICROMETER_BRAVE;

	/**
	 * Set the library up.
	 * @param mode what is to become of traces
	 * @param sink where they go
	 * @return the library, ready to trace
	 */
	public Tracing open(Mode mode, SinkAddress sink) {
		return switch (this) {
			case NONE -> new NoTracing();
			case XRAY_STARTER -> new XRayStarterTracing(mode, sink);
			case XRAY_SDK -> new XRaySdkTracing(mode, sink, false);
			case XRAY_SDK_FAST_IDS -> new XRaySdkTracing(mode, sink, true);
			case OPENTELEMETRY -> new OpenTelemetryTracing(mode, sink);
			case BRAVE -> new BraveTracing(mode, sink);
			case MICROMETER_XRAY -> MicrometerTracing.onXRay(mode, sink);
			case MICROMETER_OPENTELEMETRY -> MicrometerTracing.onOpenTelemetry(mode, sink);
			case MICROMETER_BRAVE -> MicrometerTracing.onBrave(mode, sink);
		};
	}

}
