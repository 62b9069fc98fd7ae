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

import java.lang.reflect.Field;
import java.lang.reflect.Method;

import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.util.Assert;
import org.springframework.util.ReflectionUtils;
import org.springframework.web.client.RestClient;

/**
 * Traces {@code RestClient} and its builder. Neither tells its request factory, so it is
 * read where Spring's own implementations keep it. Other implementations are left alone:
 * what they do with a factory is not known. No method here throws.
 */
final class RestClientPatch {

	private static final String CLIENT = "org.springframework.web.client.DefaultRestClient";

	static final String BUILDER = "org.springframework.web.client.DefaultRestClientBuilder";

	private final RequestTracer tracer;

	private final FactoryAccess access;

	RestClientPatch(RequestTracer tracer) {
		this(tracer, RestClientPatch::factoryOf);
	}

	RestClientPatch(RequestTracer tracer, FactoryAccess access) {
		this.tracer = tracer;
		this.access = access;
	}

	/**
	 * Trace a client.
	 * @param client the client
	 * @return another client like it, or the same one if it is traced already
	 */
	RestClient trace(RestClient client) {
		if (!client.getClass().getName().equals(CLIENT)) {
			return client;
		}
		try {
			RestClient.Builder builder = client.mutate();
			return trace(builder) ? builder.build() : client;
		}
		catch (RuntimeException | LinkageError ex) {
			this.tracer.fault("tracing a RestClient", ex);
			return client;
		}
	}

	/**
	 * Trace the clients of a builder, with whichever factory it is given later.
	 * @param builder the builder
	 * @return another builder that works on the given one
	 */
	RestClient.Builder traceClientsOf(RestClient.Builder builder) {
		if (!builder.getClass().getName().equals(BUILDER)) {
			return builder;
		}
		try {
			return TracingRestClientBuilder.of(builder, this);
		}
		catch (RuntimeException | LinkageError ex) {
			this.tracer.fault("tracing a builder of RestClient", ex);
			return builder;
		}
	}

	/**
	 * Give a builder a traced factory instead of the one that it has now.
	 * @param builder the builder
	 * @return {@code false} if it has one already or cannot have one
	 */
	boolean trace(RestClient.Builder builder) {
		if (!builder.getClass().getName().equals(BUILDER)) {
			return false;
		}
		try {
			ClientHttpRequestFactory factory = this.access.factoryOf(builder);
			ClientHttpRequestFactory traced = TracingClientHttpRequestFactory.trace(factory, this.tracer);
			if (traced == factory) {
				return false;
			}
			builder.requestFactory(traced);
			return true;
		}
		catch (Exception | LinkageError ex) {
			this.tracer.fault("finding the request factory of a RestClient", ex);
			return intercept(builder);
		}
	}

	private static ClientHttpRequestFactory factoryOf(RestClient.Builder builder) throws ReflectiveOperationException {
		Field field = builder.getClass().getDeclaredField("requestFactory");
		ReflectionUtils.makeAccessible(field);
		Object factory = field.get(builder);
		if (factory == null) {
			Method detection = builder.getClass().getDeclaredMethod("initRequestFactory");
			ReflectionUtils.makeAccessible(detection);
			factory = detection.invoke(builder);
		}
		Assert.isInstanceOf(ClientHttpRequestFactory.class, factory);
		return (ClientHttpRequestFactory) factory;
	}

	private boolean intercept(RestClient.Builder builder) {
		boolean[] added = new boolean[1];
		try {
			builder.requestInterceptors((interceptors) -> {
				if (interceptors.stream().noneMatch(TracingInterceptor.class::isInstance)) {
					added[0] = interceptors.add(new TracingInterceptor(this.tracer));
				}
			});
		}
		catch (RuntimeException ex) {
			this.tracer.fault("adding an interceptor to a RestClient", ex);
		}
		return added[0];
	}

	/**
	 * Finds the request factory of a builder.
	 */
	@FunctionalInterface
	interface FactoryAccess {

		ClientHttpRequestFactory factoryOf(RestClient.Builder builder) throws ReflectiveOperationException;

	}

}
