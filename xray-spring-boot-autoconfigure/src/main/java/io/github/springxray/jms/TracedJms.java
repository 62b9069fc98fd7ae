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

package io.github.springxray.jms;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

import jakarta.jms.Connection;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.XAConnection;
import jakarta.jms.XASession;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;

import io.github.springxray.messaging.OutgoingMessages;

/**
 * Does what a connection, a session or a producer does, and traces what is sent. It has
 * all interfaces of the original, those of a pool or of a cache among them.
 */
final class TracedJms implements InvocationHandler {

	private final Object target;

	private final OutgoingMessages messages;

	private TracedJms(Object target, OutgoingMessages messages) {
		this.target = target;
		this.messages = messages;
	}

	/**
	 * Return what does the same and is traced. What takes part in transactions of others
	 * is left alone, as their managers know it by its class.
	 */
	static @Nullable Object trace(@Nullable Object object, OutgoingMessages messages) {
		boolean known = object instanceof Connection || object instanceof Session || object instanceof MessageProducer;
		if (object == null || !known || object instanceof XAConnection || object instanceof XASession
				|| of(object) != null) {
			return object;
		}
		try {
			return Proxy.newProxyInstance(object.getClass().getClassLoader(), ClassUtils.getAllInterfaces(object),
					new TracedJms(object, messages));
		}
		catch (IllegalArgumentException | LinkageError ex) {
			return object;
		}
	}

	private static @Nullable TracedJms of(@Nullable Object object) {
		return (object != null && Proxy.isProxyClass(object.getClass())
				&& Proxy.getInvocationHandler(object) instanceof TracedJms traced) ? traced : null;
	}

	/**
	 * Return what is behind a proxy of ours.
	 */
	static @Nullable Object targetOf(@Nullable Object object) {
		TracedJms traced = of(object);
		return (traced != null) ? traced.target : object;
	}

	@Override
	public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] args) throws Throwable {
		for (int i = 0; args != null && i < args.length; i++) {
			args[i] = targetOf(args[i]);
		}
		if (this.target instanceof MessageProducer producer && args != null && isSend(method)) {
			return send(producer, method, args);
		}
		Object result = call(method, args);
		return method.getName().startsWith("create") ? trace(result, this.messages) : result;
	}

	private static boolean isSend(Method method) {
		return method.getName().equals("send") || method.getName().equals("publish");
	}

	private @Nullable Object send(MessageProducer producer, Method method, @Nullable Object[] args) throws Throwable {
		for (Object argument : args) {
			if (argument instanceof Message message) {
				return new SentMessage(producer, message, args, this.messages).send(() -> call(method, args));
			}
		}
		return call(method, args);
	}

	private @Nullable Object call(Method method, @Nullable Object @Nullable [] args) throws Throwable {
		try {
			return method.invoke(this.target, args);
		}
		catch (InvocationTargetException ex) {
			throw ex.getTargetException();
		}
	}

}
