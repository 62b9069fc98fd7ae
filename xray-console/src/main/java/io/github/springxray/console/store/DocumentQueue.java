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

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Hands documents over to a thread that reads them, so that the thread of a socket only
 * takes what the socket has. What does not fit is dropped and counted.
 */
public final class DocumentQueue implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(DocumentQueue.class);

	private static final int CAPACITY = 32 * 1024;

	private static final long MAX_BYTES = 16 * 1024 * 1024;

	private final BlockingQueue<byte[]> documents = new ArrayBlockingQueue<>(CAPACITY);

	private final AtomicLong bytes = new AtomicLong();

	private final AtomicLong dropped = new AtomicLong();

	private final TraceStore store;

	private final Thread thread;

	/**
	 * Create a queue and start its thread.
	 * @param store where documents go
	 */
	public DocumentQueue(TraceStore store) {
		this.store = store;
		this.thread = new Thread(this::run, "xray-console-documents");
		this.thread.setDaemon(true);
		this.thread.start();
	}

	/**
	 * Hand over a document, and wait for nothing.
	 * @param content JSON in UTF-8, not to be changed any more
	 */
	public void offer(byte[] content) {
		if (this.bytes.addAndGet(content.length) > MAX_BYTES || !this.documents.offer(content)) {
			this.bytes.addAndGet(-content.length);
			this.dropped.incrementAndGet();
		}
	}

	private void run() {
		try {
			while (true) {
				byte[] content = this.documents.take();
				this.bytes.addAndGet(-content.length);
				keep(content);
			}
		}
		catch (InterruptedException ex) {
			// Closed
		}
	}

	private void keep(byte[] content) {
		try {
			this.store.add(content);
			long lost = this.dropped.getAndSet(0);
			if (lost > 0) {
				this.store.drop(lost);
			}
		}
		catch (RuntimeException ex) {
			logger.warn("A document was lost", ex);
		}
	}

	@Override
	public void close() {
		this.thread.interrupt();
	}

}
