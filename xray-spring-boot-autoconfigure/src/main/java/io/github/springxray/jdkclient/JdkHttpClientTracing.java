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

package io.github.springxray.jdkclient;

import java.net.http.HttpClient;

import org.jspecify.annotations.Nullable;

import io.github.springxray.http.ClientCalls;
import io.github.springxray.http.RunningContexts;

/**
 * Traces clients of the JDK that are no beans. Beans are traced without it, and a client
 * that is traced already is not traced twice.
 * <p>
 * The application has to be running, or starting: before, after, and where tracing or its
 * patch of the library is switched off, the method here changes nothing. It does not
 * throw.
 */
public final class JdkHttpClientTracing {

	static final RunningContexts<ClientCalls> RUNNING = new RunningContexts<>();

	private JdkHttpClientTracing() {
	}

	/**
	 * Trace the calls of a client, but not its web sockets.
	 * @param client the client, which does not change
	 * @return a client that stands for it, or the same one if it is traced already
	 */
	public static HttpClient trace(HttpClient client) {
		return trace(client, RUNNING.latest());
	}

	static HttpClient trace(HttpClient client, @Nullable ClientCalls calls) {
		return (calls == null || client instanceof TracingHttpClient) ? client : new TracingHttpClient(client, calls);
	}

}
