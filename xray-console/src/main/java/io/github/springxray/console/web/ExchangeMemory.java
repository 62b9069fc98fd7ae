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

package io.github.springxray.console.web;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts the bytes of bodies that are being read and of answers that are being written.
 * Once they are too many, the exchanges that have lasted longest are given up: whoever
 * sends or reads as fast as others do has never waited that long.
 */
final class ExchangeMemory {

	private final long limit;

	private final Map<Exchange, Long> exchanges = new LinkedHashMap<>();

	private long total;

	ExchangeMemory(long limit) {
		this.limit = limit;
	}

	/**
	 * Count bytes that an exchange holds from now on.
	 */
	void hold(Exchange exchange, long bytes) {
		List<Exchange> victims = new ArrayList<>();
		synchronized (this) {
			this.exchanges.merge(exchange, bytes, Long::sum);
			this.total += bytes;
			Iterator<Map.Entry<Exchange, Long>> oldest = this.exchanges.entrySet().iterator();
			while (this.total > this.limit && oldest.hasNext()) {
				Map.Entry<Exchange, Long> entry = oldest.next();
				if (entry.getKey() != exchange) {
					victims.add(entry.getKey());
					this.total -= entry.getValue();
					oldest.remove();
				}
			}
		}
		victims.forEach(Exchange::giveUp);
	}

	/**
	 * Forget what an exchange held.
	 */
	synchronized void release(Exchange exchange) {
		Long bytes = this.exchanges.remove(exchange);
		if (bytes != null) {
			this.total -= bytes;
		}
	}

}
