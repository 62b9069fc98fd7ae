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

import org.jspecify.annotations.Nullable;

/**
 * What naming, exclusion and sampling see of a request. It is valid while the request is
 * handled and is not to be kept.
 */
public interface TracedRequest {

	/**
	 * Return the method of the request.
	 * @return the method, such as {@code GET}
	 */
	String method();

	/**
	 * Return the path within the application: decoded, without the context path and
	 * without path parameters.
	 * @return the path, starting with a slash
	 */
	String path();

	/**
	 * Return the path of the URL, which sampling rules match: with the context path, as
	 * it was sent, without path parameters and query.
	 * @return the path, starting with a slash; {@link #path()} by default
	 */
	default String urlPath() {
		return path();
	}

	/**
	 * Return the host that the client asked for.
	 * @return the value of the {@code Host} header without the port, in lower case, or
	 * {@code null} if there is none
	 */
	@Nullable String host();

	/**
	 * Return the value of a header.
	 * @param name the name of the header, in any case
	 * @return its first value, or {@code null} if there is none
	 */
	@Nullable String header(String name);

}
