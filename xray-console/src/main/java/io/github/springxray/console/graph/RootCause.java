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

import java.util.List;

import io.github.springxray.console.document.Node;

/**
 * The way from the first segment of a trace to what made it fail, or take long.
 *
 * @param services the services on the way
 */
public record RootCause(List<Service> services) {

	/**
	 * A service on the way.
	 *
	 * @param name its name
	 * @param type its type
	 * @param inferred whether it has sent no segment
	 * @param path its segment and subsegments on the way
	 */
	public record Service(String name, String type, boolean inferred, List<Entity> path) {

	}

	/**
	 * A segment or subsegment on the way.
	 *
	 * @param node the segment or subsegment
	 * @param coverage how much of the time of the first segment it took, from 0 to 1
	 */
	public record Entity(Node node, double coverage) {

		/**
		 * Return whether something else was called.
		 * @return whether it is a call
		 */
		public boolean isRemote() {
			return this.node.isCall();
		}

	}

}
