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

import java.util.List;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import io.github.springxray.console.document.Ids;
import io.github.springxray.console.document.InvalidDocumentException;
import io.github.springxray.console.document.TextLimits;

/**
 * Makes documents of a span. What a service was asked to do is a segment, and what it did
 * meanwhile is a subsegment that is sent on its own, so that it does not matter in which
 * order, or with which request, the spans of a trace come.
 */
final class SpanDocuments {

	// Any that is not likely to be an id by itself
	private static final long SALT = 0x5851F42D4C957F2DL;

	private final OtlpResource resource;

	private final OtlpSpan span;

	private final Attributes attributes;

	private final AwsBlock aws;

	private SpanDocuments(OtlpResource resource, JsonNode json) throws InvalidDocumentException {
		this.resource = resource;
		this.span = new OtlpSpan(json);
		this.attributes = new Attributes(json);
		this.aws = new AwsBlock(this.attributes);
	}

	/**
	 * Return the documents of a span, one for most.
	 * @throws InvalidDocumentException if it has no ids or no time
	 */
	static List<ObjectNode> of(OtlpResource resource, JsonNode json) throws InvalidDocumentException {
		return new SpanDocuments(resource, json).write();
	}

	private List<ObjectNode> write() throws InvalidDocumentException {
		boolean localRoot = "LOCAL_ROOT".equals(this.attributes.text("aws.span.kind"));
		boolean first = localRoot || this.span.parentId() == 0 || this.span.hasRemoteParent();
		SpanKind kind = this.span.kind();
		if (first && kind.isCall()) {
			// A service that nobody called has called another one, and would not be seen
			long id = this.span.id() ^ SALT;
			ObjectNode segment = common(segmentName(), (id != 0) ? id : 1, this.span.parentId());
			this.resource.write(segment);
			Outcome.write(segment, this.span, this.attributes);
			return List.of(segment, subsegment(Ids.parse(segment.path("id").stringValue())));
		}
		boolean served = kind == SpanKind.SERVER || (kind == SpanKind.CONSUMER && !this.span.hasLocalParent());
		return List.of((first || served) ? segment() : subsegment(this.span.parentId()));
	}

	private ObjectNode common(String name, long id, long parent) {
		ObjectNode document = JsonTexts.object();
		document.put("name", name);
		document.put("id", Ids.format(id));
		document.put("trace_id", this.span.traceId());
		if (parent != 0) {
			document.put("parent_id", Ids.format(parent));
		}
		document.put("start_time", this.span.start());
		if (this.span.end() == null || Boolean.TRUE.equals(this.attributes.flag("aws.xray.inprogress"))) {
			document.put("in_progress", true);
		}
		else {
			document.put("end_time", this.span.end());
		}
		return document;
	}

	private String segmentName() {
		String local = this.attributes.text("aws.local.service");
		return orUnnamed((local != null) ? local : this.resource.service());
	}

	private String orUnnamed(@Nullable String name) {
		String known = (name != null) ? name : this.span.name();
		return known.isBlank() ? "unnamed" : known;
	}

	private ObjectNode segment() throws InvalidDocumentException {
		ObjectNode document = common(segmentName(), this.span.id(), this.span.parentId());
		this.resource.write(document);
		JsonTexts.put(document, "user", this.attributes.text("enduser.id", "user.id"));
		JsonTexts.put(document, "resource_arn", this.attributes.text("aws.xray.resource_arn"));
		Leftovers leftovers = new Leftovers(this.attributes);
		this.resource.left().forEachEntry(leftovers::keep);
		String route = this.resource.isFromXRay() ? null : HttpBlock.route(this.attributes);
		if (route != null) {
			leftovers.annotate("http_route", route);
		}
		writeBlocks(document, leftovers, false);
		return document;
	}

	private ObjectNode subsegment(long parent) throws InvalidDocumentException {
		if (!this.resource.isFromXRay()) {
			// Of a call it has what the URL may not have
			HttpBlock.route(this.attributes);
		}
		boolean amazon = this.aws.isCall();
		boolean remote = this.span.kind().isCall() || this.attributes.has("aws.remote.service");
		String name = amazon ? this.aws.service(this.resource.isFromXRay()) : null;
		if (name == null && remote) {
			name = new CallNames(this.attributes).find();
		}
		ObjectNode document = common(orUnnamed(name), this.span.id(), parent);
		document.put("type", "subsegment");
		Set<String> precursors = this.attributes.texts("aws.xray.precursor_ids");
		if (!precursors.isEmpty()) {
			ArrayNode ids = document.putArray("precursor_ids");
			precursors.forEach(ids::add);
		}
		if (amazon || remote) {
			document.put("namespace", amazon ? "aws" : "remote");
		}
		writeBlocks(document, new Leftovers(this.attributes), amazon);
		return document;
	}

	private void writeBlocks(ObjectNode document, Leftovers leftovers, boolean amazon) throws InvalidDocumentException {
		boolean fromXRay = this.resource.isFromXRay();
		Outcome.write(document, this.span, this.attributes);
		if (!fromXRay && !this.span.name().equals(document.path("name").asString())) {
			leftovers.keep("otel.span.name", document.stringNode(this.span.name()));
		}
		new HttpBlock(this.attributes, !document.has("type"), fromXRay).write(document);
		this.aws.write(document, amazon || fromXRay);
		SqlBlock.write(document, this.attributes, fromXRay);
		new CauseBlock(this.span, this.attributes, this.resource.language()).write(document);
		writeLinks(document);
		leftovers.keepEvents(this.span.events());
		leftovers.write(document);
	}

	private void writeLinks(ObjectNode document) throws InvalidDocumentException {
		if (this.span.links().isEmpty()) {
			return;
		}
		ArrayNode links = document.putArray("links");
		for (JsonNode link : this.span.links()) {
			String id = link.path("spanId").asString("");
			ObjectNode object = links.addObject();
			object.put("trace_id", OtlpSpan.traceId(link.path("traceId").asString("")));
			object.put("id", TextLimits.cut(Objects.toString(id, ""), TextLimits.TEXT));
			JsonTexts.put(object, "attributes", AttributeValues.object(link.path("attributes")));
		}
	}

}
