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

package io.github.springxray.http;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoint;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;
import org.springframework.boot.actuate.endpoint.web.WebServerNamespace;

/**
 * Excludes requests to the endpoints of the actuator that the application's own server
 * answers. The endpoints are looked up with the first request: they need much of the
 * application, and a filter is created before it.
 */
final class ActuatorExclusion implements RequestExclusion {

	private final Supplier<@Nullable PathMappedEndpoints> endpoints;

	private final Supplier<String> prefix;

	private final boolean samePort;

	private volatile @Nullable Paths paths;

	/**
	 * Create an instance.
	 * @param endpoints the endpoints, {@code null} if there are none
	 * @param prefix what their paths start with, within the application
	 * @param samePort whether they are all served at the application's own port; if not,
	 * only their additional paths are
	 */
	ActuatorExclusion(Supplier<@Nullable PathMappedEndpoints> endpoints, Supplier<String> prefix, boolean samePort) {
		this.endpoints = endpoints;
		this.prefix = prefix;
		this.samePort = samePort;
	}

	@Override
	public boolean isExcluded(TracedRequest request) {
		Paths known = this.paths;
		if (known == null) {
			known = findPaths();
			this.paths = known;
		}
		return known.contains(withoutTrailingSlash(request.path()));
	}

	private Paths findPaths() {
		Paths found = new Paths(new HashSet<>(), new ArrayList<>());
		PathMappedEndpoints all = this.endpoints.get();
		if (all == null) {
			return found;
		}
		String start = this.prefix.get();
		if (this.samePort) {
			String links = withoutTrailingSlash(all.getBasePath());
			if (!links.isEmpty()) {
				found.single().add(start + links);
			}
			all.getAllPaths().forEach((path) -> found.add(start, path));
		}
		for (PathMappedEndpoint endpoint : all) {
			endpoint.getAdditionalPaths(WebServerNamespace.SERVER).forEach((path) -> found.add(start, path));
		}
		return found;
	}

	private static String withoutTrailingSlash(String path) {
		return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
	}

	/**
	 * Paths of the actuator, without a slash at the end.
	 *
	 * @param single those that stand for themselves, others may belong to the application
	 * @param trees those that stand for all below them too
	 */
	private record Paths(Set<String> single, List<String> trees) {

		/**
		 * An endpoint that is mapped to the root does not own all below it.
		 */
		void add(String prefix, String path) {
			String trimmed = withoutTrailingSlash(path);
			if (trimmed.isEmpty()) {
				this.single.add(prefix);
			}
			else {
				this.trees.add(prefix + trimmed);
			}
		}

		boolean contains(String path) {
			if (this.single.contains(path)) {
				return true;
			}
			for (int i = 0; i < this.trees.size(); i++) {
				String tree = this.trees.get(i);
				if (path.startsWith(tree) && (path.length() == tree.length() || path.charAt(tree.length()) == '/')) {
					return true;
				}
			}
			return false;
		}

	}

}
