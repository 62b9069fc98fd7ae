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

package io.github.springxray.console.embedded;

import java.io.IOException;
import java.io.InputStream;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import io.github.springxray.console.web.ConsoleRequest;
import io.github.springxray.console.web.Proxies;

/**
 * A request to the servlet.
 */
final class ServletConsoleRequest implements ConsoleRequest {

	// Set by Tomcat when it has taken the address of the client from a header
	private static final String FORWARDED = "org.apache.tomcat.request.forwarded";

	private final HttpServletRequest request;

	ServletConsoleRequest(HttpServletRequest request) {
		this.request = request;
	}

	@Override
	public String method() {
		return this.request.getMethod();
	}

	@Override
	public String path() {
		String path = this.request.getPathInfo();
		return (path != null) ? path : "";
	}

	@Override
	public String basePath() {
		return this.request.getContextPath() + this.request.getServletPath();
	}

	@Override
	public @Nullable String query() {
		return this.request.getQueryString();
	}

	@Override
	public @Nullable String header(String name) {
		return this.request.getHeader(name);
	}

	/**
	 * Look at the request of the container: a filter that believes headers of proxies
	 * lets anybody be 127.0.0.1. The address that was connected to is nothing that a
	 * client can make up.
	 */
	@Override
	public boolean isLocal() {
		ServletRequest original = this.request;
		while (original instanceof ServletRequestWrapper wrapper) {
			original = wrapper.getRequest();
		}
		if (original.getAttribute(FORWARDED) != null) {
			return false;
		}
		if (original instanceof HttpServletRequest http && http != this.request
				&& Proxies.isForwarded(new ServletConsoleRequest(http))) {
			return false;
		}
		return !Proxies.isForwarded(this) && Proxies.isLoopback(this.request.getRemoteAddr())
				&& Proxies.isLoopback(original.getRemoteAddr()) && Proxies.isLoopback(original.getLocalAddr());
	}

	@Override
	public InputStream body() throws IOException {
		return this.request.getInputStream();
	}

}
