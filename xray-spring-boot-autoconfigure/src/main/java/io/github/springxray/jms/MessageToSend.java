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

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import org.jspecify.annotations.Nullable;

import io.github.springxray.http.OutgoingHeaders;

/**
 * The headers of a message that is about to be sent. One that was received and is sent
 * again as it is lets nobody write to it, and keeps what it came with.
 *
 * @param message the message
 */
record MessageToSend(Message message) implements OutgoingHeaders {

	@Override
	public List<String> get(String name) {
		String value = JmsHeaderTexts.get(this.message, name);
		return (value != null) ? List.of(value) : List.of();
	}

	@Override
	public void set(String name, String value) {
		write(name, value);
	}

	/**
	 * A property cannot be removed by itself, but have no value.
	 */
	@Override
	public void remove(String name) {
		write(name, null);
	}

	private void write(String name, @Nullable String value) {
		try {
			this.message.setStringProperty(JmsHeaderTexts.nameOf(name), value);
		}
		catch (JMSException ex) {
			// The message is read-only, or its provider does not take the value
		}
	}

}
