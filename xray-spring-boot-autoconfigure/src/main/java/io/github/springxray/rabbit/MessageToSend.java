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

import java.util.List;

import org.springframework.amqp.core.Message;

import io.github.springxray.http.OutgoingHeaders;

/**
 * The headers of a message that is about to be sent. A template writes its own there as
 * well.
 *
 * @param message the message
 */
record MessageToSend(Message message) implements OutgoingHeaders {

	@Override
	public List<String> get(String name) {
		return RabbitHeaderTexts.all(this.message, name);
	}

	@Override
	public void set(String name, String value) {
		remove(name);
		this.message.getMessageProperties().setHeader(name, value);
	}

	@Override
	public void remove(String name) {
		this.message.getMessageProperties().getHeaders().keySet().removeIf(name::equalsIgnoreCase);
	}

}
