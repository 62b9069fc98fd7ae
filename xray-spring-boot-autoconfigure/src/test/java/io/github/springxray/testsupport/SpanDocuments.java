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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;

/**
 * The way back: makes the documents again that spans were made of, by the rules that the
 * guide tells.
 */
public final class SpanDocuments {

	private static final ObjectMapper mapper = new ObjectMapper();

	private static final long MICROS = 1_000_000;

	private SpanDocuments() {
	}

	/**
	 * Return a document of each span.
	 */
	public static List<ObjectNode> of(ExportTraceServiceRequest request) {
		List<ObjectNode> documents = new ArrayList<>();
		request.getResourceSpansList().forEach((resource) -> {
			Map<String, AnyValue> read = read(resource.getResource().getAttributesList());
			resource.getScopeSpansList()
				.forEach((scope) -> scope.getSpansList().forEach((span) -> documents.add(document(span, read))));
		});
		return documents;
	}

	private static Map<String, AnyValue> read(List<KeyValue> attributes) {
		Map<String, AnyValue> read = new LinkedHashMap<>();
		attributes.forEach((attribute) -> {
			if (read.put(attribute.getKey(), attribute.getValue()) != null) {
				throw new IllegalArgumentException("Twice: " + attribute.getKey());
			}
		});
		return read;
	}

	private static ObjectNode document(Span span, Map<String, AnyValue> resource) {
		Map<String, AnyValue> attributes = read(span.getAttributesList());
		ObjectNode document = mapper.createObjectNode();
		boolean segment = span.getKind() == Span.SpanKind.SPAN_KIND_SERVER
				|| "LOCAL_ROOT".equals(text(attributes, "aws.span.kind"));
		String trace = hex(span.getTraceId());
		document.put("trace_id", "1-" + trace.substring(0, 8) + "-" + trace.substring(8));
		document.put("id", hex(span.getSpanId()));
		if (!span.getParentSpanId().isEmpty()) {
			document.put("parent_id", hex(span.getParentSpanId()));
		}
		document.put("start_time", seconds(span.getStartTimeUnixNano()));
		if (attributes.containsKey("aws.xray.inprogress")) {
			document.put("in_progress", true);
		}
		else {
			document.put("end_time", seconds(span.getEndTimeUnixNano()));
		}
		flags(document, span, attributes);
		if (segment) {
			segment(document, attributes, resource);
		}
		else {
			subsegment(document, span, attributes);
		}
		http(document, attributes);
		aws(document, attributes);
		sql(document, attributes);
		tags(document, attributes);
		cause(document, span, attributes);
		links(document, span);
		return document;
	}

	private static void flags(ObjectNode document, Span span, Map<String, AnyValue> attributes) {
		AnyValue code = attributes.get("http.response.status_code");
		long status = (code != null) ? code.getIntValue() : 0;
		boolean error = status >= 400 && status < 500;
		boolean fault = status >= 500 && status < 600;
		boolean failed = span.getStatus().getCodeValue() == 2 && !error;
		flag(document, "error", attributes, error);
		flag(document, "fault", attributes, fault || failed);
		flag(document, "throttle", attributes, status == 429);
	}

	private static void flag(ObjectNode document, String name, Map<String, AnyValue> attributes, boolean implied) {
		AnyValue said = attributes.get("aws.xray." + name);
		if ((said != null) ? said.getBoolValue() : implied) {
			document.put(name, true);
		}
	}

	private static void segment(ObjectNode document, Map<String, AnyValue> attributes, Map<String, AnyValue> resource) {
		document.put("name", text(attributes, "aws.local.service"));
		put(document, "user", text(attributes, "enduser.id"));
		put(document, "resource_arn", text(attributes, "aws.xray.resource_arn"));
		put(document, "origin", text(resource, "aws.xray.origin"));
		merge(document, "service", resource, "aws.xray.service");
		merge(document, "aws", resource, "aws.xray.aws");
	}

	private static void subsegment(ObjectNode document, Span span, Map<String, AnyValue> attributes) {
		document.put("type", "subsegment");
		String name = text(attributes, "aws.remote.service");
		name = (name != null) ? name : text(attributes, "peer.service");
		document.put("name", (name != null) ? name : span.getName());
		if ("aws-api".equals(text(attributes, "rpc.system"))) {
			document.put("namespace", "aws");
		}
		else if (span.getKind() == Span.SpanKind.SPAN_KIND_CLIENT) {
			document.put("namespace", "remote");
		}
		AnyValue precursors = attributes.get("aws.xray.precursor_ids");
		if (precursors != null) {
			ArrayNode ids = document.putArray("precursor_ids");
			precursors.getArrayValue().getValuesList().forEach((id) -> ids.add(id.getStringValue()));
		}
	}

	private static void http(ObjectNode document, Map<String, AnyValue> attributes) {
		ObjectNode http = mapper.createObjectNode();
		ObjectNode request = mapper.createObjectNode();
		put(request, "method", text(attributes, "http.request.method"));
		put(request, "url", text(attributes, "url.full"));
		put(request, "user_agent", text(attributes, "user_agent.original"));
		put(request, "client_ip", text(attributes, "client.address"));
		for (String flag : List.of("x_forwarded_for", "traced")) {
			if (attributes.containsKey("aws.xray." + flag)) {
				request.put(flag, true);
			}
		}
		ObjectNode response = mapper.createObjectNode();
		integer(response, "status", attributes.get("http.response.status_code"));
		AnyValue length = attributes.get("http.response.body.size");
		integer(response, "content_length",
				(length != null) ? length : attributes.get("messaging.message_payload_size_bytes"));
		if (!request.isEmpty()) {
			http.set("request", request);
		}
		if (!response.isEmpty()) {
			http.set("response", response);
		}
		block(document, "http", http, attributes);
	}

	private static void aws(ObjectNode document, Map<String, AnyValue> attributes) {
		ObjectNode aws = mapper.createObjectNode();
		put(aws, "operation", text(attributes, "rpc.method"));
		for (String field : List.of("region", "account_id", "request_id", "queue_url", "table_name")) {
			put(aws, field, text(attributes, "aws." + field));
		}
		AnyValue tables = attributes.get("aws.dynamodb.table_names");
		if (tables != null) {
			ArrayNode names = aws.putArray("table_names");
			tables.getArrayValue().getValuesList().forEach((name) -> names.add(name.getStringValue()));
		}
		integer(aws, "retries", attributes.get("aws.xray.retries"));
		block(document, "aws", aws, attributes);
	}

	private static void sql(ObjectNode document, Map<String, AnyValue> attributes) {
		ObjectNode sql = mapper.createObjectNode();
		String url = text(attributes, "db.connection_string");
		String database = text(attributes, "db.name");
		put(sql, "url", (url != null && database != null) ? url + "/" + database : url);
		String query = text(attributes, "db.statement");
		put(sql, "sanitized_query", (query != null) ? query : text(attributes, "db.query.text"));
		put(sql, "user", text(attributes, "db.user"));
		block(document, "sql", sql, attributes);
	}

	private static void block(ObjectNode document, String name, ObjectNode block, Map<String, AnyValue> attributes) {
		if (!block.isEmpty()) {
			merge(document.has(name) ? (ObjectNode) document.get(name) : document.putObject(name), block);
		}
		merge(document, name, attributes, "aws.xray." + name);
	}

	private static void merge(ObjectNode document, String name, Map<String, AnyValue> attributes, String key) {
		String json = text(attributes, key);
		if (json != null) {
			ObjectNode present = document.has(name) ? (ObjectNode) document.get(name) : document.putObject(name);
			merge(present, (ObjectNode) json(json));
		}
	}

	private static ObjectNode merge(ObjectNode into, ObjectNode other) {
		other.properties().forEach((field) -> {
			if (into.get(field.getKey()) instanceof ObjectNode present && field.getValue() instanceof ObjectNode more) {
				merge(present, more);
			}
			else {
				into.set(field.getKey(), field.getValue());
			}
		});
		return into;
	}

	private static void tags(ObjectNode document, Map<String, AnyValue> attributes) {
		AnyValue keys = attributes.get("aws.xray.annotations");
		if (keys != null) {
			ObjectNode annotations = document.putObject("annotations");
			keys.getArrayValue()
				.getValuesList()
				.forEach((key) -> annotations.set(key.getStringValue(), value(attributes.get(key.getStringValue()))));
		}
		attributes.forEach((key, value) -> {
			if (key.startsWith("aws.xray.metadata.")) {
				document.withObjectProperty("metadata")
					.set(key.substring("aws.xray.metadata.".length()), json(value.getStringValue()));
			}
		});
	}

	private static void cause(ObjectNode document, Span span, Map<String, AnyValue> attributes) {
		String said = text(attributes, "aws.xray.cause");
		JsonNode rest = (said != null) ? json(said) : mapper.createObjectNode();
		if (rest.isTextual()) {
			document.set("cause", rest);
			return;
		}
		if (span.getEventsCount() == 0) {
			return;
		}
		ObjectNode cause = document.putObject("cause");
		cause.setAll((ObjectNode) rest);
		ArrayNode exceptions = cause.putArray("exceptions");
		span.getEventsList().forEach((event) -> exceptions(exceptions, read(event.getAttributesList())));
	}

	private static void exceptions(ArrayNode exceptions, Map<String, AnyValue> event) {
		String stack = text(event, "exception.stacktrace");
		String[] sections = (stack != null) ? stack.split("(?m)^Caused by: ") : new String[] { "" };
		JsonNode causes = event.containsKey("aws.xray.exception.causes")
				? json(text(event, "aws.xray.exception.causes")) : mapper.createArrayNode();
		if (stack != null && sections.length != causes.size() + 1) {
			throw new IllegalArgumentException("Not as many causes as there are in " + stack);
		}
		ObjectNode first = exceptions.addObject();
		put(first, "id", text(event, "aws.xray.exception.id"));
		put(first, "message", text(event, "exception.message"));
		put(first, "type", text(event, "exception.type"));
		if (event.containsKey("aws.xray.exception.remote")) {
			first.put("remote", true);
		}
		integer(first, "truncated", event.get("aws.xray.exception.truncated"));
		integer(first, "skipped", event.get("aws.xray.exception.skipped"));
		frames(first, sections[0]);
		ObjectNode last = first;
		for (int i = 0; i < causes.size(); i++) {
			ObjectNode next = exceptions.addObject();
			next.setAll((ObjectNode) causes.get(i));
			frames(next, sections[i + 1]);
			last.set("cause", next.get("id"));
			last = next;
		}
		put(last, "cause", text(event, "aws.xray.exception.cause"));
	}

	private static void frames(ObjectNode exception, String section) {
		ArrayNode frames = mapper.createArrayNode();
		section.lines().skip(1).forEach((line) -> {
			int open = line.lastIndexOf('(');
			String place = line.substring(open + 1, line.length() - 1);
			int colon = place.lastIndexOf(':');
			ObjectNode frame = frames.addObject();
			String path = (colon >= 0) ? place.substring(0, colon) : place;
			put(frame, "path", path.equals("Unknown Source") ? null : path);
			frame.put("line", (colon >= 0) ? Integer.parseInt(place.substring(colon + 1)) : 0);
			frame.put("label", line.substring("\tat ".length(), open));
		});
		if (!frames.isEmpty()) {
			exception.set("stack", frames);
		}
	}

	private static void links(ObjectNode document, Span span) {
		span.getLinksList().forEach((link) -> {
			ObjectNode written = document.withArrayProperty("links").addObject();
			String trace = hex(link.getTraceId());
			written.put("trace_id", "1-" + trace.substring(0, 8) + "-" + trace.substring(8));
			written.put("id", hex(link.getSpanId()));
			Map<String, AnyValue> attributes = read(link.getAttributesList());
			if (!attributes.isEmpty()) {
				ObjectNode fields = written.putObject("attributes");
				attributes.forEach((key, value) -> fields.set(key, value(value)));
			}
		});
	}

	private static JsonNode value(AnyValue value) {
		return switch (value.getValueCase()) {
			case STRING_VALUE -> mapper.getNodeFactory().textNode(value.getStringValue());
			case BOOL_VALUE -> mapper.getNodeFactory().booleanNode(value.getBoolValue());
			case INT_VALUE -> mapper.getNodeFactory().numberNode(value.getIntValue());
			default -> mapper.getNodeFactory().numberNode(value.getDoubleValue());
		};
	}

	private static void integer(ObjectNode node, String field, AnyValue value) {
		if (value != null) {
			node.put(field, value.getIntValue());
		}
	}

	private static void put(ObjectNode node, String field, String value) {
		if (value != null) {
			node.put(field, value);
		}
	}

	private static String text(Map<String, AnyValue> attributes, String key) {
		AnyValue value = attributes.get(key);
		return (value != null) ? value.getStringValue() : null;
	}

	private static BigDecimal seconds(long nanos) {
		return BigDecimal.valueOf(nanos / 1000).divide(BigDecimal.valueOf(MICROS));
	}

	private static String hex(ByteString id) {
		return HexFormat.of().formatHex(id.toByteArray());
	}

	private static JsonNode json(String text) {
		try {
			return mapper.readTree(text);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
