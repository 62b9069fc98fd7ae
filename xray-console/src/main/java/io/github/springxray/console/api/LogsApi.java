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

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import io.github.springxray.console.store.LogLine;
import io.github.springxray.console.store.LogStore;

/**
 * The lines of logs of a trace, as the page shows them.
 */
final class LogsApi {

	private LogsApi() {
	}

	static ApiResponse answer(LogStore store, String id) {
		ObjectNode json = Json.object();
		ArrayNode lines = json.putArray("lines");
		for (LogLine line : store.lines(id)) {
			ObjectNode item = lines.addObject();
			item.put("time", line.time()).put("level", line.level()).put("logger", line.logger());
			item.put("thread", line.thread()).put("service", line.service()).put("part", line.part());
			item.put("message", line.message()).put("exception", line.exception());
		}
		json.put("omitted", store.omitted(id));
		return ApiResponse.ok(json);
	}

}
