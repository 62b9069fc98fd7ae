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

package io.github.springxray.emitter;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

import io.github.springxray.document.DocumentWriter;
import io.github.springxray.document.WrittenDocuments;
import io.github.springxray.emitter.EmitterStatistics.LastError;
import io.github.springxray.recorder.TracingFaults;

/**
 * Takes parcels from the queue, writes their documents and gives them to the senders, one
 * batch after the other. Whatever goes wrong, each parcel is counted once, as sent or as
 * dropped.
 */
final class Dispatcher {

	private static final int MAX_PARCELS = 64;

	private static final int MAX_BYTES = 1024 * 1024;

	/**
	 * The content of what no sender reads.
	 */
	private static final byte[] NOTHING = {};

	private final ReentrantLock lock = new ReentrantLock();

	private final DocumentWriter writer = new DocumentWriter();

	private final TraceQueue queue;

	private final List<TraceSender> senders;

	/**
	 * Whether anybody has a use for documents.
	 */
	private final boolean documents;

	private final EmitterStatistics statistics;

	private final TracingFaults faults;

	private final DropReports drops;

	private final TraceSizes sizes;

	private final ConcurrentLinkedQueue<Parcel> current = new ConcurrentLinkedQueue<>();

	Dispatcher(TraceQueue queue, List<? extends TraceSender> senders, EmitterStatistics statistics, DropReports drops,
			TracingFaults faults) {
		this.queue = queue;
		this.senders = List.copyOf(senders);
		this.documents = !senders.stream()
			.allMatch((sender) -> sender instanceof CountedSender counted && counted.takesTrees());
		this.statistics = statistics;
		this.drops = drops;
		this.faults = faults;
		this.sizes = new TraceSizes(statistics);
	}

	/**
	 * Deal with some of what waits. Batches of several threads follow one another.
	 * @return how many parcels
	 */
	int dispatch() {
		if (this.queue.isEmpty()) {
			return 0;
		}
		// What fails for lack of memory must not do so with the lock held
		List<Parcel> batch = new ArrayList<>(MAX_PARCELS);
		LastError before = this.statistics.lastError();
		this.lock.lock();
		try {
			List<TraceDocument> documents = write(batch);
			if (!documents.isEmpty()) {
				send(documents);
			}
		}
		catch (Throwable ex) {
			// No memory, no stack: those that have not got through are dropped
			failed("writing a batch", ex);
			batch.forEach((parcel) -> parcel.fail(ex.getClass().getSimpleName()));
		}
		finally {
			try {
				for (int i = 0; i < batch.size(); i++) {
					settle(batch.get(i), before);
				}
				this.current.clear();
			}
			finally {
				this.lock.unlock();
			}
		}
		return batch.size();
	}

	private List<TraceDocument> write(List<Parcel> batch) {
		List<TraceDocument> documents = new ArrayList<>();
		int bytes = 0;
		while (batch.size() < MAX_PARCELS && bytes < MAX_BYTES) {
			Parcel parcel = this.queue.poll();
			if (parcel == null) {
				break;
			}
			this.current.add(parcel);
			batch.add(parcel);
			bytes += write(parcel, documents);
		}
		return documents;
	}

	private int write(Parcel parcel, List<TraceDocument> documents) {
		if (!this.documents) {
			documents.add(new TraceDocument(parcel, NOTHING, true));
			return (int) Math.min(parcel.weight(), MAX_BYTES);
		}
		try {
			WrittenDocuments written = this.writer.writeAll(parcel.trees(), DaemonSender.MAX_DOCUMENT);
			int count = written.documents().size();
			int bytes = 0;
			for (int i = 0; i < count; i++) {
				byte[] document = written.documents().get(i);
				bytes += document.length;
				documents.add(new TraceDocument(parcel, document, i == count - 1));
			}
			this.statistics.written(count, bytes, written.shortened());
			this.sizes.add(parcel, bytes);
			return bytes;
		}
		catch (Throwable ex) {
			parcel.fail(DropReasons.NOT_WRITTEN);
			failed("writing a segment document", ex);
			return 0;
		}
	}

	private void send(List<TraceDocument> documents) {
		for (TraceSender sender : this.senders) {
			try {
				sender.send(documents);
			}
			catch (Throwable ex) {
				documents.forEach((document) -> document.drop(ex.getClass().getSimpleName()));
				failed("sending traces by " + nameOf(sender), ex);
			}
		}
	}

	private static String nameOf(TraceSender sender) {
		return (sender instanceof CountedSender counted) ? counted.type() : sender.getClass().getSimpleName();
	}

	private void failed(String place, Throwable ex) {
		this.faults.record(place, ex);
		this.statistics.failed(place + ": " + ex);
	}

	private void settle(Parcel parcel, @Nullable LastError before) {
		String failure = parcel.failure();
		if (settle(parcel, failure) && failure != null && this.statistics.lastError() == before) {
			this.statistics.failed(failure);
		}
	}

	private boolean settle(Parcel parcel, @Nullable String failure) {
		if (!parcel.settle()) {
			return false;
		}
		if (failure != null) {
			this.drops.drop(failure);
		}
		else {
			this.statistics.send();
		}
		this.statistics.depth(this.queue.release(parcel));
		return true;
	}

	/**
	 * Drop what waits, and what a sender does not come back with.
	 * @return how many were dropped
	 */
	int abandon(String reason) {
		int dropped = 0;
		for (Parcel parcel = this.queue.poll(); parcel != null; parcel = this.queue.poll()) {
			dropped += settle(parcel, reason) ? 1 : 0;
		}
		for (Parcel parcel : this.current) {
			dropped += settle(parcel, reason) ? 1 : 0;
		}
		return dropped;
	}

	void closeSenders() {
		for (TraceSender sender : this.senders) {
			try {
				sender.close();
			}
			catch (Throwable ex) {
				this.faults.record("closing a sender of traces", ex);
			}
		}
	}

}
