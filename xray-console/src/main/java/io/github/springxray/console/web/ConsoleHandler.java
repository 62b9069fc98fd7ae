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

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import io.github.springxray.console.api.ApiRequest;
import io.github.springxray.console.api.ApiResponse;
import io.github.springxray.console.api.ConsoleApi;
import io.github.springxray.console.otlp.OtlpReceiver;

/**
 * Answers requests of the console, whichever server they came to. It relies on nothing
 * that an application may have set up for its own requests.
 */
public final class ConsoleHandler {

	private static final Log logger = LogFactory.getLog(ConsoleHandler.class);

	/**
	 * How many bytes the body of a request may have.
	 */
	public static final int MAX_BODY = 4 * 1024 * 1024;

	private static final Map<String, String> HEADERS = headers();

	private final ConsoleApi api;

	private final AccessRules access;

	private final OtlpReceiver otlp;

	private final PageResources page = new PageResources();

	/**
	 * Create a handler.
	 * @param api what answers
	 * @param access who may ask
	 * @param otlp what takes spans
	 */
	public ConsoleHandler(ConsoleApi api, AccessRules access, OtlpReceiver otlp) {
		this.api = api;
		this.access = access;
		this.otlp = otlp;
	}

	/**
	 * Return how many bytes the body of a request may have.
	 * @param path the path of the request
	 * @return the limit of what is at the path
	 */
	public static int maxBody(@Nullable String path) {
		return OtlpReceiver.isPath(path) ? OtlpReceiver.MAX_BODY : MAX_BODY;
	}

	private static Map<String, String> headers() {
		Map<String, String> headers = new LinkedHashMap<>();
		headers.put("Content-Security-Policy",
				"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
						+ "font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
		headers.put("X-Content-Type-Options", "nosniff");
		headers.put("X-Frame-Options", "DENY");
		headers.put("Referrer-Policy", "no-referrer");
		headers.put("Cross-Origin-Opener-Policy", "same-origin");
		headers.put("Cross-Origin-Resource-Policy", "same-origin");
		headers.put("Cache-Control", "no-store");
		return headers;
	}

	/**
	 * Answer a request.
	 * @param request the request
	 * @return the answer with all its headers
	 */
	public ApiResponse handle(ConsoleRequest request) {
		ApiResponse response;
		try {
			response = OtlpReceiver.isPath(request.path()) ? takeSpans(request) : answer(request);
		}
		catch (IOException ex) {
			response = ApiResponse.error(400, "The request could not be read");
		}
		catch (RuntimeException ex) {
			logger.warn("The console could not answer " + request.method(), ex);
			response = ApiResponse.error(500, "The console has failed; see the log of the application");
		}
		for (Map.Entry<String, String> header : HEADERS.entrySet()) {
			response = response.header(header.getKey(), header.getValue());
		}
		return response;
	}

	private ApiResponse takeSpans(ConsoleRequest request) throws IOException {
		Refusal refusal = this.access.check(request, OtlpReceiver::isKnown);
		if (refusal != null) {
			return OtlpHandler.refuse(request, refusal.status(), refusal.message());
		}
		return OtlpHandler.answer(this.otlp, request);
	}

	private ApiResponse answer(ConsoleRequest request) throws IOException {
		Refusal refusal = this.access.check(request, AccessRules::isJson);
		if (refusal != null) {
			return ApiResponse.error(refusal.status(), refusal.message());
		}
		String path = request.path();
		if (path == null) {
			return ApiResponse.error(400, "The path is not encoded as it should be");
		}
		// A server leaves the body out of what answers HEAD
		String method = request.method().equals("HEAD") ? "GET" : request.method();
		ApiResponse resource = path.isEmpty() ? redirect(request) : this.page.find(path);
		if (resource != null) {
			return method.equals("GET") ? resource : ApiResponse.wrongMethod("GET, HEAD");
		}
		String encoding = request.header("Content-Encoding");
		if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
			return ApiResponse.error(415, "The body is compressed, which the console does not take")
				.header("Accept-Encoding", "identity");
		}
		byte[] body = body(request, method);
		if (body == null) {
			return ApiResponse.error(413, "The body is larger than " + MAX_BODY + " bytes");
		}
		ApiResponse response = this.api.handle(new ApiRequest(method, path, Urls.parameters(request.query()), body));
		return (response != null) ? response : ApiResponse.error(404, "There is nothing at this path");
	}

	/**
	 * The page has relative links, so it needs the slash. So is this one: it holds behind
	 * whatever prefix a client uses.
	 */
	private static ApiResponse redirect(ConsoleRequest request) {
		String base = request.basePath();
		String location = base.substring(base.lastIndexOf('/') + 1) + "/";
		return new ApiResponse(302, "text/plain", new byte[0], Map.of("Location", location));
	}

	private static byte @Nullable [] body(ConsoleRequest request, String method) throws IOException {
		if (method.equals("GET")) {
			return new byte[0];
		}
		byte[] body = request.body().readNBytes(MAX_BODY + 1);
		return (body.length <= MAX_BODY) ? body : null;
	}

}
