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

package io.github.springxray.kafka;

import java.nio.ByteBuffer;
import java.util.List;

import com.amazonaws.xray.entities.Entity;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

import org.springframework.kafka.retrytopic.RetryTopicHeaders;
import org.springframework.kafka.support.KafkaHeaders;

import io.github.springxray.messaging.IncomingMessage;

/**
 * What tracing has to know of a record. Neither its key nor its value is read.
 *
 * @param record the record
 */
record ReceivedRecord(ConsumerRecord<?, ?> record) implements IncomingMessage {

	static final String TOPIC = "kafka_topic";

	static final String PARTITION = "kafka_partition";

	static final String OFFSET = "kafka_offset";

	static final String ATTEMPT = "kafka_delivery_attempt";

	@Override
	public @Nullable String header(String name) {
		return RecordHeaderTexts.last(this.record.headers(), name);
	}

	@Override
	public String destination() {
		return this.record.topic();
	}

	@Override
	public String id() {
		return this.record.topic() + "-" + this.record.partition() + "@" + this.record.offset();
	}

	@Override
	public long sentAt() {
		return this.record.timestamp();
	}

	@Override
	public void record(Entity entity) {
		entity.putAnnotation(TOPIC, this.record.topic());
		entity.putAnnotation(PARTITION, this.record.partition());
		entity.putAnnotation(OFFSET, this.record.offset());
		int attempt = attempt();
		if (attempt > 0) {
			entity.putAnnotation(ATTEMPT, attempt);
		}
	}

	/**
	 * Which attempt this is, as the container or a retry topic says it; 0 if neither
	 * does.
	 */
	private int attempt() {
		for (String name : List.of(KafkaHeaders.DELIVERY_ATTEMPT, RetryTopicHeaders.DEFAULT_HEADER_ATTEMPTS)) {
			Header header = this.record.headers().lastHeader(name);
			if (header != null && header.value() != null && header.value().length == Integer.BYTES) {
				return ByteBuffer.wrap(header.value()).getInt();
			}
		}
		return 0;
	}

	/**
	 * Put on the segment of a batch what is the same for all of its records.
	 */
	static void record(Entity entity, List<ReceivedRecord> batch) {
		ConsumerRecord<?, ?> first = batch.get(0).record();
		List<String> topics = batch.stream().map(ReceivedRecord::destination).distinct().toList();
		if (topics.size() == 1) {
			entity.putAnnotation(TOPIC, first.topic());
			if (batch.stream().allMatch((other) -> other.record().partition() == first.partition())) {
				entity.putAnnotation(PARTITION, first.partition());
			}
		}
		else {
			entity.putMetadata("kafka", "topics", topics);
		}
		entity.putAnnotation("message_count", batch.size());
	}

}
