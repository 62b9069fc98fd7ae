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

import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Subsegment;
import com.amazonaws.xray.entities.TraceID;
import org.jspecify.annotations.Nullable;

import io.github.springxray.context.SegmentNames;
import io.github.springxray.context.TraceLink;
import io.github.springxray.context.TraceLinks;
import io.github.springxray.entity.Block;
import io.github.springxray.entity.TraceEntity;
import io.github.springxray.entity.TraceSegment;
import io.github.springxray.entity.TraceSubsegment;

/**
 * Writes the fields of one segment or subsegment, without its children.
 *
 * @see <a href=
 * "https://docs.aws.amazon.com/xray/latest/devguide/xray-api-segmentdocuments.html">X-Ray
 * segment documents</a>
 */
final class EntityWriter {

	private static final double MICROS = 1_000_000d;

	private static final byte[] ATTRIBUTES = JsonOut.encode("attributes");

	private static final byte[] AWS = JsonOut.encode("aws");

	private static final byte[] END_TIME = JsonOut.encode("end_time");

	private static final byte[] ERROR = JsonOut.encode("error");

	private static final byte[] FAULT = JsonOut.encode("fault");

	private static final byte[] HTTP = JsonOut.encode("http");

	private static final byte[] ID = JsonOut.encode("id");

	private static final byte[] IN_PROGRESS = JsonOut.encode("in_progress");

	private static final byte[] LINKS = JsonOut.encode("links");

	private static final byte[] NAME = JsonOut.encode("name");

	private static final byte[] NAMESPACE = JsonOut.encode("namespace");

	private static final byte[] ORIGIN = JsonOut.encode("origin");

	private static final byte[] PARENT_ID = JsonOut.encode("parent_id");

	private static final byte[] PRECURSOR_IDS = JsonOut.encode("precursor_ids");

	private static final byte[] RESOURCE_ARN = JsonOut.encode("resource_arn");

	private static final byte[] SERVICE = JsonOut.encode("service");

	private static final byte[] SQL = JsonOut.encode("sql");

	private static final byte[] START_TIME = JsonOut.encode("start_time");

	private static final byte[] THROTTLE = JsonOut.encode("throttle");

	private static final byte[] TRACE_ID = JsonOut.encode("trace_id");

	private static final byte[] TYPE = JsonOut.encode("type");

	private static final byte[] USER = JsonOut.encode("user");

	/**
	 * The names of segments and subsegments, as they are legal.
	 */
	private static final EncodedStrings names = new EncodedStrings(EntityWriter::encode);

	private EntityWriter() {
	}

	private static void writeName(JsonOut json, @Nullable String name) {
		json.field(NAME);
		byte[] encoded = (name != null) ? names.get(name) : null;
		if (encoded != null) {
			json.raw(encoded);
		}
		else {
			json.value(SegmentNames.sanitize(name));
		}
	}

	private static byte[] encode(String name) {
		JsonOut json = new JsonOut();
		json.value(SegmentNames.sanitize(name));
		return json.toByteArray();
	}

	/**
	 * Write what a subsegment has in addition that is a document of its own.
	 */
	static void writeIndependence(JsonOut json, Subsegment subsegment) {
		json.field(TYPE, "subsegment");
		writeTraceId(json, subsegment.getParentSegment().getTraceId());
		Entity parent = subsegment.getParent();
		json.field(PARENT_ID, ((parent != null) ? parent : subsegment.getParentSegment()).getId());
	}

	static void writeFields(JsonOut json, EntityNode node, Limits limits) {
		TraceEntity entity = node.entity();
		writeName(json, entity.getName());
		json.field(ID, entity.getId());
		writeTimes(json, entity);
		if (entity instanceof TraceSegment segment) {
			writeSegment(json, segment, limits);
		}
		writeFlag(json, ERROR, entity.isError());
		writeFlag(json, FAULT, entity.isFault());
		writeFlag(json, THROTTLE, entity.isThrottle());
		if (entity instanceof TraceSubsegment subsegment) {
			writeSubsegment(json, subsegment, limits);
		}
		ValueWriter.writeBlock(json, HTTP, EntityValues.of(entity, Block.HTTP), limits);
		ValueWriter.writeBlock(json, AWS, EntityValues.of(entity, Block.AWS), limits);
		ValueWriter.writeBlock(json, SQL, EntityValues.of(entity, Block.SQL), limits);
		AnnotationWriter.write(json, EntityValues.of(entity, Block.ANNOTATIONS), limits);
		MetadataWriter.write(json, EntityValues.metadataOf(entity), limits);
		if (entity.hasCause()) {
			new CauseWriter(json, limits).write(entity.getCause(), node.exceptions());
		}
	}

	/**
	 * An entity that has ended has an end; one that is only just ending on another thread
	 * may not have it yet.
	 */
	private static void writeTimes(JsonOut json, Entity entity) {
		double start = entity.getStartTime();
		writeTime(json, START_TIME, start);
		double end = entity.getEndTime();
		if (entity.isInProgress() || end < Double.MIN_NORMAL) {
			json.field(IN_PROGRESS, true);
		}
		else {
			writeTime(json, END_TIME, Math.max(start, end));
		}
	}

	/**
	 * Seconds to the microsecond, which is what the service keeps, and never in the
	 * scientific notation that doubles of this size print in.
	 */
	private static void writeTime(JsonOut json, byte[] name, double seconds) {
		json.field(name);
		json.seconds(Math.max(0, Math.round(seconds * MICROS)));
	}

	private static void writeTraceId(JsonOut json, TraceID traceId) {
		json.field(TRACE_ID);
		json.startString();
		json.part("1-");
		json.part(traceId.getStartTimeAsHex());
		json.part('-');
		json.part(traceId.getNumberAsHex());
		json.endString();
	}

	private static void writeSegment(JsonOut json, TraceSegment segment, Limits limits) {
		writeTraceId(json, segment.getTraceId());
		String parentId = segment.getParentId();
		if (Text.isId(parentId)) {
			json.field(PARENT_ID, parentId);
		}
		writeText(json, USER, segment.getUser(), limits);
		writeText(json, ORIGIN, segment.getOrigin(), limits);
		writeText(json, RESOURCE_ARN, segment.getResourceArn(), limits);
		ValueWriter.writeBlock(json, SERVICE, EntityValues.of(segment, Block.SERVICE), limits);
		writeLinks(json, limits.some(TraceLinks.of(segment)), limits);
	}

	private static void writeLinks(JsonOut json, List<TraceLink> links, Limits limits) {
		if (links.isEmpty()) {
			return;
		}
		json.field(LINKS);
		json.startArray();
		for (TraceLink link : links) {
			json.startObject();
			writeTraceId(json, link.traceId());
			json.field(ID, link.id());
			ValueWriter.writeBlock(json, ATTRIBUTES, link.attributes(), limits);
			json.endObject();
		}
		json.endArray();
	}

	private static void writeSubsegment(JsonOut json, TraceSubsegment subsegment, Limits limits) {
		String namespace = subsegment.getNamespace();
		if (namespace != null && (namespace.equals("aws") || namespace.equals("remote"))) {
			json.field(NAMESPACE, namespace);
		}
		if (!subsegment.hasPrecursors()) {
			return;
		}
		List<Object> precursors = limits.some(Copies.elements(subsegment.getPrecursorIds()));
		if (!precursors.isEmpty()) {
			json.field(PRECURSOR_IDS);
			json.startArray();
			for (Object precursor : precursors) {
				limits.write(json, Plain.text(precursor), limits.text());
			}
			json.endArray();
		}
	}

	private static void writeText(JsonOut json, byte[] name, @Nullable String value, Limits limits) {
		if (value != null && !value.isEmpty()) {
			json.field(name);
			limits.write(json, value, limits.text());
		}
	}

	private static void writeFlag(JsonOut json, byte[] name, boolean flag) {
		if (flag) {
			json.field(name, true);
		}
	}

}
