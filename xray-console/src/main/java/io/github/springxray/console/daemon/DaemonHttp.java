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

package io.github.springxray.console.daemon;

import java.io.IOException;
import java.util.Map;
import java.util.Objects;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.github.springxray.console.api.ApiRequest;
import io.github.springxray.console.api.ApiResponse;
import io.github.springxray.console.api.XRayOperations;
import io.github.springxray.console.web.ConsoleHandler;
import io.github.springxray.console.web.ConsoleRequest;

/**
 * What SDKs ask the daemon over HTTP, which passes everything on to X-Ray. Unlike the
 * console it does not look at names of hosts, for containers call the daemon by names of
 * their own. No page of a site can read anything here: browsers say where a {@code POST}
 * comes from, and all operations are one.
 */
public final class DaemonHttp {

	private static final Log logger = LogFactory.getLog(DaemonHttp.class);

	/**
	 * How many bytes the body of a request may have.
	 */
	public static final int MAX_BODY = ConsoleHandler.MAX_BODY;

	private final XRayOperations operations;

	private final boolean remote;

	/**
	 * Create what answers.
	 * @param operations what to answer with
	 * @param remote whether other machines may ask, too
	 */
	public DaemonHttp(XRayOperations operations, boolean remote) {
		this.operations = operations;
		this.remote = remote;
	}

	/**
	 * Answer a request.
	 * @param request the request
	 * @return the answer
	 */
	public ApiResponse handle(ConsoleRequest request) {
		if (!this.remote && !request.isLocal()) {
			return ApiResponse.error(403, "Only requests from this machine are answered");
		}
		if (request.header("Origin") != null) {
			return ApiResponse.error(403, "This is not for browsers");
		}
		try {
			byte[] body = request.body().readNBytes(MAX_BODY + 1);
			if (body.length > MAX_BODY) {
				return ApiResponse.error(413, "The body is larger than " + MAX_BODY + " bytes");
			}
			String path = Objects.requireNonNullElse(request.path(), "");
			ApiResponse answer = this.operations.handle(new ApiRequest(request.method(), path, Map.of(), body));
			return (answer != null) ? answer : ApiResponse.error(404, "X-Ray has no operation at this path");
		}
		catch (IOException ex) {
			return ApiResponse.error(400, "The request could not be read");
		}
		catch (RuntimeException ex) {
			logger.warn("The console could not answer a request to the daemon", ex);
			return ApiResponse.error(500, "The console has failed; see its log");
		}
	}

}
