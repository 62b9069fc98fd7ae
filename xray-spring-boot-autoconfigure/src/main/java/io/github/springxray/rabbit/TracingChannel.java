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

package io.github.springxray.rabbit;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.amazonaws.xray.entities.Entity;
import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;

import io.github.springxray.http.OutgoingHeaders;
import io.github.springxray.messaging.MessageHeaders;
import io.github.springxray.messaging.OutgoingMessage;
import io.github.springxray.messaging.OutgoingMessages;

/**
 * Does what a channel does for Spring's own listeners, and traces the replies that these
 * publish, be it after the method has returned. It has all interfaces of the channel.
 */
final class TracingChannel implements InvocationHandler {

	private final Channel channel;

	private final @Nullable Entity parent;

	private final OutgoingMessages messages;

	private TracingChannel(Channel channel, @Nullable Entity parent, OutgoingMessages messages) {
		this.channel = channel;
		this.parent = parent;
		this.messages = messages;
	}

	static Channel trace(Channel channel, @Nullable Entity parent, OutgoingMessages messages) {
		return (Channel) Proxy.newProxyInstance(channel.getClass().getClassLoader(),
				ClassUtils.getAllInterfaces(channel), new TracingChannel(channel, parent, messages));
	}

	@Override
	public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] args) throws Throwable {
		if (args != null && method.getName().equals("basicPublish") && args[0] instanceof String exchange
				&& args[1] instanceof String routingKey) {
			return publish(method, args, exchange, routingKey);
		}
		if (args != null && method.getName().equals("equals")) {
			return args[0] == proxy || this.channel.equals(args[0]);
		}
		return call(method, args);
	}

	private @Nullable Object publish(Method method, @Nullable Object[] args, String exchange, String routingKey)
			throws Throwable {
		int index = args.length - 2;
		PropertiesToSend properties = new PropertiesToSend(
				(args[index] instanceof BasicProperties given) ? given : new BasicProperties());
		OutgoingMessage sent = this.messages.begin(RabbitNames.destination(exchange, routingKey), this.parent,
				properties);
		sent.record((entity) -> RabbitNames.record(entity, exchange, routingKey));
		args[index] = properties.properties();
		Throwable failure = null;
		try {
			return call(method, args);
		}
		catch (Throwable ex) {
			failure = ex;
			throw ex;
		}
		finally {
			sent.end(failure);
		}
	}

	private @Nullable Object call(Method method, @Nullable Object @Nullable [] args) throws Throwable {
		try {
			return method.invoke(this.channel, args);
		}
		catch (InvocationTargetException ex) {
			throw ex.getTargetException();
		}
	}

	/**
	 * The properties of a message, which do not change: those with the headers are a
	 * copy.
	 */
	private static final class PropertiesToSend implements OutgoingHeaders {

		private BasicProperties properties;

		PropertiesToSend(BasicProperties properties) {
			this.properties = properties;
		}

		BasicProperties properties() {
			return this.properties;
		}

		private Map<String, Object> headers() {
			Map<String, Object> present = this.properties.getHeaders();
			return (present != null) ? new HashMap<>(present) : new HashMap<>();
		}

		@Override
		public List<String> get(String name) {
			return headers().entrySet()
				.stream()
				.filter((header) -> name.equalsIgnoreCase(header.getKey()))
				.map((header) -> MessageHeaders.text(String.valueOf(header.getValue())))
				.toList();
		}

		@Override
		public void set(String name, String value) {
			Map<String, Object> headers = headers();
			headers.keySet().removeIf(name::equalsIgnoreCase);
			headers.put(name, value);
			this.properties = this.properties.builder().headers(headers).build();
		}

		@Override
		public void remove(String name) {
			Map<String, Object> headers = headers();
			headers.keySet().removeIf(name::equalsIgnoreCase);
			this.properties = this.properties.builder().headers(headers).build();
		}

	}

}
