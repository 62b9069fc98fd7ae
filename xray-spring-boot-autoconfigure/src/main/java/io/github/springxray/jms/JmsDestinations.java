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

import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Queue;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TemporaryTopic;
import jakarta.jms.Topic;
import org.jspecify.annotations.Nullable;

/**
 * Names of destinations. Those of temporary ones differ each time, so all of them have
 * one name.
 */
final class JmsDestinations {

	private JmsDestinations() {
	}

	static @Nullable String name(@Nullable Destination destination) {
		try {
			if (destination instanceof TemporaryQueue) {
				return "temporary-queue";
			}
			if (destination instanceof TemporaryTopic) {
				return "temporary-topic";
			}
			if (destination instanceof Queue queue) {
				return queue.getQueueName();
			}
			return (destination instanceof Topic topic) ? topic.getTopicName() : null;
		}
		catch (JMSException ex) {
			return null;
		}
	}

	/**
	 * Return what the name of a destination is recorded as.
	 */
	static String annotation(@Nullable Destination destination) {
		return (destination instanceof Topic && !(destination instanceof Queue)) ? "jms_topic" : "jms_queue";
	}

}
