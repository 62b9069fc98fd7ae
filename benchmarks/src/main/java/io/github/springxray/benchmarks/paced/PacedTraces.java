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

package io.github.springxray.benchmarks.paced;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;

import io.github.springxray.benchmarks.sink.SinkAddress;
import io.github.springxray.benchmarks.tracing.Library;
import io.github.springxray.benchmarks.tracing.Mode;
import io.github.springxray.benchmarks.tracing.Tracing;

/**
 * Records a fixed number of traces with one library, so many a second, and writes to the
 * standard output what that took. Each run is a process of its own.
 */
public final class PacedTraces {

	private static final long PERIOD = TimeUnit.MILLISECONDS.toNanos(5);

	/**
	 * So many more traces a second are there to have everything compiled.
	 */
	private static final int WARMUP_FACTOR = 4;

	/**
	 * In two seconds.
	 */
	private static final long MAX_COMPILATION_MILLIS = 20;

	private static final int MAX_SETTLING_RUNS = 10;

	/**
	 * After which the last batch has left: OpenTelemetry waits 5 seconds for more.
	 */
	private static final long BATCH_DELAY = TimeUnit.MILLISECONDS.toNanos(5500);

	private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	private final OperatingSystemMXBean process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

	private final Tracing tracing;

	private PacedTraces(Tracing tracing) {
		this.tracing = tracing;
	}

	/**
	 * Warm up, say so, wait for a line on the standard input, and measure.
	 * @param args library, mode, traces a second, seconds to warm up, seconds to measure,
	 * UDP and HTTP port of the sink
	 * @throws IOException if the standard input cannot be read
	 */
	public static void main(String[] args) throws IOException {
		SinkAddress sink = new SinkAddress(Integer.parseInt(args[5]), Integer.parseInt(args[6]));
		int burst = (int) Math.max(1, Integer.parseInt(args[2]) * PERIOD / TimeUnit.SECONDS.toNanos(1));
		try (Tracing tracing = Library.valueOf(args[0]).open(Mode.valueOf(args[1]), sink)) {
			PacedTraces traces = new PacedTraces(tracing);
			traces.run(WARMUP_FACTOR * burst, Integer.parseInt(args[3]));
			traces.runUntilCompiled(burst);
			LockSupport.parkNanos(BATCH_DELAY);
			System.out.println("ready");
			System.in.read();
			System.out.println(traces.run(burst, Integer.parseInt(args[4])).toLine());
		}
	}

	/**
	 * What the compiler of the JVM takes is not what a trace takes.
	 */
	private void runUntilCompiled(int burst) {
		long current = compilationMillis();
		long previous = current - MAX_COMPILATION_MILLIS;
		for (int i = 0; i < MAX_SETTLING_RUNS && current - previous >= MAX_COMPILATION_MILLIS; i++) {
			run(burst, 2);
			previous = current;
			current = compilationMillis();
		}
	}

	private static long compilationMillis() {
		return ManagementFactory.getCompilationMXBean().getTotalCompilationTime();
	}

	private Sample run(int burst, int seconds) {
		long periods = TimeUnit.SECONDS.toNanos(seconds) / PERIOD;
		long cpu = this.process.getProcessCpuTime();
		long bytes = this.threads.getCurrentThreadAllocatedBytes();
		long nanos = 0;
		long begin = System.nanoTime();
		for (long period = 0; period < periods; period++) {
			waitUntil(begin + period * PERIOD);
			long burstBegin = this.threads.getCurrentThreadCpuTime();
			for (int i = 0; i < burst; i++) {
				this.tracing.trace();
			}
			nanos += this.threads.getCurrentThreadCpuTime() - burstBegin;
		}
		bytes = this.threads.getCurrentThreadAllocatedBytes() - bytes;
		waitUntil(begin + periods * PERIOD);
		return new Sample(periods * burst, nanos, bytes, this.process.getProcessCpuTime() - cpu);
	}

	private static void waitUntil(long time) {
		long left = time - System.nanoTime();
		while (left > 0) {
			LockSupport.parkNanos(left);
			left = time - System.nanoTime();
		}
	}

}
