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

package io.github.springxray.apacheclient;

import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.jspecify.annotations.Nullable;

import io.github.springxray.http.ClientCalls;
import io.github.springxray.http.RunningContexts;

/**
 * Traces clients of Apache HttpClient 5 that are built by hand. Builders that are beans
 * are traced without it. There is nothing for clients that are built already: one that is
 * wrapped tells nobody of its configuration, and Spring would ignore the time-outs in it.
 * <p>
 * The application has to be running, or starting: before, after, and where tracing or its
 * patch of the library is switched off, the methods here change nothing. None of them
 * throws.
 */
public final class ApacheHttpClientTracing {

	static final RunningContexts<ClientCalls> RUNNING = new RunningContexts<>();

	private static final String OUTER = "xray-exchange";

	private static final String INNER = "xray-attempt";

	private ApacheHttpClientTracing() {
	}

	/**
	 * Trace the calls of the clients that a builder builds.
	 * @param <T> the type of the builder
	 * @param builder the builder, which is changed
	 * @return the same builder
	 */
	public static <T extends HttpClientBuilder> T trace(T builder) {
		return trace(builder, RUNNING.latest());
	}

	/**
	 * Trace the calls of the asynchronous clients that a builder builds.
	 * @param builder the builder, which is changed
	 * @return the same builder
	 */
	public static HttpAsyncClientBuilder trace(HttpAsyncClientBuilder builder) {
		return trace(builder, RUNNING.latest());
	}

	static <T extends HttpClientBuilder> T trace(T builder, @Nullable ClientCalls calls) {
		if (calls != null) {
			builder.addExecInterceptorFirst(OUTER, new ClassicHandlers.Outer(calls));
			builder.addExecInterceptorBefore(ChainElement.PROTOCOL.name(), INNER, new ClassicHandlers.Inner(calls));
		}
		return builder;
	}

	static HttpAsyncClientBuilder trace(HttpAsyncClientBuilder builder, @Nullable ClientCalls calls) {
		if (calls != null) {
			builder.addExecInterceptorFirst(OUTER, new AsyncHandlers.Outer(calls));
			builder.addExecInterceptorBefore(ChainElement.PROTOCOL.name(), INNER, new AsyncHandlers.Inner());
		}
		return builder;
	}

}
