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

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.amqp.core.Message;

import io.github.springxray.messaging.MessageHeaders;

/**
 * The headers of a message in which a trace travels, whatever case their names are in.
 */
final class RabbitHeaderTexts {

	private RabbitHeaderTexts() {
	}

	static @Nullable String first(Message message, String name) {
		Object value = message.getMessageProperties().getHeaders().get(name);
		if (value != null) {
			return text(value);
		}
		List<String> all = all(message, name);
		return all.isEmpty() ? null : all.get(0);
	}

	static List<String> all(Message message, String name) {
		List<String> texts = new ArrayList<>(1);
		for (Map.Entry<String, Object> header : message.getMessageProperties().getHeaders().entrySet()) {
			String text = name.equalsIgnoreCase(header.getKey()) ? text(header.getValue()) : null;
			if (text != null) {
				texts.add(text);
			}
		}
		return texts;
	}

	/**
	 * A long text is one of the client's own type until it is converted.
	 */
	private static @Nullable String text(@Nullable Object value) {
		if (value != null && value.getClass().getName().startsWith("com.rabbitmq.")) {
			return MessageHeaders.text(value.toString());
		}
		return MessageHeaders.text(value);
	}

}
