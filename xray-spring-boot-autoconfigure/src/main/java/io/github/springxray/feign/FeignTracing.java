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

package io.github.springxray.feign;

import feign.Capability;

import io.github.springxray.http.ClientCalls;
import io.github.springxray.http.RunningContexts;

/**
 * Traces clients of Feign that Spring Cloud does not build. Those that it builds are
 * traced without it, and a client that is traced already is not traced twice.
 */
public final class FeignTracing {

	static final RunningContexts<ClientCalls> RUNNING = new RunningContexts<>();

	private static final Capability CAPABILITY = new TracingCapability(RUNNING::latest);

	private FeignTracing() {
	}

	/**
	 * Return what traces the calls of a client. The application has to be running, or
	 * starting, when a call is made: before, after, and where tracing or its patch of the
	 * library is switched off, nothing is traced.
	 * @return a capability for {@code Feign.builder().addCapability(…)}
	 */
	public static Capability capability() {
		return CAPABILITY;
	}

}
