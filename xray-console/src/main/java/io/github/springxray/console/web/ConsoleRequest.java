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

package io.github.springxray.console.web;

import java.io.IOException;
import java.io.InputStream;

import org.jspecify.annotations.Nullable;

/**
 * A request as a server has received it.
 */
public interface ConsoleRequest {

	/**
	 * Return the method.
	 * @return the method in upper case
	 */
	String method();

	/**
	 * Return the path below that of the console.
	 * @return the decoded path, empty for that of the console itself without a slash
	 * behind it, or {@code null} if it cannot be decoded
	 */
	@Nullable String path();

	/**
	 * Return the path of the console, below which {@link #path()} is.
	 * @return the path without a slash at its end
	 */
	String basePath();

	/**
	 * Return the query.
	 * @return what is behind the question mark, still encoded, or {@code null}
	 */
	@Nullable String query();

	/**
	 * Return a header.
	 * @param name its name in any case
	 * @return its first value, or {@code null} if there is none
	 */
	@Nullable String header(String name);

	/**
	 * Return whether the request came from a process on this machine, straight, and not
	 * through a proxy.
	 * @return {@code false} if it did not, or in doubt
	 */
	boolean isLocal();

	/**
	 * Return the body.
	 * @return the stream of the body
	 * @throws IOException if it cannot be had
	 */
	InputStream body() throws IOException;

}
