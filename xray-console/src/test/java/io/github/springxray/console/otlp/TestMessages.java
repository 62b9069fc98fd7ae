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

package io.github.springxray.console.otlp;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;

/**
 * Messages of OTLP, by OpenTelemetry's own classes.
 */
final class TestMessages {

	private TestMessages() {
	}

	static ByteString hex(String digits) {
		return ByteString.fromHex(digits);
	}

	static KeyValue attribute(String key, AnyValue.Builder value) {
		return KeyValue.newBuilder().setKey(key).setValue(value).build();
	}

	static AnyValue.Builder text(String text) {
		return AnyValue.newBuilder().setStringValue(text);
	}

	static Span.Builder span() {
		return Span.newBuilder()
			.setTraceId(hex("5759e988bd862e3fe1be46a994272793"))
			.setSpanId(hex("53995c3f42cd8ad8"))
			.setName("GET /orders")
			.setKind(Span.SpanKind.SPAN_KIND_SERVER)
			.setStartTimeUnixNano(1764319713123456000L)
			.setEndTimeUnixNano(1764319713223456789L);
	}

	static ExportTraceServiceRequest request(Span.Builder... spans) {
		ScopeSpans.Builder scope = ScopeSpans.newBuilder();
		for (Span.Builder span : spans) {
			scope.addSpans(span);
		}
		return ExportTraceServiceRequest.newBuilder()
			.addResourceSpans(ResourceSpans.newBuilder()
				.setResource(Resource.newBuilder().addAttributes(attribute("service.name", text("shop"))))
				.addScopeSpans(scope))
			.build();
	}

}
