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

import org.springframework.context.ApplicationContext;

import io.github.springxray.http.client.TestHttpClient.Options;

/**
 * What a client supplies to be tested by {@link HttpClientTracingContract}.
 */
public abstract class HttpClientTracingSetup extends HttpCallTesting {

	/**
	 * The property that switches tracing of the client, such as
	 * {@code xray.patch.web-client.enabled}.
	 * @return the name of the property
	 */
	protected abstract String patchProperty();

	/**
	 * Create a client from what an application would inject. Nothing is read by it before
	 * it is read from it.
	 * @param context the application
	 * @param options how the client is to be
	 * @return the client
	 */
	protected abstract TestHttpClient client(ApplicationContext context, Options options);

	/**
	 * Whether the client knows the template that a URL was made of.
	 * @return {@code true} by default
	 */
	protected boolean knowsRoutes() {
		return true;
	}

	/**
	 * Whether the client tells the application of a response that is shorter than its
	 * length.
	 * @return {@code true} by default
	 */
	protected boolean noticesThatAResponseIsCut() {
		return true;
	}

	/**
	 * Whether what is beneath the exception of a failed call is the same each time.
	 * @return {@code true} by default
	 */
	protected boolean hasTheSameCauses() {
		return true;
	}

	/**
	 * Whether a call has ended when whoever reads a stream has come to its end, or has
	 * closed it. With some clients other threads hear of it, a moment later.
	 * @return {@code true} by default
	 */
	protected boolean endsACallAtOnce() {
		return true;
	}

	@Override
	protected final TestHttpClient client(ApplicationContext context) {
		return client(context, Options.DEFAULTS);
	}

}
