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

import io.github.springxray.console.document.Node;
import io.github.springxray.console.store.StoredTrace;

/**
 * What requests did by route: how long they took, and how many statements and calls they
 * made.
 */
public final class RouteStatistics {

	private final Map<Route, Work> routes = new LinkedHashMap<>();

	/**
	 * Create the statistics of traces.
	 * @param traces the traces
	 */
	public RouteStatistics(Collection<StoredTrace> traces) {
		for (StoredTrace trace : traces) {
			trace.tree().forEach((item) -> {
				Node owner = item.root().node();
				if (owner.isSegment() && owner.url() != null) {
					this.routes.computeIfAbsent(Route.of(owner), (route) -> new Work()).add(item.node());
				}
			});
		}
	}

	/**
	 * Return what was counted.
	 * @return the work by route
	 */
	public Map<Route, Work> routes() {
		return this.routes;
	}

	/**
	 * What the requests of a route did.
	 */
	public static final class Work {

		private final Counts counts = new Counts();

		private long statements;

		private long calls;

		private void add(Node node) {
			if (node.isSegment()) {
				this.counts.add(node);
			}
			else if (node.isSql()) {
				this.statements++;
			}
			else if (node.isCall()) {
				this.calls++;
			}
		}

		/**
		 * Return the requests.
		 * @return the counts of their segments
		 */
		public Counts counts() {
			return this.counts;
		}

		/**
		 * Return how many statements they ran.
		 * @return the number of all together
		 */
		public long statements() {
			return this.statements;
		}

		/**
		 * Return how many other calls they made, of AWS and of other hosts.
		 * @return the number of all together
		 */
		public long calls() {
			return this.calls;
		}

	}

}
