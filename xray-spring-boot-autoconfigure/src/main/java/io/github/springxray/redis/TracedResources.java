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

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

import io.lettuce.core.resource.ClientResources;
import org.jspecify.annotations.Nullable;

/**
 * The client resources of the application, with a tracing of ours around that of the
 * application. The resources themselves stay as they are, and whoever made them shuts
 * them down. A proxy, as later versions of the interface have more methods.
 */
final class TracedResources implements InvocationHandler {

	private final ClientResources resources;

	private final LettuceTracer tracing;

	private TracedResources(ClientResources resources, LettuceCalls calls) {
		this.resources = resources;
		this.tracing = new LettuceTracer(resources.tracing(), calls);
	}

	static ClientResources trace(ClientResources resources, LettuceCalls calls) {
		if (isTraced(resources)) {
			return resources;
		}
		return (ClientResources) Proxy.newProxyInstance(ClientResources.class.getClassLoader(),
				new Class<?>[] { ClientResources.class }, new TracedResources(resources, calls));
	}

	static boolean isTraced(@Nullable ClientResources resources) {
		return resources != null && Proxy.isProxyClass(resources.getClass())
				&& Proxy.getInvocationHandler(resources) instanceof TracedResources;
	}

	@Override
	public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
		switch (method.getName()) {
			case "tracing":
				return this.tracing;
			case "mutate":
				return this.resources.mutate().tracing(this.tracing);
			case "equals":
				return proxy == ((arguments != null) ? arguments[0] : null);
			case "hashCode":
				return System.identityHashCode(proxy);
			default:
				return call(method, arguments);
		}
	}

	private @Nullable Object call(Method method, Object @Nullable [] arguments) throws Throwable {
		try {
			return method.invoke(this.resources, arguments);
		}
		catch (InvocationTargetException ex) {
			throw ex.getTargetException();
		}
	}

}
