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

package io.github.springxray.http;

import java.net.URI;
import java.util.function.UnaryOperator;

import com.amazonaws.xray.entities.Entity;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.Role;

import io.github.springxray.recorder.TracingFaults;

/**
 * The calls of clients that other clients may stand on: a call that the one on top has
 * begun is not begun again. What it needs is looked up with the first request, as clients
 * are created before it. For the starter's own packages. No method here throws, but for
 * errors of the virtual machine.
 */
@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
public final class ClientCalls {

	private final ObjectProvider<HttpClientTracing> provider;

	private final ObjectProvider<TracingFaults> faults;

	private volatile @Nullable HttpClientTracing tracing;

	/**
	 * Create an instance for a context.
	 * @param provider gives what traces
	 * @param faults gives what counts faults
	 */
	public ClientCalls(ObjectProvider<HttpClientTracing> provider, ObjectProvider<TracingFaults> faults) {
		this.provider = provider;
		this.faults = faults;
	}

	/**
	 * Return what is current on the calling thread: the parent of a call that it makes.
	 * @return the segment or subsegment, or {@code null} if there is none
	 */
	public @Nullable Entity current() {
		HttpClientTracing tracing = tracing();
		return (tracing != null) ? tracing.current() : null;
	}

	/**
	 * Begin a call just before its request is sent, unless a client on top has begun it.
	 * @param method the method of the request
	 * @param uri where it goes
	 * @param parent what makes the call; with {@code null} nothing is recorded or sent
	 * @param headers the headers of the request
	 * @return the call, {@link HttpClientCall#NONE} if it is not recorded
	 */
	public HttpClientCall begin(String method, URI uri, @Nullable Entity parent, OutgoingHeaders headers) {
		return begin(method, uri, parent, headers, OuterCall.current());
	}

	/**
	 * Begin a call on another thread than the one that asked for it.
	 * @param method the method of the request
	 * @param uri where it goes
	 * @param parent what makes the call; with {@code null} nothing is recorded or sent
	 * @param headers the headers of the request
	 * @param outer what was being sent on the thread that asked for it
	 * @return the call, {@link HttpClientCall#NONE} if it is not recorded
	 */
	public HttpClientCall begin(String method, URI uri, @Nullable Entity parent, OutgoingHeaders headers,
			@Nullable OuterCall outer) {
		HttpClientTracing tracing = tracing();
		if (tracing == null) {
			return HttpClientCall.NONE;
		}
		try {
			if ((outer != null && outer.covers(method, uri)) || (parent != null && OpenCalls.has(parent, headers))) {
				return HttpClientCall.NONE;
			}
			return tracing.begin(method, uri, parent, headers);
		}
		catch (VirtualMachineError ex) {
			throw ex;
		}
		catch (Throwable ex) {
			fault("beginning an HTTP call", ex);
			return HttpClientCall.NONE;
		}
	}

	/**
	 * Change something on the way of a request or response for tracing.
	 * @param <T> what is changed
	 * @param place what is being done, one of a small fixed set
	 * @param value what is there
	 * @param change gives what takes its place
	 * @return what takes its place, the value itself where that fails
	 */
	public <T> T change(String place, T value, UnaryOperator<T> change) {
		try {
			return change.apply(value);
		}
		catch (VirtualMachineError ex) {
			throw ex;
		}
		catch (Throwable ex) {
			fault(place, ex);
			return value;
		}
	}

	/**
	 * Count a fault of tracing.
	 * @param place what was being done, one of a small fixed set
	 * @param fault what went wrong
	 */
	public void fault(String place, Throwable fault) {
		try {
			this.faults.ifAvailable((faults) -> faults.record(place, fault));
		}
		catch (RuntimeException ex) {
			// The context is closed: nobody counts any longer
		}
	}

	/**
	 * It cannot be had while the context closes, or by what it depends on itself.
	 */
	private @Nullable HttpClientTracing tracing() {
		HttpClientTracing tracing = this.tracing;
		if (tracing == null) {
			try {
				tracing = this.provider.getIfAvailable();
			}
			catch (RuntimeException ex) {
				return null;
			}
			this.tracing = tracing;
		}
		return tracing;
	}

}
