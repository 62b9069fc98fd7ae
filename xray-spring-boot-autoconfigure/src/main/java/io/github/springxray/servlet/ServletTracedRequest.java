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

import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;

import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.TraceID;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

import io.github.springxray.http.HttpUrls;
import io.github.springxray.http.ServedRequest;

/**
 * A servlet request and its response as naming, exclusion and sampling see them. Of a
 * request that is not recorded this is all there is, and travels as its attribute.
 */
final class ServletTracedRequest implements ServedRequest {

	private final HttpServletRequest request;

	private final HttpServletResponse response;

	private @Nullable Segment unrecorded;

	private final boolean keeper;

	/**
	 * Create a description.
	 * @param keeper whether this is to keep what stands for a request that is not
	 * recorded
	 */
	ServletTracedRequest(HttpServletRequest request, HttpServletResponse response, boolean keeper) {
		this.request = request;
		this.response = response;
		this.keeper = keeper;
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
	public String urlPath() {
		return HttpUrls.clean(this.request.getRequestURI());
	}

	@Override
	public @Nullable String host() {
		String host = hostOf(this.request);
		return (host != null) ? host.toLowerCase(Locale.ROOT) : null;
	}

	@Override
	public @Nullable String header(String name) {
		return this.request.getHeader(name);
	}

	@Override
	public List<String> headers(String name) {
		Enumeration<String> lines = this.request.getHeaders(name);
		return (lines != null && lines.hasMoreElements()) ? Collections.list(lines) : List.of();
	}

	@Override
	public void answer(String name, String value) {
		this.response.setHeader(name, value);
	}

	@Override
	public boolean isKeeper() {
		return this.keeper;
	}

	@Override
	public void keep(Segment unrecorded) {
		this.unrecorded = unrecorded;
	}

	/**
	 * Return what stands for the request if it is not recorded.
	 */
	@Nullable Segment unrecorded() {
		return this.unrecorded;
	}

	@Override
	public void belongTo(TraceID traceId) {
		this.request.setAttribute(TRACE_ID_ATTRIBUTE, traceId);
	}

	/**
	 * The host that was asked. The container of AWS Lambda has no server, and so a name
	 * that is always the same and no port.
	 */
	static String hostOf(HttpServletRequest request) {
		String header = (request.getServerPort() <= 0) ? request.getHeader("Host") : null;
		if (!StringUtils.hasText(header)) {
			return request.getServerName();
		}
		int colon = header.lastIndexOf(':');
		return (colon > header.lastIndexOf(']')) ? header.substring(0, colon) : header;
	}

}
