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

package io.github.springxray.benchmarks.tracing;

import java.util.concurrent.Future;

import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * No tracing: the record and the producer alone.
 */
final class UntracedRecords implements RecordTracing {

	private final Producer<String, String> producer = RecordTracing.producer();

	@Override
	public Future<RecordMetadata> receiveAndSend() {
		return this.producer.send(RecordTracing.toSend(), (metadata, failure) -> {
		});
	}

	@Override
	public void close() {
		// Nothing to close
	}

}
