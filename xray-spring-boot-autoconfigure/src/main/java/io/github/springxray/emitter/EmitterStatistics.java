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

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * What has become of what was emitted, since the start. It is there unless the
 * application has an {@code Emitter} of its own.
 * <p>
 * What is counted is what the recorder hands over: a segment with its subsegments, or a
 * subsegment that goes alone because it was streamed ahead of its segment or ended after
 * it. Each one is, once and for all, either sent or dropped:
 * {@code accepted() = sent() + dropped() + queueDepth()}, exactly whenever no thread is
 * just handing over or sending, and with a depth of 0 after the application has shut
 * down.
 * <ul>
 * <li>It is sent if every document of it went out through every sender. For UDP that
 * means that the operating system took the datagrams; {@link #refused()} counts those of
 * which it said later that nobody listened.</li>
 * <li>It is dropped if one of its documents did not go out through one of the senders. It
 * is counted once, under what went wrong first.</li>
 * </ul>
 * Safe for use by several threads.
 */
public final class EmitterStatistics {

	/**
	 * Reasons come from senders, which may not keep to a small set.
	 */
	private static final int MAX_REASONS = 100;

	private static final String OTHER = "other";

	private final LongAdder accepted = new LongAdder();

	private final LongAdder sent = new LongAdder();

	private final LongAdder documents = new LongAdder();

	private final LongAdder bytes = new LongAdder();

	private final LongAdder split = new LongAdder();

	private final LongAdder shortened = new LongAdder();

	private final LongAdder refused = new LongAdder();

	private final LongAdder tooLarge = new LongAdder();

	private final Map<String, LongAdder> dropped = new ConcurrentHashMap<>();

	private volatile @Nullable TraceQueue queue;

	private final LongAccumulator highWaterMark = new LongAccumulator(Math::max, 0);

	private volatile @Nullable LastError lastError;

	private volatile @Nullable Instant lastSuccess;

	private final List<Consumer<String>> reasonListeners = new CopyOnWriteArrayList<>();

	EmitterStatistics() {
	}

	/**
	 * Return how many segments and subsegments were handed over, dropped ones included.
	 * @return the number of hand-overs
	 */
	public long accepted() {
		return this.accepted.sum();
	}

	/**
	 * Return how many of them were sent, with all that belongs to them.
	 * @return the number of hand-overs
	 */
	public long sent() {
		return this.sent.sum();
	}

	/**
	 * Return how many of them were dropped.
	 * @return the number of hand-overs
	 */
	public long dropped() {
		return this.dropped.values().stream().mapToLong(LongAdder::sum).sum();
	}

	/**
	 * Return how many of them were dropped, and why.
	 * @return numbers of hand-overs by reason, a copy
	 */
	public Map<String, Long> droppedByReason() {
		Map<String, Long> copy = new TreeMap<>();
		this.dropped.forEach((reason, count) -> copy.put(reason, count.sum()));
		return copy;
	}

	/**
	 * Return how many documents were written.
	 * @return the number of documents, {@link #sent()} or more
	 */
	public long documents() {
		return this.documents.sum();
	}

	/**
	 * Return how large these documents are together.
	 * @return the number of bytes
	 */
	public long bytes() {
		return this.bytes.sum();
	}

	/**
	 * Return how many of those handed over became more than one document, as one would
	 * have been too large.
	 * @return the number of hand-overs
	 */
	public long split() {
		return this.split.sum();
	}

	/**
	 * Return how many single segments and subsegments were too large for a document by
	 * themselves and were written with less metadata, text or stack frames.
	 * @return the number of segments and subsegments
	 */
	public long shortened() {
		return this.shortened.sum();
	}

	/**
	 * Return how often the operating system said that nobody listens at the address of
	 * the daemon. What is refused was counted as sent, and is lost.
	 * @return the number of refusals
	 */
	public long refused() {
		return this.refused.sum();
	}

	/**
	 * Return of how many traces more than about 500 kB were written, which is what X-Ray
	 * keeps of one.
	 * @return the number of traces
	 */
	public long tooLargeTraces() {
		return this.tooLarge.sum();
	}

	/**
	 * Return how many of those handed over wait or are being sent.
	 * @return the number of hand-overs
	 */
	public int queueDepth() {
		TraceQueue current = this.queue;
		return (current != null) ? current.size() : 0;
	}

	/**
	 * Return about how much memory these hold.
	 * @return the number of bytes
	 */
	public long queueBytes() {
		TraceQueue current = this.queue;
		return (current != null) ? current.weight() : 0;
	}

	/**
	 * Return the highest {@link #queueDepth()} there was.
	 * @return the number of hand-overs
	 */
	public int queueHighWaterMark() {
		return Math.max(this.highWaterMark.intValue(), queueDepth());
	}

	/**
	 * Return what went wrong last.
	 * @return the error, or {@code null} if there was none
	 */
	public @Nullable LastError lastError() {
		return this.lastError;
	}

	/**
	 * Return when something was sent last.
	 * @return the time, or {@code null} if nothing was sent yet
	 */
	public @Nullable Instant lastSuccess() {
		return this.lastSuccess;
	}

	/**
	 * Return how many of those handed over were dropped for one reason.
	 * @param reason the reason
	 * @return the number of hand-overs
	 */
	public long dropped(String reason) {
		LongAdder count = this.dropped.get(reason);
		return (count != null) ? count.sum() : 0;
	}

	/**
	 * Tell of each reason for a drop once, those that are known already included.
	 * @param listener is told of the reason; what it throws is ignored
	 */
	public void onReason(Consumer<String> listener) {
		this.reasonListeners.add(listener);
		this.dropped.keySet().forEach((reason) -> tell(listener, reason));
	}

	private static void tell(Consumer<String> listener, String reason) {
		try {
			listener.accept(reason);
		}
		catch (RuntimeException | LinkageError ex) {
			// Whoever counts must not keep others from sending
		}
	}

	void watch(TraceQueue queue) {
		this.queue = queue;
	}

	void accept() {
		this.accepted.increment();
	}

	void drop(String reason) {
		LongAdder count = this.dropped.get(reason);
		if (count == null) {
			String key = (this.dropped.size() < MAX_REASONS) ? reason : OTHER;
			LongAdder added = new LongAdder();
			LongAdder known = this.dropped.putIfAbsent(key, added);
			count = (known != null) ? known : added;
			if (known == null) {
				this.reasonListeners.forEach((listener) -> tell(listener, key));
			}
		}
		count.increment();
	}

	void send() {
		this.sent.increment();
		this.lastSuccess = Instant.now();
	}

	void depth(int depth) {
		this.highWaterMark.accumulate(depth);
	}

	void written(int documents, long bytes, int shortened) {
		this.documents.add(documents);
		this.bytes.add(bytes);
		this.shortened.add(shortened);
		if (documents > 1) {
			this.split.increment();
		}
	}

	void tooLarge() {
		this.tooLarge.increment();
	}

	void refused(String message) {
		this.refused.increment();
		failed(message);
	}

	void failed(String message) {
		this.lastError = new LastError(Instant.now(), message);
	}

	/**
	 * What went wrong, and when.
	 *
	 * @param time when
	 * @param message what, for people to read
	 */
	public record LastError(Instant time, String message) {

	}

}
