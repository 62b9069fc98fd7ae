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

/**
 * How much of an entity is written. The first level is what X-Ray documents; the others
 * are for a single entity that is too large for a datagram even without its children, and
 * are tried in their order until it fits.
 *
 * @param text characters of a string
 * @param annotation characters of the value of an annotation
 * @param query characters of an SQL query
 * @param frames stack frames of an exception
 * @param items entries of a map, and elements of a collection
 * @param metadata characters of the JSON of a metadata value, 0 to leave all values out
 * @param marked whether what is cut is marked, which a documented limit does not need
 * @see <a href=
 * "https://docs.aws.amazon.com/xray/latest/devguide/xray-api-segmentdocuments.html">X-Ray
 * segment documents</a> for 250 characters
 * @see <a href=
 * "https://docs.aws.amazon.com/xray/latest/devguide/xray-sdk-java-segment.html">Annotation
 * requirements</a> for 1,000 characters in a value
 */
record Limits(int text, int annotation, int query, int frames, int items, int metadata, boolean marked) {

	private static final int UNLIMITED = Integer.MAX_VALUE;

	/**
	 * What X-Ray documents.
	 */
	static final Limits DOCUMENTED = new Limits(250, 1000, 4000, UNLIMITED, UNLIMITED, 10 * 1024, false);

	/**
	 * Ever less, for what is too large. With the last one next to nothing but the
	 * identity of an entity is written.
	 */
	static final List<Limits> SHORTENED = List.of(new Limits(250, 1000, 4000, UNLIMITED, UNLIMITED, 64, true),
			new Limits(200, 400, 2000, 10, 200, 0, true), new Limits(60, 60, 200, 3, 50, 0, true),
			new Limits(30, 30, 30, 1, 10, 0, true), new Limits(20, 20, 20, 0, 0, 0, true));

	String shorten(String value, int max) {
		return Text.cut(value, max, this.marked);
	}

	/**
	 * Write a string with what these limits leave of it.
	 */
	void write(JsonOut json, String value, int max) {
		json.value((value.length() > max) ? shorten(value, max) : value);
	}

	/**
	 * A list with what these limits leave of it.
	 */
	<T> List<T> some(List<T> all) {
		return (all.size() > this.items) ? all.subList(0, this.items) : all;
	}

}
