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

package io.github.springxray.console.store;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DocumentQueueTests {

	private static final int DOCUMENTS = 100_000;

	private static final long CEILING = 4 * 1024 * 1024;

	@Test
	void floodStaysUnderCeilingAndIsAccountedFor() throws Exception {
		TraceStore store = new TraceStore(CEILING, Duration.ofHours(1), InstantSource.system());
		try (DocumentQueue queue = new DocumentQueue(store)) {
			List<Thread> senders = new ArrayList<>();
			for (int i = 0; i < 2; i++) {
				int sender = i;
				Thread thread = new Thread(() -> flood(queue, sender));
				thread.start();
				senders.add(thread);
			}
			while (senders.stream().anyMatch(Thread::isAlive)) {
				assertThat(store.status().bytes()).isLessThanOrEqualTo(CEILING);
				store.traces().forEach(StoredTrace::summary);
			}
			for (Thread sender : senders) {
				sender.join();
			}
			// Drops are counted with the next document that is kept
			Awaitility.await().until(() -> {
				queue.offer(Documents.segment(Documents.traceId(1), 1, ""));
				return store.status().received() > 2 * DOCUMENTS;
			});
		}
		StoreStatus status = store.status();
		assertThat(status.bytes()).isLessThanOrEqualTo(CEILING);
		assertThat(status.evicted()).isPositive();
		assertThat(status.invalid()).isZero();
	}

	private static void flood(DocumentQueue queue, int sender) {
		for (int i = 0; i < DOCUMENTS; i++) {
			queue.offer(Documents.segment(Documents.traceId(i / 4), 1 + sender * DOCUMENTS + i,
					",\"annotations\":{\"number\":" + i + "},\"end_time\":1794000001.0"));
		}
	}

}
