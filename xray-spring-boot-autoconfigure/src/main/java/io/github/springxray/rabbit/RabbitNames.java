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

import com.amazonaws.xray.entities.Entity;
import org.jspecify.annotations.Nullable;

/**
 * Names of exchanges and queues. Those that a broker invents differ each time, so all of
 * them have one name.
 */
final class RabbitNames {

	private static final String TEMPORARY = "temporary-queue";

	private RabbitNames() {
	}

	/**
	 * Return where a message goes: to an exchange, or through the one without a name to
	 * the queue that the routing key names.
	 */
	static @Nullable String destination(@Nullable String exchange, @Nullable String routingKey) {
		if (exchange != null && !exchange.isEmpty()) {
			return exchange;
		}
		return (routingKey != null) ? stable(routingKey) : null;
	}

	static String stable(String queue) {
		return (queue.startsWith("amq.") || queue.startsWith("spring.gen-")) ? TEMPORARY : queue;
	}

	static void record(Entity entity, @Nullable String exchange, @Nullable String routingKey) {
		if (exchange != null && !exchange.isEmpty()) {
			entity.putAnnotation("rabbit_exchange", exchange);
		}
		if (routingKey != null && !routingKey.isEmpty()) {
			entity.putAnnotation("rabbit_routing_key", stable(routingKey));
		}
	}

}
