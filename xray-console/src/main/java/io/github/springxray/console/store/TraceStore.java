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

package io.github.springxray.console.store;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

import io.github.springxray.console.document.Document;
import io.github.springxray.console.document.DocumentParser;
import io.github.springxray.console.document.InvalidDocumentException;
import io.github.springxray.console.document.TextLimits;
import io.github.springxray.console.store.StoredTrace.Addition;

/**
 * Keeps recent traces under a ceiling of memory and of age. The trace that came first
 * goes first. Nothing that arrives is thrown back: what is wrong is counted. Safe for use
 * by several threads.
 */
public final class TraceStore {

	private static final int MAX_ERROR_LENGTH = 300;

	// No trace takes the place of all others
	private static final int SHARE_OF_ONE = 4;

	// X-Ray takes about 500 kB of a trace. Whoever opens one needs a multiple of it
	private static final long MAX_TRACE = 8 * 1024 * 1024;

	private final DocumentParser parser = new DocumentParser();

	private final Map<String, StoredTrace> traces = new LinkedHashMap<>();

	private final Map<String, Long> invalid = new TreeMap<>();

	private final long maxBytes;

	private final long maxAge;

	private final InstantSource clock;

	private long version;

	private long bytes;

	private long received;

	private long duplicates;

	private long dropped;

	private long evicted;

	private @Nullable String lastError;

	/**
	 * Create an empty store.
	 * @param maxBytes how much memory traces may take, in bytes
	 * @param maxAge how long a trace is kept after its first document came
	 * @param clock what says how late it is
	 */
	public TraceStore(long maxBytes, Duration maxAge, InstantSource clock) {
		Assert.isTrue(maxBytes > 0, "'maxBytes' must be positive");
		this.maxBytes = maxBytes;
		this.maxAge = maxAge.toMillis();
		this.clock = clock;
		// Another one after a restart, so that a page that is open notices
		this.version = clock.millis() << 10;
	}

	/**
	 * Keep a document.
	 * @param content JSON in UTF-8, not to be changed any more
	 * @return why it is not kept, or {@code null} if it is, or was already
	 */
	public @Nullable InvalidDocumentException add(byte[] content) {
		return add(content, DocumentParser.MAX_SIZE);
	}

	/**
	 * Keep a document that has a limit of its own.
	 * @param content JSON in UTF-8, not to be changed any more
	 * @param maxSize how many bytes it may have
	 * @return why it is not kept, or {@code null} if it is, or was already
	 */
	public @Nullable InvalidDocumentException add(byte[] content, int maxSize) {
		Document document;
		try {
			document = this.parser.parse(content, maxSize);
		}
		catch (InvalidDocumentException ex) {
			reject(ex);
			return ex;
		}
		catch (RuntimeException ex) {
			InvalidDocumentException invalid = new InvalidDocumentException("unreadable", ex.toString());
			reject(invalid);
			return invalid;
		}
		add(document);
		return null;
	}

	private synchronized void add(Document document) {
		long now = this.clock.millis();
		this.received++;
		this.version++;
		StoredTrace trace = this.traces.get(document.traceId());
		if (trace == null) {
			trace = new StoredTrace(document.traceId(), now);
			this.traces.put(trace.id(), trace);
			this.bytes += trace.bytes();
		}
		long before = trace.bytes();
		Addition addition = trace.add(document, Math.min(MAX_TRACE, this.maxBytes / SHARE_OF_ONE));
		this.bytes += trace.bytes() - before;
		if (addition == Addition.DUPLICATE) {
			this.duplicates++;
		}
		else if (addition == Addition.TOO_MUCH) {
			this.dropped++;
		}
		evict(now);
	}

	/**
	 * Keep what another store has. What it has counted is forgotten.
	 * @param other a store to which nothing is added any more
	 */
	public void takeOver(TraceStore other) {
		for (StoredTrace trace : other.traces()) {
			trace.documents().forEach(this::add);
		}
	}

	/**
	 * Count what was not a document.
	 * @param reason what is wrong with it
	 */
	public synchronized void reject(InvalidDocumentException reason) {
		this.received++;
		this.version++;
		this.invalid.merge(reason.reason(), 1L, Long::sum);
		String message = (reason.getMessage() != null) ? reason.getMessage() : reason.reason();
		message = message.replaceAll("\\p{Cc}", " ");
		this.lastError = TextLimits.cut(message, MAX_ERROR_LENGTH);
	}

	/**
	 * Count documents that came too fast to be looked at.
	 * @param count how many
	 */
	public synchronized void drop(long count) {
		this.received += count;
		this.dropped += count;
		this.version++;
	}

	private void evict(long now) {
		Iterator<StoredTrace> oldest = this.traces.values().iterator();
		while (oldest.hasNext()) {
			StoredTrace trace = oldest.next();
			boolean old = now - trace.arrival() > this.maxAge;
			if (!old && this.bytes <= this.maxBytes) {
				return;
			}
			oldest.remove();
			this.bytes -= trace.bytes();
			this.evicted++;
			this.version++;
		}
	}

	/**
	 * Return all traces.
	 * @return the traces, the one that came first first
	 */
	public synchronized List<StoredTrace> traces() {
		evict(this.clock.millis());
		return new ArrayList<>(this.traces.values());
	}

	/**
	 * Return a trace.
	 * @param id its id
	 * @return the trace, or {@code null} if it is not there, or no longer
	 */
	public synchronized @Nullable StoredTrace trace(String id) {
		evict(this.clock.millis());
		return this.traces.get(id);
	}

	/**
	 * Forget all traces. What was counted stays.
	 */
	public synchronized void clear() {
		this.traces.clear();
		this.bytes = 0;
		this.version++;
	}

	/**
	 * Return what was counted.
	 * @return the numbers of this moment
	 */
	public synchronized StoreStatus status() {
		evict(this.clock.millis());
		return new StoreStatus(this.version, this.received,
				this.invalid.values().stream().mapToLong(Long::longValue).sum(), this.duplicates, this.dropped,
				new TreeMap<>(this.invalid), this.lastError, this.traces.size(), this.bytes, this.maxBytes,
				this.evicted);
	}

}
