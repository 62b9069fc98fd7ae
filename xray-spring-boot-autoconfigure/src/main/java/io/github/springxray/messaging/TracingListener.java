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

package io.github.springxray.messaging;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;

/**
 * Does what a listener does, and makes segments of the messages that it is called with.
 * It is a proxy with the interfaces of the listener, as a container looks at these to see
 * how it is to be called.
 */
public final class TracingListener implements InvocationHandler {

	private final Object listener;

	private final IncomingMessages messages;

	private final Calls calls;

	private TracingListener(Object listener, IncomingMessages messages, Calls calls) {
		this.listener = listener;
		this.messages = messages;
		this.calls = calls;
	}

	/**
	 * Trace a listener.
	 * @param listener the listener, which does not change
	 * @param messages what ends segments
	 * @param calls what begins them
	 * @return what does the same; the same one if it is traced already
	 */
	public static Object trace(Object listener, IncomingMessages messages, Calls calls) {
		return (of(listener) != null) ? listener : Proxy.newProxyInstance(listener.getClass().getClassLoader(),
				ClassUtils.getAllInterfaces(listener), new TracingListener(listener, messages, calls));
	}

	private static @Nullable TracingListener of(@Nullable Object object) {
		return (object != null && Proxy.isProxyClass(object.getClass())
				&& Proxy.getInvocationHandler(object) instanceof TracingListener tracing) ? tracing : null;
	}

	@Override
	public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] args) throws Throwable {
		if (args == null) {
			return call(method, null);
		}
		if (method.getName().equals("equals")) {
			TracingListener other = of(args[0]);
			return this.listener.equals((other != null) ? other.listener : args[0]);
		}
		MessageTrace trace = this.calls.begin(method.getName(), args);
		if (trace == null) {
			return call(method, args);
		}
		Throwable failure = null;
		try {
			return call(method, args);
		}
		catch (Throwable ex) {
			failure = this.calls.causeOf(ex);
			throw ex;
		}
		finally {
			this.messages.end(trace, failure);
		}
	}

	private @Nullable Object call(Method method, @Nullable Object @Nullable [] args) throws Throwable {
		try {
			return method.invoke(this.listener, args);
		}
		catch (InvocationTargetException ex) {
			throw ex.getTargetException();
		}
	}

	/**
	 * What a library knows of calls of its listeners.
	 */
	public interface Calls {

		/**
		 * Begin the segment of what a listener is called with. What is passed to it may
		 * be changed. Never throws.
		 * @param method the name of its method
		 * @param args what it is called with
		 * @return what was begun, {@code null} if it is not called with messages
		 */
		@Nullable MessageTrace begin(String method, @Nullable Object[] args);

		/**
		 * Return what the application's own method has thrown.
		 * @param failure what has come out of the listener, in whichever wrapper
		 * @return what is recorded
		 */
		Throwable causeOf(Throwable failure);

	}

}
