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

package com.example;

import java.util.List;

import tools.jackson.databind.JsonNode;

/**
 * What came of an invocation.
 *
 * @param failed whether the function has failed
 * @param body what it has returned, or the error
 * @param documents what the daemon had when the function returned
 */
record Invocation(boolean failed, String body, List<JsonNode> documents) {

	/**
	 * The only document.
	 */
	JsonNode document() {
		if (this.documents.size() != 1) {
			throw new AssertionError("Not one document but " + this.documents);
		}
		return this.documents.get(0);
	}

}
