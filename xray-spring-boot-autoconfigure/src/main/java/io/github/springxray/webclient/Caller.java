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

import java.util.Map;

import com.amazonaws.xray.entities.Entity;
import org.jspecify.annotations.Nullable;
import reactor.util.context.ContextView;

import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.WebClient.RequestHeadersSpec;

import io.github.springxray.context.EntityThreadLocalAccessor;
import io.github.springxray.http.HttpClientTracing;

/**
 * Finds out who makes a call. A request is put together on one thread, and may be sent on
 * another, later, more than once and by somebody else.
 */
final class Caller {

	/**
	 * What was current when the request was put together. It never reaches the connector.
	 */
	private static final String ATTRIBUTE = Caller.class.getName();

	/**
	 * A constant in the class file: its class needs a library that may be absent.
	 */
	private static final String KEY = EntityThreadLocalAccessor.KEY;

	private Caller() {
	}

	/**
	 * Keep what is current where a request is begun.
	 */
	static void remember(RequestHeadersSpec<?> request, HttpClientTracing tracing) {
		Entity current = tracing.current();
		if (current != null) {
			request.attribute(ATTRIBUTE, current);
		}
	}

	/**
	 * Whoever subscribes is the caller: what is in its context, or else current on its
	 * thread. Where that is nothing, as in a retry on the thread of a timer, it is who
	 * began the request.
	 */
	static @Nullable Entity of(ClientRequest request, ContextView context, HttpClientTracing tracing) {
		if (context.hasKey(KEY) && context.get(KEY) instanceof Entity entity) {
			return entity;
		}
		Entity current = tracing.current();
		if (current != null) {
			return current;
		}
		return (request.attributes().get(ATTRIBUTE) instanceof Entity entity) ? entity : null;
	}

	static void forget(Map<String, Object> attributes) {
		attributes.remove(ATTRIBUTE);
	}

}
