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

package io.github.springxray.servlet;

import java.util.Locale;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import io.github.springxray.http.TracedRequest;

/**
 * A servlet request as naming, exclusion and sampling see it.
 */
final class ServletTracedRequest implements TracedRequest {

	private final HttpServletRequest request;

	ServletTracedRequest(HttpServletRequest request) {
		this.request = request;
	}

	@Override
	public String method() {
		return this.request.getMethod();
	}

	@Override
	public String path() {
		String pathInfo = this.request.getPathInfo();
		return (pathInfo != null) ? this.request.getServletPath() + pathInfo : this.request.getServletPath();
	}

	@Override
	public @Nullable String host() {
		String host = this.request.getServerName();
		return (host != null) ? host.toLowerCase(Locale.ROOT) : null;
	}

	@Override
	public @Nullable String header(String name) {
		return this.request.getHeader(name);
	}

}
