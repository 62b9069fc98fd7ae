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

package io.github.springxray.restclient;

import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;

import io.github.springxray.http.RunningContexts;

/**
 * Traces clients that are no beans, such as those that are created inside a method. Beans
 * are traced without it, and a client that is traced already is not traced twice.
 * <p>
 * The application has to be running, or starting: before, after, and where tracing or its
 * patch of the library is switched off, the methods here change nothing. None of them
 * throws.
 */
public final class RestClientTracing {

	static final RunningContexts<RestTemplatePatch> TEMPLATES = new RunningContexts<>();

	static final RunningContexts<RestClientPatch> CLIENTS = new RunningContexts<>();

	private RestClientTracing() {
	}

	/**
	 * Trace the calls of a {@code RestTemplate}. A request factory that it is given later
	 * is not traced.
	 * @param <T> the type of the template
	 * @param restTemplate the template, whose request factory is replaced
	 * @return the same template
	 */
	public static <T extends RestTemplate> T trace(T restTemplate) {
		RestTemplatePatch patch = TEMPLATES.latest();
		if (patch != null) {
			patch.trace(restTemplate);
		}
		return restTemplate;
	}

	/**
	 * Trace the calls of a {@code RestClient}.
	 * @param client the client, which does not change
	 * @return a client like it whose calls are traced, or the same one if they are or
	 * cannot be
	 */
	public static RestClient trace(RestClient client) {
		RestClientPatch patch = CLIENTS.latest();
		return (patch != null) ? patch.trace(client) : client;
	}

	/**
	 * Trace the calls of the clients that a builder builds, also with a request factory
	 * that it is given later.
	 * @param builder the builder
	 * @return a builder that stands for the given one, or the given one if its clients
	 * are traced or cannot be
	 */
	public static RestClient.Builder trace(RestClient.Builder builder) {
		RestClientPatch patch = CLIENTS.latest();
		return (patch != null) ? patch.traceClientsOf(builder) : builder;
	}

}
