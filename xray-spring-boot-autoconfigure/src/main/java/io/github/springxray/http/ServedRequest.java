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

import java.util.List;

/**
 * A request to a server, and the response to it, as all servers have them in common. It
 * is valid while the request is handled and is not to be kept.
 */
public interface ServedRequest extends TracedRequest {

	/**
	 * Return the lines of a header.
	 * @param name the name of the header, in any case
	 * @return its values, one for each line; empty if there is none
	 */
	List<String> headers(String name);

	/**
	 * Set a header of the response.
	 * @param name the name of the header
	 * @param value its only value
	 */
	void answer(String name, String value);

}
