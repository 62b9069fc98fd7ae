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

import java.util.LinkedHashSet;
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

	private volatile String @Nullable [] paths;

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
		String[] all = this.paths;
		if (all == null) {
			all = findPaths();
			this.paths = all;
		}
		String path = request.path();
		for (String candidate : all) {
			if (isAtOrBelow(path, candidate)) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Below the root would be everything.
	 */
	private static boolean isAtOrBelow(String path, String candidate) {
		int length = candidate.length();
		return path.startsWith(candidate)
				&& (path.length() == length || (path.charAt(length) == '/' && (length > 0 || path.length() == 1)));
	}

	private String[] findPaths() {
		PathMappedEndpoints all = this.endpoints.get();
		if (all == null) {
			return new String[0];
		}
		String start = this.prefix.get();
		Set<String> found = new LinkedHashSet<>();
		if (this.samePort) {
			all.getAllPaths().forEach((path) -> found.add(withoutTrailingSlash(start + path)));
		}
		for (PathMappedEndpoint endpoint : all) {
			endpoint.getAdditionalPaths(WebServerNamespace.SERVER)
				.forEach((path) -> found.add(withoutTrailingSlash(start + path)));
		}
		return found.toArray(String[]::new);
	}

	private static String withoutTrailingSlash(String path) {
		return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
	}

}
