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

package io.github.springxray.job;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import com.amazonaws.xray.entities.Segment;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.DisposableBean;

import io.github.springxray.recorder.Departures;
import io.github.springxray.recorder.Outgoing;
import io.github.springxray.recorder.TracingFaults;

/**
 * Sends what goes on for long before its end, so that it can be seen while it runs: the
 * segment once, in progress, and from then on again and again what has ended beneath it.
 * There is a thread while there are jobs to look after.
 */
final class LongJobs implements DisposableBean {

	/**
	 * Whoever waits for a trace to be seen looks more rarely. Most jobs are over by then.
	 */
	static final Duration INTERVAL = Duration.ofSeconds(10);

	private static final long MAX_WAIT_MILLIS = 1000;

	/**
	 * Jobs that are interrupted need some milliseconds to end, and others do not end.
	 */
	private static final long GRACE_MILLIS = 500;

	private final Set<Watch> open = ConcurrentHashMap.newKeySet();

	private final long intervalMillis;

	private final TracingFaults faults;

	private final ScheduledThreadPoolExecutor timer;

	LongJobs(Duration interval, TracingFaults faults) {
		this.intervalMillis = interval.toMillis();
		this.faults = faults;
		this.timer = new ScheduledThreadPoolExecutor(1, LongJobs::newThread);
		this.timer.setRemoveOnCancelPolicy(true);
		this.timer.setKeepAliveTime(2 * this.intervalMillis, TimeUnit.MILLISECONDS);
		this.timer.allowCoreThreadTimeOut(true);
	}

	private static Thread newThread(Runnable work) {
		Thread thread = new Thread(work, "xray-jobs");
		thread.setDaemon(true);
		thread.setContextClassLoader(LongJobs.class.getClassLoader());
		return thread;
	}

	/**
	 * Look after a segment that begins.
	 * @return to be closed before the segment ends, {@code null} once the application
	 * stops
	 */
	@Nullable Watch watch(Segment segment) {
		Watch watch = new Watch(segment);
		try {
			watch.future = this.timer.scheduleWithFixedDelay(watch, this.intervalMillis, this.intervalMillis,
					TimeUnit.MILLISECONDS);
			this.open.add(watch);
			return watch;
		}
		catch (RejectedExecutionException ex) {
			return null;
		}
	}

	/**
	 * How many jobs are looked after.
	 */
	int size() {
		return this.timer.getQueue().size();
	}

	/**
	 * Let jobs end that have been interrupted, as what they record would come too late.
	 * Of those that go on all the same, what there is by now is sent.
	 */
	void finish() {
		long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(GRACE_MILLIS);
		try {
			synchronized (this.open) {
				long left = GRACE_MILLIS;
				while (left > 0 && !this.open.isEmpty()) {
					this.open.wait(left);
					left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
				}
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		this.open.forEach(Watch::run);
	}

	@Override
	public void destroy() {
		this.timer.shutdownNow();
	}

	/**
	 * Looks after one segment, which nobody may ever end.
	 */
	final class Watch implements Runnable {

		private final WeakReference<Segment> segment;

		/**
		 * What says that a segment is in progress must not follow the whole of it.
		 */
		private final Semaphore sending = new Semaphore(1);

		private volatile @Nullable Future<?> future;

		private boolean told;

		private Watch(Segment segment) {
			this.segment = new WeakReference<>(segment);
		}

		@Override
		public void run() {
			Segment segment = this.segment.get();
			if (segment == null || Departures.hasLeft(segment)) {
				cancel();
				ended();
			}
			else if (this.sending.tryAcquire()) {
				try {
					send(segment);
				}
				catch (Throwable ex) {
					LongJobs.this.faults.record("sending a job that goes on", ex);
				}
				finally {
					this.sending.release();
				}
			}
		}

		private void send(Segment segment) {
			// First, so that no subsegment is in both
			Outgoing.streamEnded(segment);
			if (!this.told) {
				this.told = true;
				Outgoing.sendInProgress(segment);
			}
		}

		private void cancel() {
			Future<?> future = this.future;
			if (future != null) {
				future.cancel(false);
			}
		}

		/**
		 * Stop, and wait for what is being sent.
		 */
		void close() {
			cancel();
			if (!this.sending.tryAcquire()) {
				awaitSending();
			}
		}

		/**
		 * Say that the segment has left.
		 */
		void ended() {
			if (LongJobs.this.open.remove(this)) {
				synchronized (LongJobs.this.open) {
					LongJobs.this.open.notifyAll();
				}
			}
		}

		private void awaitSending() {
			try {
				this.sending.tryAcquire(MAX_WAIT_MILLIS, TimeUnit.MILLISECONDS);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}

	}

}
