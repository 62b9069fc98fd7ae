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

import java.util.ArrayList;
import java.util.Arrays;
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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

import io.github.springxray.console.document.InvalidDocumentException;

/**
 * Finds the spans in a request that is JSON. There is one of them in memory at a time:
 * first the places of all are looked for, as what they have in common may follow them.
 */
final class JsonSpans {

	// Of the request, of which nothing is built
	private static final int MAX_NESTING = 10_000;

	// Four for each list of values within another
	private static final int MAX_SPAN_NESTING = 200;

	private static final JsonMapper spans = JsonMapper.builder(factory(MAX_SPAN_NESTING, false)).build();

	private final byte[] body;

	private final JsonParser json;

	private final SpanConsumer consumer;

	private int count;

	private final OtlpSignal signal;

	private JsonSpans(byte[] body, JsonParser json, OtlpSignal signal, SpanConsumer consumer) {
		this.body = body;
		this.signal = signal;
		this.json = json;
		this.consumer = consumer;
	}

	private static JsonFactory factory(int nesting, boolean places) {
		return JsonFactory.builder()
			.configure(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES, places)
			.streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(nesting).build())
			.build();
	}

	static void read(byte[] body, OtlpSignal signal, SpanConsumer consumer) throws OtlpRequestException {
		// Places are known to a parser only that keeps names of fields, so none is kept
		// itself
		JsonFactory factory = factory(MAX_NESTING, true);
		try (JsonParser json = factory.createParser(ObjectReadContext.empty(), body)) {
			new JsonSpans(body, json, signal, consumer).readRequest();
		}
		catch (JacksonException ex) {
			throw OtlpRequestException.malformed("The body is no JSON: " + ex.getOriginalMessage());
		}
	}

	private void readRequest() throws OtlpRequestException {
		if (this.json.nextToken() != JsonToken.START_OBJECT) {
			throw OtlpRequestException.malformed("The body is not an object with " + this.signal.resources());
		}
		for (String field = this.json.nextName(); field != null; field = this.json.nextName()) {
			if (startsList(field, this.signal.resources())) {
				while (nextObject(this.signal.resources())) {
					readResourceSpans();
				}
			}
			else {
				this.json.skipChildren();
			}
		}
		if (this.json.nextToken() != null) {
			throw OtlpRequestException.malformed("Something follows the request");
		}
	}

	private void readResourceSpans() throws OtlpRequestException {
		Place resource = null;
		List<Place> places = new ArrayList<>();
		for (String field = this.json.nextName(); field != null; field = this.json.nextName()) {
			if (startsList(field, this.signal.scopes())) {
				while (nextObject(this.signal.scopes())) {
					findSpans(places);
				}
			}
			else if (field.equals("resource") && this.json.currentToken() == JsonToken.START_OBJECT) {
				resource = place();
			}
			else {
				this.json.skipChildren();
			}
		}
		this.consumer.resource(resource(resource));
		for (Place place : places) {
			if (place.first()) {
				this.consumer.scope(resource(place.scope()));
			}
			readSpan(place);
		}
	}

	private JsonNode resource(@Nullable Place place) throws OtlpRequestException {
		if (place == null) {
			return MissingNode.getInstance();
		}
		if (place.length() > OtlpReceiver.MAX_SPAN) {
			throw OtlpRequestException.malformed("A resource has " + place.length() + " bytes");
		}
		return read(place);
	}

	private void findSpans(List<Place> places) throws OtlpRequestException {
		int first = places.size();
		Place scope = null;
		for (String field = this.json.nextName(); field != null; field = this.json.nextName()) {
			if (startsList(field, this.signal.items())) {
				while (nextObject(this.signal.items())) {
					places.add(place());
					OtlpReceiver.checkSpans(++this.count);
				}
			}
			else if (field.equals("scope") && this.json.currentToken() == JsonToken.START_OBJECT) {
				scope = place();
			}
			else {
				this.json.skipChildren();
			}
		}
		if (places.size() > first) {
			places.set(first, places.get(first).in(scope));
		}
	}

	private void readSpan(Place place) {
		if (place.length() > OtlpReceiver.MAX_SPAN) {
			this.consumer.unreadable(OtlpReceiver.tooLarge(place.length()));
			return;
		}
		JsonNode span;
		try {
			span = read(place);
		}
		catch (StreamConstraintsException ex) {
			this.consumer.unreadable(new InvalidDocumentException("too-deep", ex.getOriginalMessage()));
			return;
		}
		this.consumer.span(span);
	}

	/**
	 * Parsers that keep no names of fields read over the end of a part of an array.
	 */
	private JsonNode read(Place place) {
		return spans.readTree(Arrays.copyOfRange(this.body, place.start(), place.start() + place.length()));
	}

	/**
	 * Return whether a field is a list that is wanted, and go on to its value.
	 */
	private boolean startsList(String field, String wanted) throws OtlpRequestException {
		JsonToken value = this.json.nextToken();
		if (!field.equals(wanted) || value == JsonToken.VALUE_NULL) {
			return false;
		}
		if (value != JsonToken.START_ARRAY) {
			throw OtlpRequestException.malformed(wanted + " is no list");
		}
		return true;
	}

	private boolean nextObject(String list) throws OtlpRequestException {
		JsonToken token = this.json.nextToken();
		if (token != JsonToken.START_OBJECT && token != JsonToken.END_ARRAY) {
			throw OtlpRequestException.malformed("Something in " + list + " is not an object");
		}
		return token == JsonToken.START_OBJECT;
	}

	/**
	 * Skip an object, and return where it is.
	 */
	private Place place() throws OtlpRequestException {
		long start = this.json.currentTokenLocation().getByteOffset();
		this.json.skipChildren();
		long end = this.json.currentTokenLocation().getByteOffset() + 1;
		if (start < 0 || end <= start) {
			throw OtlpRequestException.malformed("The body is not in UTF-8");
		}
		return new Place((int) start, (int) (end - start), false, null);
	}

	/**
	 * Where in the body an object is.
	 *
	 * @param start the index of its first byte
	 * @param length how many bytes it has
	 * @param first whether it is the first one of its scope
	 * @param scope where its scope is, if it is the first one and there is one
	 */
	private record Place(int start, int length, boolean first, @Nullable Place scope) {

		Place in(@Nullable Place itsScope) {
			return new Place(this.start, this.length, true, itsScope);
		}

	}

}
