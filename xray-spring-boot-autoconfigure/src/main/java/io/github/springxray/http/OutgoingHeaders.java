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
 * The headers of a request that a client is about to send, whatever the client keeps them
 * in. Names are told apart without regard to case.
 */
public interface OutgoingHeaders {

	/**
	 * Return the values of a header.
	 * @param name the name of the header
	 * @return its values, one for each line; empty if there is none
	 */
	List<String> get(String name);

	/**
	 * Set a header in place of all that it has.
	 * @param name the name of the header
	 * @param value the only value
	 */
	void set(String name, String value);

	/**
	 * Remove a header.
	 * @param name the name of the header
	 */
	void remove(String name);

}
