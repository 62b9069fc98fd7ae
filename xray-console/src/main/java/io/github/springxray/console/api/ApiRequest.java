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

package io.github.springxray.console.api;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A request, whatever it came over.
 *
 * @param method the method, in upper case
 * @param path the decoded path below that of the console, starting with a slash
 * @param parameters the decoded parameters of the query
 * @param body the body, empty if there is none
 */
public record ApiRequest(String method, String path, Map<String, String> parameters, byte[] body) {

	@Nullable String parameter(String name) {
		String value = this.parameters.get(name);
		return (value != null && !value.isBlank()) ? value : null;
	}

	boolean is(String expectedMethod, String expectedPath) {
		return this.method.equals(expectedMethod) && this.path.equals(expectedPath);
	}

}
