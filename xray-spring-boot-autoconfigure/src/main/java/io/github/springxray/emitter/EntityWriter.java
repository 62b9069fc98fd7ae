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

package io.github.springxray.emitter;

import java.io.IOException;
import java.util.List;

import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import com.fasterxml.jackson.core.JsonGenerator;
import org.jspecify.annotations.Nullable;

import io.github.springxray.context.SegmentNames;

/**
 * Writes the fields of one segment or subsegment, without its children.
 *
 * @see <a href=
 * "https://docs.aws.amazon.com/xray/latest/devguide/xray-api-segmentdocuments.html">X-Ray
 * segment documents</a>
 */
final class EntityWriter {

	private static final double MICROS = 1_000_000d;

	private static final int FRACTION = 6;

	private static final int MAX_DIGITS = 24;

	private final MetadataWriter metadata;

	EntityWriter(MetadataValues values) {
		this.metadata = new MetadataWriter(values);
	}

	/**
	 * Write what a subsegment has in addition that is a document of its own.
	 */
	void writeIndependence(JsonGenerator json, Subsegment subsegment) throws IOException {
		json.writeStringField("type", "subsegment");
		json.writeStringField("trace_id", subsegment.getParentSegment().getTraceId().toString());
		Entity parent = subsegment.getParent();
		json.writeStringField("parent_id", ((parent != null) ? parent : subsegment.getParentSegment()).getId());
	}

	void writeFields(JsonGenerator json, EntityNode node, Limits limits) throws IOException {
		Entity entity = node.entity();
		json.writeStringField("name", SegmentNames.sanitize(entity.getName()));
		json.writeStringField("id", entity.getId());
		writeTimes(json, entity, node.inProgress());
		if (entity instanceof Segment segment) {
			writeSegment(json, segment, limits);
		}
		writeFlag(json, "error", entity.isError());
		writeFlag(json, "fault", entity.isFault());
		writeFlag(json, "throttle", entity.isThrottle());
		if (entity instanceof Subsegment subsegment) {
			writeSubsegment(json, subsegment, limits);
		}
		ValueWriter.writeBlock(json, "http", entity.getHttp(), limits);
		ValueWriter.writeBlock(json, "aws", entity.getAws(), limits);
		ValueWriter.writeBlock(json, "sql", entity.getSql(), limits);
		AnnotationWriter.write(json, entity.getAnnotations(), limits);
		this.metadata.write(json, entity.getMetadata(), limits);
		new CauseWriter(json, limits).write(entity.getCause(), node.exceptions());
	}

	/**
	 * An entity that has ended has an end; one that is only just ending on another thread
	 * may not have it yet.
	 */
	private static void writeTimes(JsonGenerator json, Entity entity, boolean inProgress) throws IOException {
		double start = entity.getStartTime();
		writeTime(json, "start_time", start);
		double end = entity.getEndTime();
		if (inProgress || end < Double.MIN_NORMAL) {
			json.writeBooleanField("in_progress", true);
		}
		else {
			writeTime(json, "end_time", Math.max(start, end));
		}
	}

	/**
	 * Seconds to the microsecond, which is what the service keeps, and never in the
	 * scientific notation that doubles of this size print in.
	 */
	private static void writeTime(JsonGenerator json, String name, double seconds) throws IOException {
		long micros = Math.max(0, Math.round(seconds * MICROS));
		char[] digits = new char[MAX_DIGITS];
		int begin = digits.length;
		for (int i = 0; i < FRACTION; i++) {
			digits[--begin] = (char) ('0' + micros % 10);
			micros /= 10;
		}
		digits[--begin] = '.';
		do {
			digits[--begin] = (char) ('0' + micros % 10);
			micros /= 10;
		}
		while (micros > 0);
		int end = digits.length;
		while (digits[end - 1] == '0') {
			end--;
		}
		if (digits[end - 1] == '.') {
			end--;
		}
		json.writeFieldName(name);
		json.writeNumber(digits, begin, end - begin);
	}

	private static void writeSegment(JsonGenerator json, Segment segment, Limits limits) throws IOException {
		json.writeStringField("trace_id", segment.getTraceId().toString());
		if (Text.isId(segment.getParentId())) {
			json.writeStringField("parent_id", segment.getParentId());
		}
		writeText(json, "user", segment.getUser(), limits);
		writeText(json, "origin", segment.getOrigin(), limits);
		writeText(json, "resource_arn", segment.getResourceArn(), limits);
		ValueWriter.writeBlock(json, "service", segment.getService(), limits);
	}

	private static void writeSubsegment(JsonGenerator json, Subsegment subsegment, Limits limits) throws IOException {
		String namespace = subsegment.getNamespace();
		if ("aws".equals(namespace) || "remote".equals(namespace)) {
			json.writeStringField("namespace", namespace);
		}
		List<String> precursors = limits.some(Copies.elements(subsegment.getPrecursorIds()));
		if (!precursors.isEmpty()) {
			json.writeArrayFieldStart("precursor_ids");
			for (String precursor : precursors) {
				json.writeString(limits.shorten(precursor, limits.text()));
			}
			json.writeEndArray();
		}
	}

	private static void writeText(JsonGenerator json, String name, @Nullable String value, Limits limits)
			throws IOException {
		if (value != null && !value.isEmpty()) {
			json.writeStringField(name, limits.shorten(value, limits.text()));
		}
	}

	private static void writeFlag(JsonGenerator json, String name, boolean flag) throws IOException {
		if (flag) {
			json.writeBooleanField(name, true);
		}
	}

}
