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

package io.github.springxray.webclient;

import org.springframework.web.reactive.function.client.WebClient;

/**
 * Traces clients that are not beans, such as those that a method builds for itself. What
 * they call is recorded by the application that runs; where none is traced, nothing
 * happens.
 */
public final class WebClientTracing {

	private static final TracingExchangeFilterFunction filter = new TracingExchangeFilterFunction(
			WebClientTracer.running::latest);

	private WebClientTracing() {
	}

	/**
	 * Trace the clients that a builder builds. Does no harm to one that is traced
	 * already.
	 * @param builder the builder, which is changed
	 * @return a builder to go on with: filters that are added to it see a call before it
	 * is traced, so that each attempt of a filter that retries is a subsegment
	 */
	public static WebClient.Builder trace(WebClient.Builder builder) {
		return TracingWebClientBuilder.around(builder, filter);
	}

	/**
	 * Trace a client.
	 * @param client the client, which is not changed
	 * @return a client like it that is traced, or the same one if it is already
	 */
	public static WebClient trace(WebClient client) {
		return trace(client, filter);
	}

	static WebClient trace(WebClient client, TracingExchangeFilterFunction filter) {
		WebClient.Builder builder = client.mutate();
		if (builder == null || TracingExchangeFilterFunction.isLastIn(builder) || !filter.addTo(builder)) {
			return client;
		}
		return builder.build();
	}

}
