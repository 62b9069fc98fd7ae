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

package io.github.springxray.jettyclient;

import org.eclipse.jetty.client.HttpClient;
import org.jspecify.annotations.Nullable;

import io.github.springxray.http.ClientCalls;
import io.github.springxray.http.RunningContexts;

/**
 * Traces clients of Jetty that are no beans. Beans are traced without it, and a client
 * that is traced already is not traced twice.
 * <p>
 * The application has to be running, or starting: before, after, and where tracing or its
 * patch of the library is switched off, the method here changes nothing. It does not
 * throw.
 */
public final class JettyHttpClientTracing {

	static final RunningContexts<ClientCalls> RUNNING = new RunningContexts<>();

	private JettyHttpClientTracing() {
	}

	/**
	 * Trace the calls of a client.
	 * @param <T> the type of the client
	 * @param client the client, which is given a listener
	 * @return the same client
	 */
	public static <T extends HttpClient> T trace(T client) {
		return trace(client, RUNNING.latest());
	}

	/**
	 * A client keeps its listeners to itself, and tells what else it is given.
	 */
	static <T extends HttpClient> T trace(T client, @Nullable ClientCalls calls) {
		if (calls != null && client.getBean(TracingListener.class) == null) {
			TracingListener listener = new TracingListener(calls);
			client.addBean(listener);
			client.getRequestListeners().addListener(listener);
		}
		return client;
	}

}
