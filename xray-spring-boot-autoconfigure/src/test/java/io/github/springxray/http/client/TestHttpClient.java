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

package io.github.springxray.http.client;

import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * An HTTP client in the terms of the contract. Safe for use by many threads.
 */
public interface TestHttpClient {

	/**
	 * Make a call and read the response to its end, whatever its status is.
	 * @param call the call
	 * @return the response
	 * @throws Exception what the client throws
	 */
	Reply call(Call call) throws Exception;

	/**
	 * Make a call, and come back when the response has begun.
	 * @param call the call
	 * @return the response, of which nothing was read
	 * @throws Exception what the client throws
	 */
	OpenReply open(Call call) throws Exception;

	/**
	 * A call to be made.
	 *
	 * @param method the method
	 * @param template the URL, which may have variables such as {@code {id}}
	 * @param variables the values of the variables
	 * @param headers headers of the request
	 * @param body what writes the body while it is sent, {@code null} for none
	 */
	record Call(String method, String template, List<Object> variables, Map<String, String> headers,
			@Nullable BodyWriter body) {

		public static Call get(String template, Object... variables) {
			return new Call("GET", template, List.of(variables), Map.of(), null);
		}

		public Call header(String name, String value) {
			Map<String, String> headers = new LinkedHashMap<>(this.headers);
			headers.put(name, value);
			return new Call(this.method, this.template, this.variables, headers, this.body);
		}

		public Call post(BodyWriter body) {
			return new Call("POST", this.template, this.variables, this.headers, body);
		}

		public Object[] variableArray() {
			return this.variables.toArray();
		}

	}

	/**
	 * Writes the body of a request, in the pieces that it likes.
	 */
	@FunctionalInterface
	interface BodyWriter {

		void writeTo(OutputStream target) throws IOException;

	}

	/**
	 * A response.
	 *
	 * @param status its status
	 * @param body its body
	 */
	record Reply(int status, String body) {
	}

	/**
	 * A response that is arriving.
	 */
	interface OpenReply extends AutoCloseable {

		/**
		 * Return the status.
		 * @return the status
		 */
		int status();

		/**
		 * Read one byte and wait for it. It is not the end of the response.
		 * @throws Exception what the client throws
		 */
		void readSome() throws Exception;

		/**
		 * Read what is left and wait for its end.
		 * @throws Exception what the client throws
		 */
		void readToEnd() throws Exception;

		/**
		 * Give up the response, wherever it is.
		 */
		@Override
		void close();

	}

	/**
	 * How a client is to be.
	 *
	 * @param readTimeoutMillis how long to wait for a response
	 * @param attempts how often a call is made while its response is 503 or fails, by
	 * what the client offers for that
	 */
	record Options(int readTimeoutMillis, int attempts) {

		public static final Options DEFAULTS = new Options(20_000, 1);

		public Options readTimeoutMillis(int readTimeoutMillis) {
			return new Options(readTimeoutMillis, this.attempts);
		}

		public Options attempts(int attempts) {
			return new Options(this.readTimeoutMillis, attempts);
		}

	}

}
