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
 * A request that has a path and perhaps a host.
 */
record TestRequest(String path, @Nullable String host, @Nullable String userAgent) implements TracedRequest {

	static TestRequest to(String path) {
		return new TestRequest(path, null, null);
	}

	static TestRequest at(@Nullable String host) {
		return new TestRequest("/", host, null);
	}

	static TestRequest by(@Nullable String userAgent) {
		return new TestRequest("/", null, userAgent);
	}

	@Override
	public String method() {
		return "GET";
	}

	@Override
	public @Nullable String header(String name) {
		return name.equalsIgnoreCase("user-agent") ? this.userAgent : null;
	}

}
