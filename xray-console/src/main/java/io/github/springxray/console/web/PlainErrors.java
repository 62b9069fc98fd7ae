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

import java.nio.ByteBuffer;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

import io.github.springxray.console.api.ApiResponse;

/**
 * Says what is wrong with requests that never reach a handler, in the same form as the
 * API does, and no more than that: neither stacks nor pages.
 */
final class PlainErrors extends ErrorHandler {

	@Override
	public boolean handle(Request request, Response response, Callback callback) {
		int status = HttpStatus.isClientError(response.getStatus()) ? response.getStatus() : 500;
		ApiResponse answer = ApiResponse.error(status, HttpStatus.getMessage(status));
		response.setStatus(status);
		response.getHeaders().put(HttpHeader.CONTENT_TYPE, answer.contentType());
		response.write(true, ByteBuffer.wrap(answer.body()), callback);
		return true;
	}

}
