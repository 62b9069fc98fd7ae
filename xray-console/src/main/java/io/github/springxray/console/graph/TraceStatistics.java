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

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

import io.github.springxray.console.document.Document;
import io.github.springxray.console.document.Node;
import io.github.springxray.console.store.StoredTrace;

/**
 * How long requests took, by service and by route.
 */
public final class TraceStatistics {

	private final Counts all = new Counts();

	private final Map<String, Counts> services = new LinkedHashMap<>();

	private final Map<Route, Counts> routes = new LinkedHashMap<>();

	/**
	 * Create the statistics of traces.
	 * @param traces the traces
	 */
	public TraceStatistics(Collection<StoredTrace> traces) {
		for (StoredTrace trace : traces) {
			if (trace.summary().root().isSegment()) {
				this.all.add(trace.summary().root());
			}
			for (Document document : trace.documents()) {
				add(document.root());
			}
		}
	}

	private void add(Node node) {
		if (!node.isSegment()) {
			return;
		}
		this.services.computeIfAbsent(node.name(), (name) -> new Counts()).add(node);
		if (node.url() != null) {
			this.routes.computeIfAbsent(Route.of(node), (route) -> new Counts()).add(node);
		}
	}

	/**
	 * Return the response times of the traces.
	 * @return the counts
	 */
	public Counts all() {
		return this.all;
	}

	/**
	 * Return the segments by their names.
	 * @return the counts by name
	 */
	public Map<String, Counts> services() {
		return this.services;
	}

	/**
	 * Return the segments that are HTTP requests by route.
	 * @return the counts by route
	 */
	public Map<Route, Counts> routes() {
		return this.routes;
	}

}
