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

package io.github.springxray.micrometer;

import java.util.List;
import java.util.function.Function;

import com.amazonaws.xray.entities.Entity;

import io.github.springxray.http.OutgoingHeaders;
import io.github.springxray.http.TraceHeaderExtension;

/**
 * Fields of baggage that travel with the trace, each in a header of its own name.
 */
final class BaggageHeaders implements TraceHeaderExtension {

	private final BaggageStore store;

	private final List<String> fields;

	BaggageHeaders(BaggageStore store, List<String> fields) {
		this.store = store;
		this.fields = List.copyOf(fields);
	}

	@Override
	public void received(Entity entity, Function<String, List<String>> headers) {
		for (String field : this.fields) {
			List<String> lines = headers.apply(field);
			if (!lines.isEmpty() && isHeader(lines.get(0))) {
				this.store.set(entity, field, lines.get(0));
			}
		}
	}

	@Override
	public void write(Entity entity, boolean sampled, OutgoingHeaders headers) {
		for (String field : this.fields) {
			String value = this.store.get(entity, field);
			if (value != null && isHeader(value) && headers.get(field).isEmpty()) {
				headers.set(field, value);
			}
		}
	}

	/**
	 * A line break would begin another header.
	 */
	private static boolean isHeader(String value) {
		return value.chars().allMatch((c) -> c >= ' ' && c != 0x7f);
	}

}
