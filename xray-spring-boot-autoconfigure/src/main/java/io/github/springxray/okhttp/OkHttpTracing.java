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

package io.github.springxray.okhttp;

import java.util.List;

import okhttp3.EventListener;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

import io.github.springxray.http.ClientCalls;
import io.github.springxray.http.RunningContexts;

/**
 * Traces clients of OkHttp that are no beans. Beans are traced without it, and a client
 * that is traced already is not traced twice.
 * <p>
 * The application has to be running, or starting: before, after, and where tracing or its
 * patch of the library is switched off, the methods here change nothing. None of them
 * throws.
 */
public final class OkHttpTracing {

	static final RunningContexts<ClientCalls> RUNNING = new RunningContexts<>();

	private OkHttpTracing() {
	}

	/**
	 * Trace the calls of a client.
	 * @param client the client, which does not change
	 * @return a client with the same pool, dispatcher and cache whose calls are traced,
	 * or the same one if they are, or if it is of a class of the application's own
	 */
	public static OkHttpClient trace(OkHttpClient client) {
		return trace(client, RUNNING.latest());
	}

	/**
	 * Trace the calls of the clients that a builder builds. Interceptors that it is given
	 * later are within a call: what one of them repeats is not seen.
	 * @param builder the builder, which is changed
	 * @return the same builder
	 */
	public static OkHttpClient.Builder trace(OkHttpClient.Builder builder) {
		return trace(builder, RUNNING.latest());
	}

	static OkHttpClient trace(OkHttpClient client, @Nullable ClientCalls calls) {
		if (calls == null || client.getClass() != OkHttpClient.class) {
			return client;
		}
		List<Interceptor> interceptors = client.interceptors();
		boolean traced = !interceptors.isEmpty()
				&& interceptors.get(interceptors.size() - 1) instanceof TracingInterceptor;
		return (traced && client.eventListenerFactory() instanceof Callers) ? client
				: trace(client.newBuilder(), client.eventListenerFactory(), calls).build();
	}

	static OkHttpClient.Builder trace(OkHttpClient.Builder builder, @Nullable ClientCalls calls) {
		if (calls == null) {
			return builder;
		}
		// A builder does not tell its factory, a client does
		return calls.change("tracing a builder of OkHttp", builder,
				(original) -> trace(original, original.build().eventListenerFactory(), calls));
	}

	private static OkHttpClient.Builder trace(OkHttpClient.Builder builder, EventListener.Factory listeners,
			ClientCalls calls) {
		EventListener.Factory own = (listeners instanceof Callers callers) ? callers.delegate() : listeners;
		Callers callers = new Callers(own, calls);
		builder.interceptors().removeIf(TracingInterceptor.class::isInstance);
		return builder.eventListenerFactory(callers).addInterceptor(new TracingInterceptor(calls, callers));
	}

}
