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

package io.github.springxray.test;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.amazonaws.xray.emitters.Emitter;
import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import com.amazonaws.xray.listeners.SegmentListener;

import io.github.springxray.document.DocumentWriter;

/**
 * An emitter for tests: keeps the documents that would have left the process, in the
 * order in which they arrived, until a test takes them. Each is what the entity was when
 * it was emitted; nothing that happens to it later shows. One that is too large for a
 * datagram arrives whole. Unsampled segments never arrive. Safe for use by many threads.
 * <p>
 * With Spring's test framework, {@link AutoConfigureXRay @AutoConfigureXRay} does all
 * that is needed. Elsewhere: <pre class="code">
 * try (RecordedTraces traces = new RecordedTraces()) {
 *     AWSXRayRecorder recorder = AWSXRayRecorderBuilder.standard()
 *         .withEmitter(traces)
 *         .withSegmentListener(traces.segmentListener())
 *         .build();
 *     ...
 * }</pre>
 */
public final class RecordedTraces extends Emitter implements AutoCloseable {

	private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);

	private static final Duration THREADS_TIMEOUT = Duration.ofSeconds(2);

	private final DocumentWriter writer = new DocumentWriter();

	private final Duration timeout;

	private final HeldEntities heldEntities = new HeldEntities();

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition arrival = this.lock.newCondition();

	private final List<RecordedEntity> documents = new ArrayList<>();

	private final List<String> unreadable = new ArrayList<>();

	/**
	 * Create an instance that waits up to 10 seconds for what is to be taken.
	 */
	public RecordedTraces() {
		this(DEFAULT_TIMEOUT);
	}

	/**
	 * Create an instance.
	 * @param timeout how long to wait for what is to be taken
	 */
	public RecordedTraces(Duration timeout) {
		this.timeout = timeout;
	}

	@Override
	public boolean sendSegment(Segment segment) {
		return segment.isSampled() && record(segment);
	}

	@Override
	public boolean sendSubsegment(Subsegment subsegment) {
		return subsegment.isSampled() && record(subsegment);
	}

	/**
	 * Return what a recorder has to tell on which thread an entity is current, so that
	 * one that was left there is found.
	 * @return the listener for the builder of the recorder
	 */
	public SegmentListener segmentListener() {
		return this.heldEntities;
	}

	/**
	 * Take the next segment, and wait for it if it has not arrived.
	 * @return the segment
	 * @throws AssertionError if none arrives in time
	 */
	public RecordedEntity takeSegment() {
		return take("segment", (document) -> !document.isIndependentSubsegment());
	}

	/**
	 * Take the next segment of a name, and wait for it if it has not arrived.
	 * @param name the name of the segment
	 * @return the segment
	 * @throws AssertionError if none arrives in time
	 */
	public RecordedEntity takeSegment(String name) {
		return take("segment named '" + name + "'",
				(document) -> !document.isIndependentSubsegment() && document.name().equals(name));
	}

	/**
	 * Take the next segment that passes a test, and wait for it if it has not arrived.
	 * @param test what the segment has to be like
	 * @return the segment
	 * @throws AssertionError if none arrives in time
	 */
	public RecordedEntity takeSegment(Predicate<RecordedEntity> test) {
		return take("matching segment", (document) -> !document.isIndependentSubsegment() && test.test(document));
	}

	/**
	 * Take a number of segments that belong together and arrive in any order, and wait
	 * for them.
	 * @param count how many
	 * @return the segments, in the order in which they arrived
	 * @throws AssertionError if fewer arrive in time
	 */
	public List<RecordedEntity> takeSegments(int count) {
		return Stream.generate(this::takeSegment).limit(count).toList();
	}

	/**
	 * Take the next subsegment with a document of its own, and wait for it if it has not
	 * arrived: one that was streamed ahead of its segment, that ended after it, or that
	 * is a request in AWS Lambda.
	 * @return the subsegment
	 * @throws AssertionError if none arrives in time
	 */
	public RecordedEntity takeSubsegment() {
		return take("subsegment", RecordedEntity::isIndependentSubsegment);
	}

	/**
	 * Take the next subsegment of a name with a document of its own, and wait for it if
	 * it has not arrived.
	 * @param name the name of the subsegment
	 * @return the subsegment
	 * @throws AssertionError if none arrives in time
	 */
	public RecordedEntity takeSubsegment(String name) {
		return take("subsegment named '" + name + "'",
				(document) -> document.isIndependentSubsegment() && document.name().equals(name));
	}

	/**
	 * Return how many documents have arrived and were not taken.
	 * @return the number of documents
	 */
	public int count() {
		return locked(this.documents::size);
	}

	/**
	 * Verify that each document that has arrived was taken. Does not wait.
	 * @throws AssertionError if one is left; it lists them
	 */
	public void assertNoneLeft() {
		String left = locked(this::describeDocuments);
		if (!left.isEmpty()) {
			throw new AssertionError("Documents that no one has taken:\n" + left);
		}
	}

	/**
	 * Verify that no thread has a current entity any more. Gives other threads 2 seconds
	 * to let go. Clears the calling thread; what other threads hold is reported only
	 * once.
	 * @throws AssertionError if a thread has one; it lists them
	 */
	public void assertNothingCurrent() {
		List<String> held = new ArrayList<>(this.heldEntities.awaitOthers(THREADS_TIMEOUT));
		Entity own = this.heldEntities.release();
		if (own != null) {
			held.add(0, HeldEntities.describe(own) + " on the thread of the test, '" + Thread.currentThread().getName()
					+ "'");
		}
		if (!held.isEmpty()) {
			throw new AssertionError("Still current, and so the parent of whatever the thread does next:\n"
					+ held.stream().map((line) -> "  " + line).collect(Collectors.joining("\n")));
		}
	}

	/**
	 * Verify that nothing is left, neither a document nor a current entity.
	 * @throws AssertionError if something is
	 * @see #assertNothingCurrent()
	 * @see #assertNoneLeft()
	 */
	public void assertClean() {
		AssertionError problem = null;
		try {
			assertNothingCurrent();
		}
		catch (AssertionError ex) {
			problem = ex;
		}
		try {
			assertNoneLeft();
		}
		catch (AssertionError ex) {
			throw (problem != null) ? new AssertionError(ex.getMessage() + "\n" + problem.getMessage(), problem) : ex;
		}
		if (problem != null) {
			throw problem;
		}
	}

	/**
	 * Drop all documents that have arrived.
	 */
	public void clear() {
		locked(() -> {
			this.documents.clear();
			this.unreadable.clear();
			return 0;
		});
	}

	/**
	 * Verify that nothing is left and drop it if there is.
	 * @throws AssertionError if something is left
	 */
	@Override
	public void close() {
		try {
			assertClean();
		}
		finally {
			reset();
		}
	}

	/**
	 * Drop all documents and what is current on the calling thread.
	 */
	void reset() {
		this.heldEntities.release();
		clear();
	}

	private RecordedEntity take(String what, Predicate<RecordedEntity> test) {
		this.lock.lock();
		try {
			long left = this.timeout.toNanos();
			while (true) {
				for (RecordedEntity document : this.documents) {
					if (test.test(document)) {
						this.documents.remove(document);
						return document;
					}
				}
				if (left <= 0) {
					throw new AssertionError(nothingFound(what));
				}
				left = this.arrival.awaitNanos(left);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AssertionError("Interrupted while waiting for a " + what, ex);
		}
		finally {
			this.lock.unlock();
		}
	}

	private String nothingFound(String what) {
		String others = describeDocuments();
		return "No %s arrived within %d ms. ".formatted(what, this.timeout.toMillis())
				+ (others.isEmpty() ? "Nothing else arrived either." : "What else arrived:\n" + others);
	}

	private boolean record(Entity entity) {
		RecordedEntity document = null;
		String problem = "";
		try {
			document = RecordedEntity.parse(this.writer.write(entity));
		}
		catch (IOException | RuntimeException ex) {
			problem = "'" + entity.getName() + "' has no valid document: " + ex.getMessage();
		}
		this.lock.lock();
		try {
			if (document == null) {
				this.unreadable.add(problem);
				return false;
			}
			this.documents.add(document);
			this.arrival.signalAll();
			return true;
		}
		finally {
			this.lock.unlock();
		}
	}

	private String describeDocuments() {
		Stream<String> trees = this.documents.stream()
			.map((document) -> "  %s of trace %s%n%s".formatted(document, document.traceId(),
					TreeText.of(document).indent(4).stripTrailing()));
		return Stream.concat(trees, this.unreadable.stream().map((problem) -> "  " + problem))
			.collect(Collectors.joining("\n"));
	}

	private <T> T locked(Supplier<T> work) {
		this.lock.lock();
		try {
			return work.get();
		}
		finally {
			this.lock.unlock();
		}
	}

}
