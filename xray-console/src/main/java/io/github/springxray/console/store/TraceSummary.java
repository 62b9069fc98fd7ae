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

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import io.github.springxray.console.document.Document;
import io.github.springxray.console.document.Node;

/**
 * What a list shows of a trace. Made once for the documents that are there.
 */
public final class TraceSummary {

	private final String id;

	private final Document[] documents;

	private final Node root;

	private final double start;

	private final double end;

	private final boolean inProgress;

	private final int segments;

	private final int nodes;

	private final List<String> services;

	private TraceSummary(String id, Document[] documents) {
		this.id = id;
		this.documents = documents;
		Node best = documents[0].root();
		double first = documents[0].start();
		double last = documents[0].end();
		boolean open = false;
		int count = 0;
		int all = 0;
		Set<String> names = new LinkedHashSet<>();
		for (Document document : documents) {
			Node node = document.root();
			if (rank(node) < rank(best) || (rank(node) == rank(best) && node.start() < best.start())) {
				best = node;
			}
			first = Math.min(first, document.start());
			last = Math.max(last, document.end());
			open |= node.isInProgress();
			all += document.nodes();
			if (node.isSegment()) {
				count++;
				names.add(node.name());
			}
		}
		this.root = best;
		this.start = first;
		this.end = last;
		this.inProgress = open || count == 0;
		this.segments = count;
		this.nodes = all;
		this.services = List.copyOf(names);
	}

	static TraceSummary of(String id, Document[] documents) {
		return new TraceSummary(id, documents);
	}

	/**
	 * Return how well a node stands for its trace: a segment without a parent best.
	 */
	private static int rank(Node node) {
		if (!node.isSegment()) {
			return 2;
		}
		return (node.parentId() == 0) ? 0 : 1;
	}

	Document[] documents() {
		return this.documents;
	}

	/**
	 * Return the id.
	 * @return the id of the trace
	 */
	public String id() {
		return this.id;
	}

	/**
	 * Return the node that stands for the trace.
	 * @return the first segment without a parent, or what comes closest to it
	 */
	public Node root() {
		return this.root;
	}

	/**
	 * Return when the trace began.
	 * @return seconds since 1970
	 */
	public double start() {
		return this.start;
	}

	/**
	 * Return when the last of its nodes ended so far.
	 * @return seconds since 1970
	 */
	public double end() {
		return this.end;
	}

	/**
	 * Return how long the trace took so far.
	 * @return seconds
	 */
	public double duration() {
		return Math.max(0, this.end - this.start);
	}

	/**
	 * Return how long the client waited for the response.
	 * @return seconds, or {@code NaN} if it is still waiting
	 */
	public double responseTime() {
		return this.root.duration();
	}

	/**
	 * Return whether something is missing that will come.
	 * @return {@code true} if a part is in progress, or there is no segment
	 */
	public boolean isInProgress() {
		return this.inProgress;
	}

	/**
	 * Return whether no segment has come, but only subsegments of some.
	 * @return whether nobody knows yet which service it was
	 */
	public boolean isIncomplete() {
		return this.segments == 0;
	}

	/**
	 * Return how many segments there are.
	 * @return the number
	 */
	public int segments() {
		return this.segments;
	}

	/**
	 * Return how many subsegments there are.
	 * @return the number
	 */
	public int subsegments() {
		return this.nodes - this.segments;
	}

	/**
	 * Return the names of the segments.
	 * @return the names, each once
	 */
	public List<String> services() {
		return this.services;
	}

}
