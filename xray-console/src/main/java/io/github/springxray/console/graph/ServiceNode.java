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

/**
 * A service of a {@link ServiceGraph}.
 */
public final class ServiceNode {

	private final String name;

	private final String type;

	private final Counts counts = new Counts();

	private boolean root;

	ServiceNode(String name, String type) {
		this.name = name;
		this.type = type;
	}

	void markRoot() {
		this.root = true;
	}

	/**
	 * Return what is the same as long as the service is.
	 * @return an id
	 */
	public String id() {
		return this.type + "|" + this.name;
	}

	/**
	 * Return the name.
	 * @return the name of the service; of a client that of the service it calls
	 */
	public String name() {
		return this.name;
	}

	/**
	 * Return the type.
	 * @return such as {@code client}, {@code app} or {@code AWS::S3::Bucket}
	 */
	public String type() {
		return this.type;
	}

	/**
	 * Return whether traces begin here.
	 * @return whether a client calls it
	 */
	public boolean isRoot() {
		return this.root;
	}

	/**
	 * Return what was counted.
	 * @return the counts
	 */
	public Counts counts() {
		return this.counts;
	}

}
