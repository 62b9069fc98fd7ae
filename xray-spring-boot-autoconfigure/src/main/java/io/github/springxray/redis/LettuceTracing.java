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

package io.github.springxray.redis;

import io.lettuce.core.resource.ClientResources;

import io.github.springxray.http.RunningContexts;

/**
 * Traces clients of Lettuce that Spring Boot does not make: give them resources from
 * here. Where Spring Boot makes the connection factory, its commands are traced without
 * it.
 * <p>
 * The application has to be running, or starting: before, after, and where tracing or its
 * patch of the library is switched off, the method here changes nothing. It does not
 * throw.
 */
public final class LettuceTracing {

	static final RunningContexts<LettuceCalls> RUNNING = new RunningContexts<>();

	private LettuceTracing() {
	}

	/**
	 * Trace the commands of the clients that use resources.
	 * @param resources the resources; their own tracing goes on
	 * @return resources to make clients with. They are the same but for their tracing,
	 * and are shut down with the ones that were given.
	 */
	public static ClientResources trace(ClientResources resources) {
		LettuceCalls calls = RUNNING.latest();
		return (calls != null) ? trace(resources, calls) : resources;
	}

	static ClientResources trace(ClientResources resources, LettuceCalls calls) {
		ClientResources[] traced = { resources };
		calls.subsegments()
			.guard("tracing a client of Redis", () -> traced[0] = TracedResources.trace(resources, calls));
		return traced[0];
	}

}
