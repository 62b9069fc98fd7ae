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

package io.github.springxray.console.document;

import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

import io.github.springxray.console.document.DocumentParser.Reading;

/**
 * Takes what a {@link Node} keeps from its JSON.
 */
final class NodeBuilder {

	// Of the detail, and of the map of annotations and each of its entries
	private static final int DETAIL_SIZE = 80;

	private static final int EXCEPTION_SIZE = 48;

	// Whoever has more wants to fill the memory
	private static final int MAX_EXCEPTIONS = 20;

	private static final int MAP_SIZE = 136;

	private static final int ENTRY_SIZE = 64;

	private final KnownStrings strings;

	private final Reading reading;

	private final boolean top;

	long id;

	long parentId;

	String name = "";

	double start = Double.NaN;

	double end = Double.NaN;

	int flags;

	NodeDetail detail = NodeDetail.NONE;

	private @Nullable String operationTarget;

	private @Nullable String targetKind;

	NodeBuilder(KnownStrings strings, Reading reading, boolean top) {
		this.strings = strings;
		this.reading = reading;
		this.top = top;
		this.flags = top ? Node.SEGMENT : 0;
	}

	void read(String field, JsonToken value, JsonParser json) throws InvalidDocumentException {
		switch (field) {
			case "id" -> this.id = id(value, json, field);
			case "parent_id" -> this.parentId = (value == JsonToken.VALUE_NULL) ? 0 : id(value, json, field);
			case "name" -> this.name = text(value, json, TextLimits.NAME);
			case "start_time" -> this.start = DocumentParser.time(value, json, field);
			case "end_time" ->
				this.end = (value == JsonToken.VALUE_NULL) ? Double.NaN : DocumentParser.time(value, json, field);
			case "in_progress" -> flag(value, Node.IN_PROGRESS);
			case "fault" -> flag(value, Node.FAULT);
			case "error" -> flag(value, Node.ERROR);
			case "throttle" -> flag(value, Node.THROTTLE);
			case "type" -> {
				if (this.top && text(value, json, TextLimits.TEXT).equals("subsegment")) {
					this.flags &= ~Node.SEGMENT;
				}
			}
			case "namespace" -> namespace(text(value, json, TextLimits.TEXT));
			case "user" -> detail().user = text(value, json, TextLimits.TEXT);
			case "origin" -> detail().origin = text(value, json, TextLimits.TEXT);
			case "sql" -> {
				this.flags |= Node.SQL;
				object(value, json, this::sql);
			}
			case "cause" -> object(value, json, this::cause);
			case "metadata" -> object(value, json, this::metadata);
			case "http" -> object(value, json, this::http);
			case "aws" -> object(value, json, this::aws);
			case "annotations" -> object(value, json, this::annotation);
			default -> json.skipChildren();
		}
	}

	private void flag(JsonToken value, int flag) {
		if (value == JsonToken.VALUE_TRUE) {
			this.flags |= flag;
		}
	}

	private void namespace(String namespace) {
		if (namespace.equals("aws")) {
			this.flags |= Node.AWS;
		}
		else if (namespace.equals("remote")) {
			this.flags |= Node.REMOTE;
		}
	}

	private void http(String field, JsonToken value, JsonParser json) {
		switch (field) {
			case "request" -> object(value, json, this::httpRequest);
			case "response" -> object(value, json, this::httpResponse);
			default -> json.skipChildren();
		}
	}

	private void httpRequest(String field, JsonToken value, JsonParser json) {
		switch (field) {
			case "method" -> detail().method = text(value, json, TextLimits.TEXT);
			case "url" -> detail().url = text(value, json, TextLimits.TEXT);
			case "user_agent" -> detail().userAgent = text(value, json, TextLimits.TEXT);
			case "client_ip" -> detail().clientIp = text(value, json, TextLimits.TEXT);
			default -> json.skipChildren();
		}
	}

	private void httpResponse(String field, JsonToken value, JsonParser json) {
		if (field.equals("status") && (value.isNumeric() || value == JsonToken.VALUE_STRING)) {
			double status = json.getValueAsDouble(0);
			detail().status = (status > 0 && status < 1000) ? (int) status : 0;
		}
		else {
			json.skipChildren();
		}
	}

	private void aws(String field, JsonToken value, JsonParser json) {
		if (value == JsonToken.VALUE_STRING && AwsResources.isTarget(field)) {
			this.targetKind = field;
			this.operationTarget = AwsResources.nameOf(json.getString());
		}
		else {
			json.skipChildren();
		}
	}

	private void sql(String field, JsonToken value, JsonParser json) {
		if (field.equals("sanitized_query")) {
			detail().statement = text(value, json, TextLimits.VALUE);
		}
		else {
			json.skipChildren();
		}
	}

	private void metadata(String namespace, JsonToken value, JsonParser json) {
		if (namespace.equals("code")) {
			object(value, json, this::code);
		}
		else {
			json.skipChildren();
		}
	}

	private void code(String field, JsonToken value, JsonParser json) {
		if (field.equals("call_site")) {
			detail().callSite = text(value, json, TextLimits.TEXT);
		}
		else {
			json.skipChildren();
		}
	}

	private void cause(String field, JsonToken value, JsonParser json) {
		if (!field.equals("exceptions") || value != JsonToken.START_ARRAY) {
			json.skipChildren();
			return;
		}
		for (JsonToken item = json.nextToken(); item != JsonToken.END_ARRAY; item = json.nextToken()) {
			String[] texts = { "", "" };
			object(item, json, (name, token, parser) -> {
				switch (name) {
					case "type" -> texts[0] = text(token, parser, TextLimits.TEXT);
					case "message" -> texts[1] = text(token, parser, TextLimits.TEXT);
					default -> parser.skipChildren();
				}
			});
			NodeDetail detail = detail();
			if (item == JsonToken.START_OBJECT && detail.exceptions.size() < MAX_EXCEPTIONS) {
				this.reading.size += EXCEPTION_SIZE;
				detail.exception(new NodeException(texts[0], texts[1]));
			}
		}
	}

	private void annotation(String field, JsonToken value, JsonParser json) {
		Object object = switch (value) {
			case VALUE_STRING -> text(value, json, TextLimits.VALUE);
			case VALUE_TRUE -> true;
			case VALUE_FALSE -> false;
			case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> finite(json.getDoubleValue());
			default -> null;
		};
		if (object == null) {
			json.skipChildren();
			return;
		}
		NodeDetail detail = detail();
		if (detail.annotations.size() < TextLimits.ANNOTATIONS) {
			this.reading.size += detail.annotations.isEmpty() ? MAP_SIZE + ENTRY_SIZE : ENTRY_SIZE;
			detail.annotation(this.strings.share(TextLimits.cut(field, TextLimits.KEY), this.reading), object);
		}
	}

	/**
	 * Leave out what JSON has no number for.
	 */
	private static @Nullable Object finite(double number) {
		return Double.isFinite(number) ? number : null;
	}

	private static void object(JsonToken value, JsonParser json, FieldReader reader) {
		if (value != JsonToken.START_OBJECT) {
			json.skipChildren();
			return;
		}
		for (String field = json.nextName(); field != null; field = json.nextName()) {
			reader.read(field, json.nextToken(), json);
		}
	}

	private NodeDetail detail() {
		if (this.detail == NodeDetail.NONE) {
			this.detail = new NodeDetail();
			this.reading.size += DETAIL_SIZE;
		}
		return this.detail;
	}

	private String text(JsonToken value, JsonParser json, int length) {
		if (value == JsonToken.VALUE_STRING) {
			return this.strings.share(TextLimits.cut(json.getString(), length), this.reading);
		}
		json.skipChildren();
		return "";
	}

	private static long id(JsonToken value, JsonParser json, String field) throws InvalidDocumentException {
		long id = (value == JsonToken.VALUE_STRING) ? Ids.parse(json.getString()) : 0;
		if (id == 0) {
			throw new InvalidDocumentException(field, "The " + field + " is not 16 hexadecimal digits");
		}
		return id;
	}

	Node build(@Nullable List<Node> children) throws InvalidDocumentException {
		if (this.name.isEmpty()) {
			throw new InvalidDocumentException("name", "A segment or subsegment has no name");
		}
		if (this.id == 0) {
			throw new InvalidDocumentException("id", this.name + " has no id");
		}
		if (Double.isNaN(this.start)) {
			throw new InvalidDocumentException("start_time", this.name + " has no start_time");
		}
		if (Double.isNaN(this.end)) {
			this.flags |= Node.IN_PROGRESS;
		}
		else {
			this.flags &= ~Node.IN_PROGRESS;
		}
		if ((this.flags & Node.AWS) != 0 && this.operationTarget != null && this.targetKind != null) {
			detail().resourceType = AwsResources.typeOf(this.targetKind);
			detail().resourceName = this.strings.share(TextLimits.cut(this.operationTarget, TextLimits.NAME),
					this.reading);
		}
		this.reading.nodes++;
		this.reading.size += Node.SIZE;
		this.reading.start = Math.min(this.reading.start, this.start);
		this.reading.end = Math.max(this.reading.end, Double.isNaN(this.end) ? this.start : this.end);
		return new Node(this, (children != null) ? List.copyOf(children) : List.of());
	}

	/**
	 * Reads the value of a field of an object.
	 */
	private interface FieldReader {

		void read(String field, JsonToken value, JsonParser json);

	}

}
