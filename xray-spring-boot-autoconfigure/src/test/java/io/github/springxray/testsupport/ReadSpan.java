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

package io.github.springxray.testsupport;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

import com.google.protobuf.ByteString;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.sdk.common.InstrumentationLibraryInfo;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;

/**
 * A span that was read, as OpenTelemetry's SDK has it.
 */
public final class ReadSpan implements SpanData {

	private static final int REMOTE_PARENT = 0x200;

	private final Span span;

	private final Resource resource;

	private final InstrumentationScopeInfo scope;

	private ReadSpan(Span span, Resource resource, InstrumentationScopeInfo scope) {
		this.span = span;
		this.resource = resource;
		this.scope = scope;
	}

	public static List<SpanData> all(ExportTraceServiceRequest request) {
		List<SpanData> spans = new ArrayList<>();
		request.getResourceSpansList().forEach((resource) -> {
			Resource read = Resource.create(attributes(resource.getResource().getAttributesList()));
			resource.getScopeSpansList().forEach((scope) -> {
				InstrumentationScopeInfo info = InstrumentationScopeInfo.create(scope.getScope().getName());
				scope.getSpansList().forEach((span) -> spans.add(new ReadSpan(span, read, info)));
			});
		});
		return spans;
	}

	private static Attributes attributes(List<KeyValue> list) {
		AttributesBuilder builder = Attributes.builder();
		for (KeyValue attribute : list) {
			AnyValue value = attribute.getValue();
			switch (value.getValueCase()) {
				case STRING_VALUE -> builder.put(attribute.getKey(), value.getStringValue());
				case BOOL_VALUE -> builder.put(attribute.getKey(), value.getBoolValue());
				case INT_VALUE -> builder.put(attribute.getKey(), value.getIntValue());
				case DOUBLE_VALUE -> builder.put(attribute.getKey(), value.getDoubleValue());
				case ARRAY_VALUE -> builder.put(AttributeKey.stringArrayKey(attribute.getKey()),
						value.getArrayValue().getValuesList().stream().map(AnyValue::getStringValue).toList());
				default -> throw new IllegalArgumentException(attribute.toString());
			}
		}
		return builder.build();
	}

	private static String hex(ByteString id) {
		return HexFormat.of().formatHex(id.toByteArray());
	}

	@Override
	public String getName() {
		return this.span.getName();
	}

	@Override
	public SpanKind getKind() {
		return SpanKind.values()[this.span.getKindValue() - 1];
	}

	@Override
	public SpanContext getSpanContext() {
		return SpanContext.create(hex(this.span.getTraceId()), hex(this.span.getSpanId()), TraceFlags.getSampled(),
				TraceState.getDefault());
	}

	@Override
	public SpanContext getParentSpanContext() {
		if (this.span.getParentSpanId().isEmpty()) {
			return SpanContext.getInvalid();
		}
		String trace = hex(this.span.getTraceId());
		String parent = hex(this.span.getParentSpanId());
		return ((this.span.getFlags() & REMOTE_PARENT) != 0)
				? SpanContext.createFromRemoteParent(trace, parent, TraceFlags.getSampled(), TraceState.getDefault())
				: SpanContext.create(trace, parent, TraceFlags.getSampled(), TraceState.getDefault());
	}

	@Override
	public StatusData getStatus() {
		return StatusData.create(StatusCode.values()[this.span.getStatus().getCodeValue()],
				this.span.getStatus().getMessage());
	}

	@Override
	public long getStartEpochNanos() {
		return this.span.getStartTimeUnixNano();
	}

	@Override
	public long getEndEpochNanos() {
		return this.span.getEndTimeUnixNano();
	}

	@Override
	public Attributes getAttributes() {
		return attributes(this.span.getAttributesList());
	}

	@Override
	public List<EventData> getEvents() {
		return this.span.getEventsList()
			.stream()
			.map((event) -> EventData.create(event.getTimeUnixNano(), event.getName(),
					attributes(event.getAttributesList())))
			.toList();
	}

	@Override
	public List<LinkData> getLinks() {
		return this.span.getLinksList()
			.stream()
			.map((link) -> LinkData.create(
					SpanContext.createFromRemoteParent(hex(link.getTraceId()), hex(link.getSpanId()),
							TraceFlags.fromByte((byte) link.getFlags()), TraceState.getDefault()),
					attributes(link.getAttributesList())))
			.toList();
	}

	@Override
	public boolean hasEnded() {
		return true;
	}

	@Override
	public int getTotalRecordedEvents() {
		return this.span.getEventsCount();
	}

	@Override
	public int getTotalRecordedLinks() {
		return this.span.getLinksCount();
	}

	@Override
	public int getTotalAttributeCount() {
		return this.span.getAttributesCount();
	}

	@Override
	@Deprecated
	public InstrumentationLibraryInfo getInstrumentationLibraryInfo() {
		throw new UnsupportedOperationException();
	}

	@Override
	public InstrumentationScopeInfo getInstrumentationScopeInfo() {
		return this.scope;
	}

	@Override
	public Resource getResource() {
		return this.resource;
	}

}
