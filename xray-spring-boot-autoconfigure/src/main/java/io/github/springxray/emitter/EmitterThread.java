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

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;

import io.github.springxray.recorder.TracingFaults;

/**
 * The thread that writes and sends. Nobody wakes it, as that would be a system call on a
 * thread of the application: it looks for itself, the more rarely the longer there has
 * been nothing.
 */
final class EmitterThread extends Thread {

	/**
	 * Long enough that a look finds several traces when there is much to do, as each look
	 * costs about as much as writing one; the queue holds what comes meanwhile.
	 */
	private static final long MIN_PAUSE = TimeUnit.MILLISECONDS.toNanos(5);

	private static final long MAX_PAUSE = TimeUnit.MILLISECONDS.toNanos(50);

	private final Dispatcher dispatcher;

	private final TraceQueue queue;

	private final DropReports drops;

	private final TracingFaults faults;

	private final LongConsumer pauses;

	/**
	 * How many parcels to deal with before it ends, negative while it does not.
	 */
	private volatile int left = -1;

	EmitterThread(Dispatcher dispatcher, TraceQueue queue, DropReports drops, TracingFaults faults) {
		this(dispatcher, queue, drops, faults, LockSupport::parkNanos);
	}

	/**
	 * Create a thread.
	 * @param pauses waits for some nanoseconds, or until the thread is to end
	 */
	EmitterThread(Dispatcher dispatcher, TraceQueue queue, DropReports drops, TracingFaults faults,
			LongConsumer pauses) {
		super(null, null, "xray-emitter", 0, false);
		setDaemon(true);
		this.dispatcher = dispatcher;
		this.queue = queue;
		this.drops = drops;
		this.faults = faults;
		this.pauses = pauses;
	}

	/**
	 * Deal with what is there by now, and end.
	 * @param millis how long to wait for that
	 * @return whether it has ended
	 */
	boolean finish(long millis) throws InterruptedException {
		this.left = this.queue.size();
		LockSupport.unpark(this);
		// 0 would be for ever
		join(Math.max(1, millis));
		return !isAlive();
	}

	@Override
	public void run() {
		long pause = MIN_PAUSE;
		while (true) {
			try {
				boolean finishing = this.left >= 0;
				int count = this.dispatcher.dispatch();
				this.drops.report();
				if (finishing && (count >= this.left || this.queue.size() == 0)) {
					return;
				}
				if (finishing) {
					this.left -= count;
				}
				if (count > 0) {
					pause = MIN_PAUSE;
					continue;
				}
				this.pauses.accept(pause);
				pause = Math.min(2 * pause, MAX_PAUSE);
			}
			catch (Throwable ex) {
				pauseAfter(ex);
			}
			// A sender may leave it set, and then no pause would be one
			interrupted();
		}
	}

	/**
	 * It may be thrown each time, and recording it may fail for the same reason.
	 */
	private void pauseAfter(Throwable fault) {
		try {
			this.faults.record("the thread that sends traces", fault);
		}
		catch (Throwable ex) {
			// Nobody is left to be told
		}
		interrupted();
		this.pauses.accept(MAX_PAUSE);
	}

}
