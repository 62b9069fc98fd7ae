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

import java.util.List;

import jakarta.jms.Connection;
import jakarta.jms.MessageListener;
import jakarta.jms.MessageProducer;
import jakarta.jms.QueueConnection;
import jakarta.jms.QueueSender;
import jakarta.jms.QueueSession;
import jakarta.jms.Session;
import jakarta.jms.TopicConnection;
import jakarta.jms.TopicPublisher;
import jakarta.jms.TopicSession;
import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.ProxyHints;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.jms.connection.SessionProxy;
import org.springframework.jms.listener.SessionAwareMessageListener;
import org.springframework.jms.listener.adapter.MessagingMessageListenerAdapter;
import org.springframework.util.ClassUtils;

/**
 * The proxies that trace Spring's own listeners, and what Spring's cache gives away, for
 * native images.
 */
final class JmsRuntimeHints implements RuntimeHintsRegistrar {

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		for (Class<?> type : List.of(Connection.class, Session.class, MessageProducer.class, QueueSender.class,
				TopicPublisher.class, SessionProxy.class, MessageListener.class, SessionAwareMessageListener.class)) {
			hints.reflection().registerType(type, MemberCategory.INVOKE_PUBLIC_METHODS);
		}
		ProxyHints proxies = hints.proxies();
		proxies.registerJdkProxy(MessageListener.class);
		proxies.registerJdkProxy(SessionAwareMessageListener.class);
		proxies.registerJdkProxy(ClassUtils.getAllInterfacesForClass(MessagingMessageListenerAdapter.class));
		proxies.registerJdkProxy(Connection.class, QueueConnection.class, TopicConnection.class);
		proxies.registerJdkProxy(SessionProxy.class, QueueSession.class, TopicSession.class);
		proxies.registerJdkProxy(MessageProducer.class, QueueSender.class, TopicPublisher.class);
	}

}
