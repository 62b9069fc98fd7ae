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

package io.github.springxray.console.graph;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.github.springxray.console.document.Document;
import io.github.springxray.console.document.Node;
import io.github.springxray.console.store.StoredTrace;

/**
 * How long statements of databases took, over many traces.
 */
public final class StatementStatistics {

	// What comes later is told by its number
	private static final int MAX_STATEMENTS = 5000;

	private final Map<Key, Statement> statements = new LinkedHashMap<>();

	private long omitted;

	/**
	 * Create the statistics of traces.
	 * @param traces the traces
	 */
	public StatementStatistics(Collection<StoredTrace> traces) {
		for (StoredTrace trace : traces) {
			Deque<Node> open = new ArrayDeque<>();
			for (Document document : trace.documents()) {
				open.add(document.root());
			}
			while (!open.isEmpty()) {
				Node node = open.removeLast();
				if (node.isSql() && node.statement() != null) {
					add(trace.id(), node, node.statement());
				}
				open.addAll(node.children());
			}
		}
	}

	private void add(String trace, Node node, String text) {
		Key key = new Key(node.name(), text);
		Statement statement = this.statements.get(key);
		if (statement == null && this.statements.size() < MAX_STATEMENTS) {
			statement = new Statement(node.name(), text);
			this.statements.put(key, statement);
		}
		if (statement != null) {
			statement.add(trace, node);
		}
		else {
			this.omitted++;
		}
	}

	/**
	 * Return what ran.
	 * @return each statement of a database once
	 */
	public Collection<Statement> statements() {
		return this.statements.values();
	}

	/**
	 * Return what was left out because there are too many statements.
	 * @return how many executions were left out
	 */
	public long omitted() {
		return this.omitted;
	}

	/**
	 * A statement of a database.
	 */
	public static final class Statement {

		private final String database;

		private final String text;

		private final Counts counts = new Counts();

		private String trace = "";

		private @Nullable Node slowest;

		private @Nullable String callSite;

		private Statement(String database, String text) {
			this.database = database;
			this.text = text;
		}

		private void add(String id, Node node) {
			this.counts.add(node);
			if (this.slowest == null || node.duration() > this.slowest.duration() || this.slowest.isInProgress()) {
				this.slowest = node;
				this.trace = id;
			}
			if (node.callSite() != null) {
				this.callSite = node.callSite();
			}
		}

		/**
		 * Return the database.
		 * @return the name of its subsegments
		 */
		public String database() {
			return this.database;
		}

		/**
		 * Return the statement.
		 * @return its text, without values
		 */
		public String text() {
			return this.text;
		}

		/**
		 * Return how often it ran, and how long.
		 * @return the counts
		 */
		public Counts counts() {
			return this.counts;
		}

		/**
		 * Return where it was slowest.
		 * @return the id of the trace
		 */
		public String trace() {
			return this.trace;
		}

		/**
		 * Return which one was slowest.
		 * @return the id of the subsegment, 0 if there is none
		 */
		public long slowest() {
			return (this.slowest != null) ? this.slowest.id() : 0;
		}

		/**
		 * Return where in the code it was run last.
		 * @return class, method and line, or {@code null} if nobody has recorded it
		 */
		public @Nullable String callSite() {
			return this.callSite;
		}

	}

	private record Key(String database, String text) {

	}

}
