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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import com.amazonaws.xray.emitters.Emitter;
import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.SmartLifecycle;

import io.github.springxray.document.EntityCapture;
import io.github.springxray.document.Moments;
import io.github.springxray.entity.FinishedTree;
import io.github.springxray.entity.TraceEntity;
import io.github.springxray.recorder.BatchEmitter;
import io.github.springxray.recorder.Departures;
import io.github.springxray.recorder.EndAwareEmitter;
import io.github.springxray.recorder.TracingFaults;

/**
 * Hands finished segments and subsegments to a thread that writes and sends them. The
 * calling thread takes the tree out of what is open to change and reserves a place in a
 * queue; if there is none, what it brings is dropped and counted.
 * <p>
 * The thread and all connections are there while the application context is running:
 * stopping it, for a checkpoint of the JVM too, drains the queue first. What comes later
 * is sent when the context starts again or when it is closed.
 */
final class QueueingEmitter extends Emitter implements EndAwareEmitter, BatchEmitter, SmartLifecycle, DisposableBean {

	/**
	 * Starts before, and stops after, web servers and all else that does work.
	 */
	static final int PHASE = Integer.MIN_VALUE / 2;

	private static final Log logger = LogFactory.getLog("io.github.springxray.emitter");

	private final EntityCapture capture;

	private final TraceQueue queue;

	private final Dispatcher dispatcher;

	private final EmitterStatistics statistics;

	private final DropReports drops;

	private final TracingFaults faults;

	private final Duration shutdownTimeout;

	private final boolean silent;

	private final boolean synchronous;

	private volatile boolean filtered;

	private volatile boolean running;

	private volatile boolean terminated;

	private @Nullable EmitterThread thread;

	private long budget;

	QueueingEmitter(TraceQueue queue, List<? extends TraceSender> senders, EmitterStatistics statistics,
			DropReports drops, TracingFaults faults, Duration shutdownTimeout, boolean synchronous) {
		this.queue = queue;
		this.statistics = statistics;
		this.drops = drops;
		this.faults = faults;
		this.shutdownTimeout = shutdownTimeout;
		this.silent = senders.isEmpty();
		this.synchronous = synchronous;
		this.budget = shutdownTimeout.toNanos();
		this.capture = new EntityCapture(
				(failure) -> faults.record("reading what the application has put on a trace", failure));
		this.dispatcher = new Dispatcher(queue, senders, statistics, drops, faults);
		statistics.watch(queue);
	}

	@Override
	public void beforeEnd(Entity entity) {
		if (!this.silent) {
			this.capture.capture(entity);
		}
	}

	/**
	 * What was to be kept back is counted, and what is missing is also logged.
	 */
	@Override
	public void keptBack(Entity entity, boolean failed) {
		if (this.silent) {
			return;
		}
		this.statistics.accept();
		if (failed) {
			this.drops.drop(DropReasons.FILTER_FAILED);
		}
		else {
			this.statistics.drop(DropReasons.FILTERED);
		}
	}

	/**
	 * Send of what is in progress nothing but the name, as no filter has seen the rest.
	 */
	void filtered() {
		this.filtered = true;
	}

	@Override
	public boolean sendSegment(Segment segment) {
		return handOver(segment);
	}

	@Override
	public boolean sendSubsegment(Subsegment subsegment) {
		return handOver(subsegment);
	}

	/**
	 * They take one place together, as one trace may have very many of them.
	 */
	@Override
	public void sendSubsegments(List<Subsegment> subsegments) {
		if (this.silent) {
			return;
		}
		List<Parcel> parcels = new ArrayList<>(subsegments.size());
		for (Subsegment subsegment : subsegments) {
			Parcel parcel = parcel(subsegment, parcels.isEmpty() ? 1 : 0);
			if (parcel != null) {
				parcels.add(parcel);
			}
		}
		if (!parcels.isEmpty()) {
			handOver(parcels);
		}
	}

	private boolean handOver(Entity entity) {
		Parcel parcel = this.silent ? null : parcel(entity, 1);
		return parcel != null && handOver(List.of(parcel));
	}

	private boolean handOver(List<Parcel> parcels) {
		for (int i = 0; i < parcels.size(); i++) {
			this.statistics.accept();
		}
		String refusal = this.queue.offer(parcels);
		if (refusal != null) {
			for (int i = 0; i < parcels.size(); i++) {
				this.drops.drop(refusal);
			}
			return false;
		}
		afterwards();
		return true;
	}

	/**
	 * What has left stays as it is. Whatever else the application sends is taken as it is
	 * now.
	 * @return {@code null} if it is on its way already, or cannot be taken
	 */
	private @Nullable Parcel parcel(Entity entity, int places) {
		try {
			FinishedTree tree = (entity instanceof TraceEntity own && (own.isTakenOut() || !own.isInProgress()))
					? takeOut(own) : copy(entity);
			if (tree == null) {
				return null;
			}
			tree.copyOthers();
			if (entity instanceof Segment) {
				// Of what is streamed a parent may still fail with the same exception
				tree.letGoOfExceptions();
			}
			return new Parcel(tree.root(), tree.weight(), places);
		}
		catch (Throwable ex) {
			this.faults.record("handing over a trace", ex);
			this.statistics.accept();
			this.drops.drop(DropReasons.NOT_WRITTEN);
			return null;
		}
	}

	private @Nullable FinishedTree takeOut(TraceEntity entity) {
		if (!entity.isTakenOut() && !isAnnounced(entity)) {
			this.capture.captureTree(entity);
		}
		return FinishedTree.handOver(entity, this.filtered);
	}

	/**
	 * A recorder of the application may send a segment that our context sends too.
	 */
	private @Nullable FinishedTree copy(Entity entity) {
		if (!entity.isInProgress() && !Departures.of(entity).claimHandOver()) {
			return null;
		}
		String refusal = this.queue.refusal();
		if (refusal != null) {
			this.statistics.accept();
			this.drops.drop(refusal);
			return null;
		}
		TraceEntity copy = Moments.of(entity, this.filtered);
		if (!entity.isInProgress() && !isAnnounced(entity)) {
			this.capture.captureTree(copy);
		}
		return FinishedTree.handOver(copy, this.filtered);
	}

	/**
	 * Our context has announced the end, and holds the lock of a segment of another kind.
	 * Others, such as that of the SDK or an application that sends by itself, have not,
	 * and hold none.
	 */
	@SuppressWarnings("deprecation")
	private static boolean isAnnounced(Entity entity) {
		return entity.getParentSegment().getSubsegmentsLock().isHeldByCurrentThread();
	}

	private void afterwards() {
		if (this.synchronous) {
			dispatchAll();
		}
		else if (this.terminated) {
			// It had its place before the queue was closed, and came after the last look
			this.dispatcher.abandon(DropReasons.CLOSED);
		}
	}

	private void dispatchAll() {
		int count = 1;
		while (count > 0) {
			count = this.dispatcher.dispatch();
		}
		this.drops.report();
	}

	@Override
	public synchronized void start() {
		if (this.running) {
			return;
		}
		this.running = true;
		this.budget = this.shutdownTimeout.toNanos();
		if (!this.silent && !this.synchronous && !this.queue.isClosed()) {
			// One that has not come to its end yet does so in its own time
			this.thread = startThread();
		}
	}

	private EmitterThread startThread() {
		EmitterThread started = new EmitterThread(this.dispatcher, this.queue, this.drops, this.faults);
		started.start();
		return started;
	}

	@Override
	public synchronized void stop() {
		this.running = false;
		drain();
		this.dispatcher.closeSenders();
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

	@Override
	public synchronized void destroy() {
		this.running = false;
		this.queue.close();
		if (this.thread == null && this.queue.size() > 0) {
			this.thread = startThread();
		}
		drain();
		this.terminated = true;
		int left = this.dispatcher.abandon(DropReasons.NOT_DRAINED);
		if (left > 0) {
			logger.warn(left + " segments and subsegments were not sent within xray.emitter.shutdown-timeout ("
					+ this.shutdownTimeout.toMillis() + " ms) and are lost.");
		}
		if (this.thread != null) {
			this.thread.interrupt();
			this.thread = null;
		}
		this.dispatcher.closeSenders();
	}

	/**
	 * Wait for the thread to end, for what is left of the time to shut down.
	 */
	private void drain() {
		EmitterThread current = this.thread;
		if (current == null) {
			return;
		}
		long begin = System.nanoTime();
		boolean interrupted = Thread.interrupted();
		try {
			if (current.finish(TimeUnit.NANOSECONDS.toMillis(this.budget))) {
				this.thread = null;
			}
		}
		catch (InterruptedException ex) {
			interrupted = true;
		}
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
		this.budget = Math.max(0, this.budget - (System.nanoTime() - begin));
	}

}
