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
import java.util.Map;

/**
 * Headers of a client that sends nothing.
 *
 * @param headers the headers, with one value each
 */
record HeaderMap(Map<String, String> headers) implements OutgoingHeaders {

	@Override
	public List<String> get(String name) {
		return this.headers.containsKey(name) ? List.of(this.headers.get(name)) : List.of();
	}

	@Override
	public void set(String name, String value) {
		this.headers.put(name, value);
	}

	@Override
	public void remove(String name) {
		this.headers.remove(name);
	}

}
