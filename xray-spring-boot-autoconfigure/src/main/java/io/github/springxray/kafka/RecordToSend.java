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

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

import io.github.springxray.http.OutgoingHeaders;

/**
 * The headers of a record that is about to be sent. They are written to a copy of the
 * record, as those of the application may be read-only, and it may send the record once
 * more. A record of a class of the application's own is written to itself, if it lets us.
 *
 * @param <K> the type of the key
 * @param <V> the type of the value
 */
final class RecordToSend<K, V> implements OutgoingHeaders {

	private final ProducerRecord<K, V> original;

	private ProducerRecord<K, V> record;

	RecordToSend(ProducerRecord<K, V> original) {
		this.original = original;
		this.record = original;
	}

	@Override
	public List<String> get(String name) {
		return RecordHeaderTexts.all(this.record.headers(), name);
	}

	@Override
	public void set(String name, String value) {
		remove(name);
		change((headers) -> headers.add(name, value.getBytes(StandardCharsets.UTF_8)));
	}

	@Override
	public void remove(String name) {
		List<String> present = new ArrayList<>(1);
		for (Header header : this.record.headers()) {
			if (name.equalsIgnoreCase(header.key())) {
				present.add(header.key());
			}
		}
		if (!present.isEmpty()) {
			change((headers) -> present.forEach(headers::remove));
		}
	}

	private void change(Change change) {
		if (this.record == this.original && this.original.getClass() == ProducerRecord.class) {
			this.record = new ProducerRecord<>(this.original.topic(), this.original.partition(),
					this.original.timestamp(), this.original.key(), this.original.value(), this.original.headers());
		}
		try {
			change.apply(this.record.headers());
		}
		catch (IllegalStateException ex) {
			// The application's own record has been sent before: its headers stay
		}
	}

	/**
	 * Return the record to send.
	 */
	ProducerRecord<K, V> record() {
		return this.record;
	}

	@FunctionalInterface
	private interface Change {

		void apply(Headers headers);

	}

}
