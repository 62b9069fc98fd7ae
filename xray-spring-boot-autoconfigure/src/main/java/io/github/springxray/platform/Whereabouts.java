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

package io.github.springxray.platform;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import com.amazonaws.xray.AWSXRayRecorder;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.context.SmartLifecycle;

import io.github.springxray.recorder.RecorderInitializer;
import io.github.springxray.recorder.TracingFaults;

/**
 * Tells the recorder where the application runs: when it is made, what the machine tells
 * at once, and later, from a thread of its own, what metadata services answer. A process
 * that is restored from a checkpoint is somewhere else, so all begins anew then.
 */
final class Whereabouts implements RecorderInitializer, SmartLifecycle {

	private static final Log logger = LogFactory.getLog(Whereabouts.class);

	/**
	 * In milliseconds, before a service is asked again that did not answer. The first
	 * question may come too early, as when the JVM has yet to load what it takes.
	 */
	private static final long[] PAUSES = { 1_000, 5_000, 25_000 };

	private final Detection detection;

	private final Machine machine;

	private final TracingFaults faults;

	private final LateSegments lateSegments = new LateSegments();

	private final long[] pauses;

	private volatile @Nullable RecordedFacts recorded;

	private List<Sighting> sightings = List.of();

	private @Nullable CountDownLatch stopping;

	private boolean stopped;

	Whereabouts(Detection detection, Machine machine, TracingFaults faults) {
		this(detection, machine, faults, PAUSES);
	}

	Whereabouts(Detection detection, Machine machine, TracingFaults faults, long[] pauses) {
		this.detection = detection;
		this.machine = machine;
		this.faults = faults;
		this.pauses = pauses;
	}

	@Override
	public synchronized void initialize(AWSXRayRecorder recorder) {
		RecordedFacts recorded = new RecordedFacts(recorder);
		this.recorded = recorded;
		look(recorded);
		if (isAnybodyToBeAsked()) {
			recorder.addSegmentListener(this.lateSegments);
		}
	}

	private void look(RecordedFacts recorded) {
		this.sightings = this.detection.look(this.machine);
		recorded.record(this.sightings.stream().map(Sighting::facts).toList());
	}

	private boolean isAnybodyToBeAsked() {
		return this.sightings.stream().anyMatch((sighting) -> sighting.question() != null);
	}

	@Override
	public synchronized void start() {
		RecordedFacts recorded = this.recorded;
		if (this.stopping != null || recorded == null) {
			return;
		}
		if (this.stopped) {
			look(recorded);
		}
		CountDownLatch stopping = new CountDownLatch(1);
		this.stopping = stopping;
		if (!isAnybodyToBeAsked()) {
			new Inquiry(this.sightings, recorded, stopping).report();
			return;
		}
		Inquiry inquiry = new Inquiry(this.sightings, recorded, stopping);
		Thread thread = new Thread(null, inquiry, "xray-platform", 0, false);
		thread.setDaemon(true);
		thread.start();
	}

	@Override
	public synchronized void stop() {
		if (this.stopping != null) {
			this.stopping.countDown();
			this.stopping = null;
		}
		this.stopped = true;
	}

	@Override
	public synchronized boolean isRunning() {
		return this.stopping != null;
	}

	/**
	 * Starts before whatever may begin a segment.
	 */
	@Override
	public int getPhase() {
		return Integer.MIN_VALUE;
	}

	/**
	 * Asks the metadata services, again if need be.
	 */
	private final class Inquiry implements Runnable {

		private final List<Sighting> sightings;

		private final RecordedFacts recorded;

		private final CountDownLatch stopping;

		private final List<Facts> before;

		private final List<Facts> known;

		private final @Nullable String[] troubles;

		Inquiry(List<Sighting> sightings, RecordedFacts recorded, CountDownLatch stopping) {
			this.sightings = sightings;
			this.recorded = recorded;
			this.stopping = stopping;
			this.before = sightings.stream().map(Sighting::facts).toList();
			this.known = new ArrayList<>(this.before);
			this.troubles = new @Nullable String[sightings.size()];
		}

		@Override
		public void run() {
			try {
				boolean[] open = new boolean[this.sightings.size()];
				for (int i = 0; i < open.length; i++) {
					open[i] = this.sightings.get(i).question() != null;
				}
				boolean again = ask(open);
				for (int i = 0; i < Whereabouts.this.pauses.length && again; i++) {
					if (this.stopping.await(Whereabouts.this.pauses[i], TimeUnit.MILLISECONDS)) {
						return;
					}
					again = ask(open);
				}
				report();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			catch (RuntimeException | LinkageError ex) {
				Whereabouts.this.faults.record("finding out where the application runs", ex);
			}
		}

		/**
		 * Ask all that have not answered.
		 * @return whether any is to be asked again
		 */
		private boolean ask(boolean[] open) {
			boolean again = false;
			for (int i = 0; i < open.length; i++) {
				Sighting.Question question = this.sightings.get(i).question();
				if (open[i] && question != null) {
					open[i] = !isAnswered(i, question);
					again |= open[i];
				}
			}
			return again;
		}

		private boolean isAnswered(int index, Sighting.Question question) {
			try {
				Facts facts = question.ask();
				this.troubles[index] = null;
				this.known.set(index, facts);
				record();
				return true;
			}
			catch (MetadataException ex) {
				this.troubles[index] = ex.getMessage();
				return true;
			}
			catch (IOException ex) {
				this.troubles[index] = "it does not answer (" + ex.getClass().getSimpleName() + ")";
				return false;
			}
		}

		private void record() {
			synchronized (Whereabouts.this) {
				if (this.stopping.getCount() > 0) {
					this.recorded.record(this.known);
					Whereabouts.this.lateSegments.complete(this.recorded.completion(this.before, this.known));
				}
			}
		}

		/**
		 * Say what was found, in one line, if the application still runs.
		 */
		void report() {
			if (this.stopping.getCount() == 0) {
				return;
			}
			List<String> found = new ArrayList<>();
			for (int i = 0; i < this.known.size(); i++) {
				Facts facts = this.known.get(i);
				String trouble = this.troubles[i];
				if (!facts.block().isEmpty() || trouble != null) {
					found.add(facts.key() + " " + facts.block().keySet()
							+ ((trouble != null) ? " (its metadata service tells no more: " + trouble + ")" : ""));
				}
			}
			if (found.isEmpty()) {
				logger.debug("Segments say nothing about where this application runs");
			}
			else {
				logger.info("Segments say that this application runs on " + this.known.get(0).origin() + ": "
						+ String.join(", ", found));
			}
		}

	}

}
