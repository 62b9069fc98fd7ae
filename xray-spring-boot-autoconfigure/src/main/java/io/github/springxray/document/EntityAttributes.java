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

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.amazonaws.xray.entities.Cause;
import com.amazonaws.xray.entities.ThrowableDescription;
import org.jspecify.annotations.Nullable;

import io.github.springxray.entity.Block;
import io.github.springxray.entity.TraceEntity;
import io.github.springxray.entity.TraceSegment;
import io.github.springxray.entity.TraceSubsegment;

/**
 * Writes the attributes of a span: who it is to X-Ray, what its blocks say, and what its
 * status does not.
 */
final class EntityAttributes {

	private EntityAttributes() {
	}

	static void write(SpanAttributes attributes, EntityNode node, SpanShape shape) {
		TraceEntity entity = node.entity();
		if (shape.segment()) {
			writeSegment(attributes, (TraceSegment) entity, shape);
		}
		else {
			writeSubsegment(attributes, (TraceSubsegment) entity, shape);
		}
		writeFlags(attributes, entity, shape);
		new HttpAttributes(attributes).write(EntityValues.of(entity, Block.HTTP));
		new AwsAttributes(attributes).write(EntityValues.of(entity, Block.AWS), shape.segment());
		new SqlAttributes(attributes).write(EntityValues.of(entity, Block.SQL));
		TagAttributes tags = new TagAttributes(attributes);
		tags.writeAnnotations(EntityValues.of(entity, Block.ANNOTATIONS));
		tags.writeMetadata(EntityValues.metadataOf(entity));
		if (entity.hasCause()) {
			writeCause(attributes, entity.getCause(), node.exceptions());
		}
	}

	private static void writeSegment(SpanAttributes attributes, TraceSegment segment, SpanShape shape) {
		attributes.text("aws.local.service", shape.entityName());
		if (shape.kind() == SpanShape.INTERNAL) {
			// With a parent it would be a subsegment
			attributes.text("aws.span.kind", "LOCAL_ROOT");
		}
		attributes.text("enduser.id", emptyToNull(segment.getUser()));
		attributes.text("aws.xray.resource_arn", emptyToNull(segment.getResourceArn()));
	}

	private static @Nullable String emptyToNull(@Nullable String text) {
		return (text != null && text.isEmpty()) ? null : text;
	}

	private static void writeSubsegment(SpanAttributes attributes, TraceSubsegment subsegment, SpanShape shape) {
		if (shape.namespace() != null) {
			if (attributes.has(SpanConvention.XRAY)) {
				attributes.text("aws.remote.service", shape.entityName());
			}
			if (attributes.has(SpanConvention.STABLE)) {
				attributes.text("peer.service", shape.entityName());
			}
			if (shape.namespace().equals("aws")) {
				attributes.text("rpc.system", "aws-api");
				attributes.text("rpc.service", shape.entityName());
			}
		}
		if (subsegment.hasPrecursors()) {
			attributes.texts("aws.xray.precursor_ids", subsegment.getPrecursorIds());
		}
	}

	/**
	 * Write the flags that do not follow from the status.
	 */
	private static void writeFlags(SpanAttributes attributes, TraceEntity entity, SpanShape shape) {
		boolean failed = !shape.isClientError() && (shape.isServerError() || shape.isFailed(entity));
		writeFlag(attributes, "aws.xray.error", entity.isError(), shape.isClientError());
		writeFlag(attributes, "aws.xray.fault", entity.isFault(), failed);
		writeFlag(attributes, "aws.xray.throttle", entity.isThrottle(), shape.status() == 429);
	}

	private static void writeFlag(SpanAttributes attributes, String key, boolean flag, boolean implied) {
		if (flag != implied) {
			attributes.bool(key, flag);
		}
	}

	/**
	 * Write what no event says: whose exception it was, and where the process worked.
	 */
	private static void writeCause(SpanAttributes attributes, Cause cause, List<ThrowableDescription> exceptions) {
		String reference = CauseWriter.referenceOf(cause, exceptions);
		if (reference != null) {
			attributes.json("aws.xray.cause", (nested) -> nested.value(reference));
			return;
		}
		if (exceptions.isEmpty() && cause.getMessage() == null) {
			return;
		}
		Map<String, Object> rest = new LinkedHashMap<>();
		if (cause.getWorkingDirectory() != null) {
			rest.put("working_directory", cause.getWorkingDirectory());
		}
		List<Object> paths = Copies.elements(cause.getPaths());
		if (!paths.isEmpty()) {
			rest.put("paths", paths);
		}
		attributes.fields("aws.xray.cause", rest);
	}

}
