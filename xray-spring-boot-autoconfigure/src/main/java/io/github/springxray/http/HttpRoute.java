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

import com.amazonaws.xray.entities.Entity;

/**
 * The route of a request: what its kind is called, for all requests of this kind. For the
 * starter's own packages.
 */
public final class HttpRoute {

	private static final String ANNOTATION = "http_route";

	/**
	 * Most applications know no other routes than patterns, and need not look.
	 */
	private static volatile boolean known;

	private HttpRoute() {
	}

	/**
	 * Record the route of a request by what has handled it.
	 * @param entity the segment or subsegment of the request
	 * @param route the route
	 */
	public static void record(Entity entity, String route) {
		known = true;
		entity.putAnnotation(ANNOTATION, route);
	}

	/**
	 * Record the route of a request by its path, unless a better one is known already.
	 * @param entity the segment or subsegment of the request
	 * @param pattern the pattern of the path, such as <code>/users/{id}</code>
	 */
	public static void recordPattern(Entity entity, String pattern) {
		if (!known || !entity.getAnnotations().containsKey(ANNOTATION)) {
			entity.putAnnotation(ANNOTATION, pattern);
		}
	}

}
