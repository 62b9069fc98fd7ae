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

package io.github.springxray.context;

import java.util.HashMap;
import java.util.Map;

import com.amazonaws.xray.entities.TraceID;

/**
 * A link from a segment to a segment or subsegment of another trace, such as the one that
 * sent a message of a batch.
 *
 * @param traceId the id of the other trace
 * @param id the id of the segment or subsegment in it, 16 lower-case hex digits
 * @param attributes what to say about the link: strings, numbers and booleans
 */
public record TraceLink(TraceID traceId, String id, Map<String, Object> attributes) {

	/**
	 * Create an instance that does not let the attributes be changed. Of an attribute
	 * that is no string, number or boolean of the JDK the string is kept: the link may be
	 * written by another thread, and after the application has closed.
	 */
	public TraceLink {
		Map<String, Object> plain = new HashMap<>();
		attributes.forEach((key, value) -> plain.put(key, isPlain(value) ? value : value.toString()));
		attributes = Map.copyOf(plain);
	}

	private static boolean isPlain(Object value) {
		return value instanceof String || value instanceof Boolean
				|| (value instanceof Number && value.getClass().getName().startsWith("java.lang."));
	}

}
