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

import java.util.function.Supplier;

import feign.Capability;
import feign.Client;
import org.jspecify.annotations.Nullable;

import io.github.springxray.http.ClientCalls;

/**
 * Makes what a client executes a call: each attempt of its retryer, sent to a service by
 * its name or to a host. Public only because Feign calls it by reflection.
 */
public final class TracingCapability implements Capability {

	private final Supplier<@Nullable ClientCalls> calls;

	TracingCapability(Supplier<@Nullable ClientCalls> calls) {
		this.calls = calls;
	}

	@Override
	public Client enrich(Client client) {
		return (client instanceof TracingClient) ? client : new TracingClient(client, this.calls);
	}

}
