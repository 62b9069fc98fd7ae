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

import io.github.springxray.console.api.ApiResponse;
import io.github.springxray.console.otlp.OtlpReceiver;
import io.github.springxray.console.otlp.OtlpRequest;

/**
 * Answers requests at the port of OTLP. Like the port of the daemon it does not look at
 * names of hosts, for containers have names of their own for it. No page of a site can
 * send anything here: browsers say where a {@code POST} comes from.
 */
public final class OtlpHandler {

	private final OtlpReceiver receiver;

	private final boolean remote;

	/**
	 * Create a handler.
	 * @param receiver what takes spans
	 * @param remote whether other machines may send, too
	 */
	public OtlpHandler(OtlpReceiver receiver, boolean remote) {
		this.receiver = receiver;
		this.remote = remote;
	}

	/**
	 * Answer a request.
	 * @param request the request
	 * @return the answer
	 */
	public ApiResponse handle(ConsoleRequest request) {
		if (!this.remote && !request.isLocal()) {
			return refuse(request, 403,
					"Only requests from this machine are answered. " + "See the property xray.console.remote-access.");
		}
		if (request.header("Origin") != null) {
			return refuse(request, 403, "This is not for browsers");
		}
		if (!OtlpReceiver.isPath(request.path())) {
			return refuse(request, 404, "The console takes traces at " + OtlpReceiver.PATH
					+ " and logs at /v1/logs, and no metrics (OTEL_METRICS_EXPORTER=none)");
		}
		try {
			return answer(this.receiver, request);
		}
		catch (IOException ex) {
			return refuse(request, 400, "The request could not be read");
		}
	}

	/**
	 * Have spans taken that somebody may send.
	 */
	static ApiResponse answer(OtlpReceiver receiver, ConsoleRequest request) throws IOException {
		boolean post = request.method().equals("POST");
		byte[] body = post ? request.body().readNBytes(OtlpReceiver.MAX_BODY + 1) : new byte[0];
		return receiver.answer(new OtlpRequest(request.path(), request.method(), request.header("Content-Type"),
				request.header("Content-Encoding"), body));
	}

	/**
	 * Refuse a request in the form that clients of OTLP read.
	 */
	static ApiResponse refuse(ConsoleRequest request, int status, String message) {
		return OtlpReceiver.refuse(request.header("Content-Type"), status, message);
	}

}
