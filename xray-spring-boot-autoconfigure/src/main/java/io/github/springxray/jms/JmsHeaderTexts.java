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

import java.util.Enumeration;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import org.jspecify.annotations.Nullable;

import io.github.springxray.messaging.MessageHeaders;

/**
 * The properties of a message in which a trace travels. Their names have to be Java
 * identifiers, so a hyphen is written as an underscore. Clients of other protocols may
 * have sent hyphens.
 */
final class JmsHeaderTexts {

	private JmsHeaderTexts() {
	}

	/**
	 * Return the name of a property.
	 * @param name the name of the header of a request
	 */
	static String nameOf(String name) {
		return name.replace('-', '_');
	}

	static @Nullable String get(Message message, String name) {
		try {
			String wanted = nameOf(name);
			String value = MessageHeaders.text(message.getObjectProperty(wanted));
			return (value != null) ? value : find(message, wanted);
		}
		catch (JMSException | RuntimeException ex) {
			return null;
		}
	}

	private static @Nullable String find(Message message, String wanted) throws JMSException {
		Enumeration<?> names = message.getPropertyNames();
		while (names != null && names.hasMoreElements()) {
			if (names.nextElement() instanceof String name && nameOf(name).equalsIgnoreCase(wanted)) {
				return MessageHeaders.text(message.getObjectProperty(name));
			}
		}
		return null;
	}

}
