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

/**
 * A segment, or a subsegment that was sent on its own, with all that is embedded in it.
 * Immutable.
 */
public final class Document {

	private static final int OVERHEAD = 64 + 16 + 80;

	private final byte[] content;

	private final String traceId;

	private final Node root;

	private final int nodes;

	private final double start;

	private final double end;

	private final long size;

	Document(byte[] content, String traceId, Node root, int nodes, double start, double end, long size) {
		this.content = content;
		this.traceId = traceId;
		this.root = root;
		this.nodes = nodes;
		this.start = start;
		this.end = end;
		this.size = OVERHEAD + content.length + size;
	}

	/**
	 * Return the document as it was sent.
	 * @return JSON in UTF-8, not to be changed
	 */
	public byte[] content() {
		return this.content;
	}

	/**
	 * Return the id of the trace.
	 * @return the id
	 */
	public String traceId() {
		return this.traceId;
	}

	/**
	 * Return the segment, or the subsegment that was sent on its own.
	 * @return the outermost node
	 */
	public Node root() {
		return this.root;
	}

	/**
	 * Return how many segments and subsegments are in it.
	 * @return the number, at least 1
	 */
	public int nodes() {
		return this.nodes;
	}

	/**
	 * Return when the first of its nodes began.
	 * @return seconds since 1970
	 */
	public double start() {
		return this.start;
	}

	/**
	 * Return when the last of its nodes ended, or began if none has ended.
	 * @return seconds since 1970
	 */
	public double end() {
		return this.end;
	}

	/**
	 * Return how much memory it takes.
	 * @return an estimate in bytes
	 */
	public long size() {
		return this.size;
	}

}
