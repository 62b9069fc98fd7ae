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

package io.github.springxray.console.document;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What only some nodes have.
 */
final class NodeDetail {

	static final NodeDetail NONE = new NodeDetail();

	@Nullable String method;

	@Nullable String url;

	@Nullable String userAgent;

	@Nullable String clientIp;

	int status;

	@Nullable String user;

	@Nullable String origin;

	@Nullable String resourceType;

	@Nullable String resourceName;

	@Nullable String statement;

	@Nullable String callSite;

	Map<String, Object> annotations = Map.of();

	List<NodeException> exceptions = List.of();

	void annotation(String key, Object value) {
		if (this.annotations.isEmpty()) {
			this.annotations = new LinkedHashMap<>();
		}
		this.annotations.put(key, value);
	}

	void exception(NodeException exception) {
		if (this.exceptions.isEmpty()) {
			this.exceptions = new ArrayList<>();
		}
		this.exceptions.add(exception);
	}

}
