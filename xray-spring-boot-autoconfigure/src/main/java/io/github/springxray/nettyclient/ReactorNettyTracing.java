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

package io.github.springxray.nettyclient;

import org.jspecify.annotations.Nullable;
import reactor.netty.http.client.HttpClient;

import io.github.springxray.http.ClientCalls;
import io.github.springxray.http.RunningContexts;

/**
 * Traces clients of Reactor Netty that are no beans. Beans are traced without it, and a
 * call is not traced twice.
 * <p>
 * The application has to be running, or starting: before, after, and where tracing or its
 * patch of the library is switched off, the method here changes nothing. It does not
 * throw.
 */
public final class ReactorNettyTracing {

	static final RunningContexts<ClientCalls> RUNNING = new RunningContexts<>();

	private ReactorNettyTracing() {
	}

	/**
	 * Trace the calls of a client, and of those that are made of it.
	 * @param client the client, which does not change
	 * @return a client like it whose calls are traced
	 */
	public static HttpClient trace(HttpClient client) {
		return trace(client, RUNNING.latest());
	}

	static HttpClient trace(HttpClient client, @Nullable ClientCalls calls) {
		if (calls == null) {
			return client;
		}
		return client.mapConnect((connection) -> TracedConnect.of(connection, calls))
			.doOnRequest((request, connection) -> TracedConnect.sending(request))
			.doOnRequestError(TracedConnect::failedToSend)
			.doOnResponse(TracedConnect::answered)
			.doAfterResponseSuccess((response, connection) -> TracedConnect.complete(response))
			.doOnResponseError(TracedConnect::failed);
	}

}
