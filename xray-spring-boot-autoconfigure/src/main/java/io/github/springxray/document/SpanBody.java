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

package io.github.springxray.document;

import java.util.List;
import java.util.Map;
import java.util.Set;

import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.ThrowableDescription;
import com.amazonaws.xray.entities.TraceID;
import org.jspecify.annotations.Nullable;

import io.github.springxray.context.TraceLink;
import io.github.springxray.context.TraceLinks;
import io.github.springxray.entity.TraceEntity;
import io.github.springxray.entity.TraceSegment;

/**
 * Writes one segment or subsegment, without its children, as a span of which X-Ray makes
 * the same segment or subsegment again.
 *
 * @see <a href=
 * "https://github.com/open-telemetry/opentelemetry-proto/blob/main/docs/specification.md#json-protobuf-encoding">OTLP
 * in JSON</a>
 */
final class SpanBody {

	private static final double MICROS = 1_000_000d;

	private static final int SAMPLED = 1;

	/**
	 * Says that it is known whether the parent is in another process, and that it is.
	 */
	private static final int KNOWN_PARENT = 0x100;

	private static final int REMOTE_PARENT = 0x200;

	private static final byte[] ATTRIBUTES = JsonOut.encode("attributes");

	private static final byte[] CODE = JsonOut.encode("code");

	private static final byte[] END = JsonOut.encode("endTimeUnixNano");

	private static final byte[] FLAGS = JsonOut.encode("flags");

	private static final byte[] KIND = JsonOut.encode("kind");

	private static final byte[] LINKS = JsonOut.encode("links");

	private static final byte[] MESSAGE = JsonOut.encode("message");

	private static final byte[] NAME = JsonOut.encode("name");

	private static final byte[] PARENT_ID = JsonOut.encode("parentSpanId");

	private static final byte[] SPAN_ID = JsonOut.encode("spanId");

	private static final byte[] START = JsonOut.encode("startTimeUnixNano");

	private static final byte[] STATUS = JsonOut.encode("status");

	private static final byte[] TRACE_ID = JsonOut.encode("traceId");

	private final JsonOut json;

	private final JsonOut nested;

	private final Limits limits;

	private final Set<SpanConvention> conventions;

	SpanBody(JsonOut json, JsonOut nested, Limits limits, Set<SpanConvention> conventions) {
		this.json = json;
		this.nested = nested;
		this.limits = limits;
		this.conventions = conventions;
	}

	void write(EntityNode node) {
		TraceEntity entity = node.entity();
		SpanShape shape = SpanShape.of(entity);
		String parent = parentOf(entity);
		this.json.startObject();
		writeTraceId(entity.getParentSegment().getTraceId());
		this.json.field(SPAN_ID, entity.getId());
		if (parent != null) {
			this.json.field(PARENT_ID, parent);
		}
		this.json.field(NAME);
		this.limits.write(this.json, shape.spanName(entity, this.conventions), this.limits.text());
		this.json.field(KIND, shape.kind());
		double start = entity.getStartTime();
		double end = entity.getEndTime();
		boolean open = entity.isInProgress() || end < Double.MIN_NORMAL;
		// Of what goes on nobody knows how long it will take
		String last = nanos(open ? start : Math.max(start, end));
		this.json.field(START, nanos(start));
		this.json.field(END, last);
		SpanAttributes attributes = new SpanAttributes(this.json, this.nested, this.limits, this.conventions);
		this.json.field(ATTRIBUTES);
		this.json.startArray();
		attributes.flag("aws.xray.inprogress", open);
		EntityAttributes.write(attributes, node, shape);
		this.json.endArray();
		if (entity.hasCause()) {
			new SpanEvents(this.json, attributes, last).write(entity.getCause().getMessage(), exceptionsOf(node));
		}
		if (entity instanceof TraceSegment segment) {
			writeLinks(this.limits.some(TraceLinks.of(segment)), attributes);
		}
		writeStatus(node, shape);
		boolean remote = shape.segment() && parent != null;
		this.json.field(FLAGS, SAMPLED | KNOWN_PARENT | (remote ? REMOTE_PARENT : 0));
		this.json.endObject();
	}

	private static @Nullable String parentOf(TraceEntity entity) {
		if (entity instanceof TraceSegment segment) {
			return Text.isId(segment.getParentId()) ? segment.getParentId() : null;
		}
		Entity parent = entity.getParent();
		return ((parent != null) ? parent : entity.getParentSegment()).getId();
	}

	private void writeTraceId(TraceID traceId) {
		this.json.field(TRACE_ID);
		this.json.startString();
		this.json.part(traceId.getStartTimeAsHex());
		this.json.part(traceId.getNumberAsHex());
		this.json.endString();
	}

	/**
	 * The microseconds of a document, as nanoseconds in a string.
	 */
	private static String nanos(double seconds) {
		long micros = Math.max(0, Math.round(seconds * MICROS));
		return Long.toString((micros <= Long.MAX_VALUE / 1000) ? 1000 * micros : Long.MAX_VALUE);
	}

	private static List<ThrowableDescription> exceptionsOf(EntityNode node) {
		String reference = CauseWriter.referenceOf(node.entity().getCause(), node.exceptions());
		return (reference != null) ? List.of() : node.exceptions();
	}

	private void writeLinks(List<TraceLink> links, SpanAttributes attributes) {
		if (links.isEmpty()) {
			return;
		}
		this.json.field(LINKS);
		this.json.startArray();
		for (TraceLink link : links) {
			this.json.startObject();
			writeTraceId(link.traceId());
			this.json.field(SPAN_ID, link.id());
			this.json.field(ATTRIBUTES);
			this.json.startArray();
			for (Map.Entry<String, Object> attribute : this.limits.some(Copies.entries(link.attributes()))) {
				attributes.scalar(attribute.getKey(), attribute.getValue(), this.limits.text());
			}
			this.json.endArray();
			// Nobody has said whether the other end was sampled
			this.json.field(FLAGS, KNOWN_PARENT | REMOTE_PARENT);
			this.json.endObject();
		}
		this.json.endArray();
	}

	private void writeStatus(EntityNode node, SpanShape shape) {
		this.json.field(STATUS);
		this.json.startObject();
		if (shape.isFailed(node.entity())) {
			// With a message and no exception, X-Ray would make an exception of it
			node.exceptions()
				.stream()
				.map(ThrowableDescription::getMessage)
				.filter((message) -> message != null)
				.findFirst()
				.ifPresent((message) -> {
					this.json.field(MESSAGE);
					this.limits.write(this.json, message, this.limits.text());
				});
			this.json.field(CODE, 2);
		}
		this.json.endObject();
	}

}
