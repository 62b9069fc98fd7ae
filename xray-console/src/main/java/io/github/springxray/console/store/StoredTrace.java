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

import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.springxray.console.document.Document;

/**
 * The documents of a trace, as many as have come. The store changes it, under its lock;
 * readers see the documents of one moment.
 */
public final class StoredTrace {

	// Entry of the map, id, this, its array and its summary
	private static final int OVERHEAD = 480;

	// More of them are slow to look through, for each that is added
	private static final int MAX_DOCUMENTS = 10_000;

	private final String id;

	private final long arrival;

	private volatile Document[] documents = {};

	private volatile @Nullable TraceSummary summary;

	private long bytes = OVERHEAD;

	StoredTrace(String id, long arrival) {
		this.id = id;
		this.arrival = arrival;
	}

	/**
	 * Return the id.
	 * @return the id of the trace
	 */
	public String id() {
		return this.id;
	}

	long arrival() {
		return this.arrival;
	}

	long bytes() {
		return this.bytes;
	}

	/**
	 * Return how long the documents are together.
	 * @return the number of bytes
	 */
	public long size() {
		long size = 0;
		for (Document document : this.documents) {
			size += document.content().length;
		}
		return size;
	}

	/**
	 * Return the documents.
	 * @return the documents, in the order in which they came
	 */
	public List<Document> documents() {
		return List.of(this.documents);
	}

	/**
	 * Return what a list shows of the trace.
	 * @return the summary of the documents that are there
	 */
	public TraceSummary summary() {
		Document[] current = this.documents;
		TraceSummary known = this.summary;
		if (known == null || known.documents() != current) {
			known = TraceSummary.of(this.id, current);
			this.summary = known;
		}
		return known;
	}

	/**
	 * Put segments and subsegments at their places.
	 * @return the tree of the documents that are there
	 */
	public TraceTree tree() {
		return new TraceTree(documents());
	}

	Addition add(Document document, long limit) {
		Document[] current = this.documents;
		for (int i = 0; i < current.length; i++) {
			Document known = current[i];
			if (known.root().id() == document.root().id()) {
				return update(i, known, document, limit);
			}
		}
		if (current.length >= MAX_DOCUMENTS || this.bytes + document.size() > limit && current.length > 0) {
			return Addition.TOO_MUCH;
		}
		Document[] more = Arrays.copyOf(current, current.length + 1);
		more[current.length] = document;
		this.documents = more;
		this.bytes += document.size() + Long.BYTES;
		return Addition.NEW;
	}

	/**
	 * What has ended takes the place of what was in progress, and not the other way
	 * around: datagrams overtake each other.
	 */
	private Addition update(int index, Document known, Document document, long limit) {
		boolean wasInProgress = known.root().isInProgress();
		boolean older = document.root().isInProgress() && !wasInProgress;
		if (older || Arrays.equals(known.content(), document.content())) {
			return Addition.DUPLICATE;
		}
		if (this.bytes + document.size() - known.size() > limit && this.documents.length > 1) {
			return Addition.TOO_MUCH;
		}
		Document[] changed = this.documents.clone();
		changed[index] = document;
		this.documents = changed;
		this.bytes += document.size() - known.size();
		return wasInProgress ? Addition.NEW : Addition.DUPLICATE;
	}

	/**
	 * What became of a document.
	 */
	enum Addition {

		NEW, DUPLICATE, TOO_MUCH

	}

}
