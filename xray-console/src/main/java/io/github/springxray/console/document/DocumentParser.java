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

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads segment documents, once and without building a tree of what is not needed.
 * Instances are safe for use by several threads.
 *
 * @see <a href=
 * "https://docs.aws.amazon.com/xray/latest/devguide/xray-api-segmentdocuments.html">X-Ray
 * segment documents</a>
 */
public final class DocumentParser {

	/**
	 * The largest document that X-Ray takes, in bytes.
	 */
	public static final int MAX_SIZE = 64 * 1024;

	// Two for each level of subsegments
	private static final int MAX_NESTING = 500;

	private static final double MAX_TIME = 1e11;

	// Names of fields are not kept from one document to the next: they are the sender's
	// choice
	private final JsonFactory factory = JsonFactory.builder()
		.disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
		.streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_NESTING).build())
		.build();

	private final KnownStrings strings = new KnownStrings();

	/**
	 * Read a document.
	 * @param content the document as it was sent, which is kept
	 * @param maxSize how many bytes it may have
	 * @return what was read
	 * @throws InvalidDocumentException if X-Ray would not take it
	 */
	public Document parse(byte[] content, int maxSize) throws InvalidDocumentException {
		if (content.length > maxSize) {
			throw new InvalidDocumentException("too-large",
					"The document has " + content.length + " bytes, and X-Ray takes " + maxSize);
		}
		try (JsonParser json = this.factory.createParser(ObjectReadContext.empty(), content)) {
			if (json.nextToken() != JsonToken.START_OBJECT) {
				throw new InvalidDocumentException("json", "The document is not a JSON object");
			}
			Reading reading = new Reading();
			Node root = node(json, reading, true);
			if (json.nextToken() != null) {
				throw new InvalidDocumentException("json", "Something follows the document");
			}
			return document(content, reading, root);
		}
		catch (StreamConstraintsException ex) {
			throw new InvalidDocumentException("too-deep", ex.getOriginalMessage());
		}
		catch (JacksonException ex) {
			throw new InvalidDocumentException("json", ex.getOriginalMessage());
		}
	}

	private static Document document(byte[] content, Reading reading, Node root) throws InvalidDocumentException {
		String traceId = reading.traceId;
		if (traceId == null) {
			throw new InvalidDocumentException("trace_id", "The document of " + root.name() + " has no trace_id");
		}
		if (!Ids.isTraceId(traceId)) {
			throw new InvalidDocumentException("trace_id",
					"The trace_id is not 1-, 8 and 24 hexadecimal digits: " + traceId + " (" + root.name() + ")");
		}
		if (!root.isSegment() && root.parentId() == 0) {
			throw new InvalidDocumentException("parent_id", "The subsegment " + root.name() + " has no parent_id");
		}
		return new Document(content, traceId, root, reading.nodes, reading.start, reading.end, reading.size);
	}

	private Node node(JsonParser json, Reading reading, boolean top) throws InvalidDocumentException {
		NodeBuilder node = new NodeBuilder(this.strings, reading, top);
		List<Node> children = null;
		for (String field = json.nextName(); field != null; field = json.nextName()) {
			JsonToken value = json.nextToken();
			if (field.equals("subsegments") && value == JsonToken.START_ARRAY) {
				children = (children != null) ? children : new ArrayList<>();
				children(json, reading, children);
			}
			else if (top && field.equals("trace_id") && value == JsonToken.VALUE_STRING) {
				reading.traceId = TextLimits.cut(json.getString(), TextLimits.TEXT);
			}
			else {
				node.read(field, value, json);
			}
		}
		return node.build(children);
	}

	private void children(JsonParser json, Reading reading, List<Node> children) throws InvalidDocumentException {
		for (JsonToken token = json.nextToken(); token != JsonToken.END_ARRAY; token = json.nextToken()) {
			if (token != JsonToken.START_OBJECT) {
				throw new InvalidDocumentException("json", "A subsegment is not an object");
			}
			children.add(node(json, reading, false));
		}
	}

	static double time(JsonToken value, JsonParser json, String field) throws InvalidDocumentException {
		double time = value.isNumeric() ? json.getDoubleValue() : -1;
		if (!(time >= 0 && time < MAX_TIME)) {
			throw new InvalidDocumentException(field, "The " + field + " is no number of seconds since 1970");
		}
		return time;
	}

	/**
	 * What is gathered over all nodes of one document.
	 */
	static final class Reading {

		@Nullable String traceId;

		int nodes;

		long size;

		double start = Double.MAX_VALUE;

		double end;

	}

}
