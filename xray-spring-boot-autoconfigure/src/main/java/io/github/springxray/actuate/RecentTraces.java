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

package io.github.springxray.actuate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.github.springxray.emitter.TraceDocument;
import io.github.springxray.emitter.TraceSender;

/**
 * Keeps the documents of the last traces in memory.
 */
final class RecentTraces implements TraceSender {

	static final int MAX_TRACES = 1000;

	private static final int MAX_BYTES = 16 * 1024 * 1024;

	private static final String TRACE_ID = "trace_id";

	private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {
	};

	private final ObjectMapper json = new ObjectMapper();

	private final int count;

	private final Map<String, List<byte[]>> traces = new LinkedHashMap<>();

	private int bytes;

	RecentTraces(int count) {
		this.count = count;
	}

	@Override
	public void send(List<TraceDocument> documents) throws IOException {
		for (TraceDocument document : documents) {
			add(traceId(document.content()), document.content());
		}
	}

	private String traceId(byte[] document) throws IOException {
		return String.valueOf(this.json.readTree(document).path(TRACE_ID).asText());
	}

	private synchronized void add(String traceId, byte[] document) {
		this.traces.computeIfAbsent(traceId, (id) -> new ArrayList<>()).add(document);
		this.bytes += document.length;
		Iterator<List<byte[]>> oldest = this.traces.values().iterator();
		while (this.traces.size() > this.count || this.bytes > MAX_BYTES) {
			this.bytes -= oldest.next().stream().mapToInt((each) -> each.length).sum();
			oldest.remove();
		}
	}

	/**
	 * Return the traces, the latest first.
	 */
	List<Map<String, Object>> latest() {
		Map<String, List<byte[]>> copy = new LinkedHashMap<>();
		synchronized (this) {
			this.traces.forEach((id, documents) -> copy.put(id, List.copyOf(documents)));
		}
		List<Map<String, Object>> latest = new ArrayList<>();
		copy.forEach((id, documents) -> latest
			.add(Map.of("id", id, "documents", documents.stream().map(this::read).toList())));
		Collections.reverse(latest);
		return latest;
	}

	private Map<String, Object> read(byte[] document) {
		try {
			return this.json.readValue(document, OBJECT);
		}
		catch (IOException ex) {
			throw new IllegalStateException("The document was read before", ex);
		}
	}

}
