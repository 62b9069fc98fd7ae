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

package io.github.springxray.console.web;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.InetSocketAddress;

import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * A request to Jetty, with its body.
 */
record JettyRequest(Request request, byte[] content) implements ConsoleRequest {

	@Override
	public String method() {
		return this.request.getMethod();
	}

	@Override
	public @Nullable String path() {
		String path = this.request.getHttpURI().getPath();
		return (path == null || path.isEmpty()) ? "/" : Urls.decode(path);
	}

	@Override
	public String basePath() {
		return "";
	}

	@Override
	public @Nullable String query() {
		return this.request.getHttpURI().getQuery();
	}

	@Override
	public @Nullable String header(String name) {
		return this.request.getHeaders().get(name);
	}

	@Override
	public boolean isLocal() {
		return !Proxies.isForwarded(this)
				&& this.request.getConnectionMetaData().getRemoteSocketAddress() instanceof InetSocketAddress address
				&& Proxies.isLoopback(address);
	}

	@Override
	public InputStream body() {
		return new ByteArrayInputStream(this.content);
	}

}
