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

package io.github.springxray.sample;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpStatus;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * An order is an event: whoever takes it sends it to Kafka, and a listener looks for the
 * user that it is for. Both are in one trace, with nothing to write for it.
 */
@RestController
@Profile("kafka")
class OrderEvents {

	static final String TOPIC = "orders";

	private static final Log logger = LogFactory.getLog(OrderEvents.class);

	private final KafkaTemplate<String, String> kafka;

	private final UserRepository users;

	OrderEvents(KafkaTemplate<String, String> kafka, UserRepository users) {
		this.kafka = kafka;
		this.users = users;
	}

	@PostMapping("/users/{id}/orders")
	@ResponseStatus(HttpStatus.ACCEPTED)
	void order(@PathVariable long id) {
		this.kafka.send(TOPIC, Long.toString(id)).join();
	}

	@KafkaListener(topics = TOPIC, groupId = "orders")
	void ordered(String userId) {
		boolean known = this.users.findById(Long.parseLong(userId)).isPresent();
		logger.info(known ? "An order of a user" : "An order of nobody");
	}

}
