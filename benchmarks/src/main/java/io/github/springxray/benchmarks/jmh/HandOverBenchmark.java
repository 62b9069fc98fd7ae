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

package io.github.springxray.benchmarks.jmh;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import com.amazonaws.xray.emitters.Emitter;
import com.amazonaws.xray.entities.Segment;
import org.jspecify.annotations.NullUnmarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import io.github.springxray.benchmarks.sink.SinkProcess;
import io.github.springxray.benchmarks.tracing.Library;
import io.github.springxray.benchmarks.tracing.Mode;
import io.github.springxray.benchmarks.tracing.XRaySdkTracing;
import io.github.springxray.benchmarks.tracing.XRayStarterTracing;
import io.github.springxray.emitter.EmitterStatistics;

/**
 * Handing a finished trace over, as long as there is room: in bursts that fit into the
 * queue, which is empty before each.
 */
@BenchmarkMode(org.openjdk.jmh.annotations.Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 200)
@Measurement(iterations = 200)
@Fork(value = 2, jvmArgs = "-Xmx1g")
@State(Scope.Benchmark)
@NullUnmarked
public class HandOverBenchmark {

	private static final int BURST = 2000;

	private SinkProcess sink;

	private XRayStarterTracing tracing;

	private Emitter emitter;

	private EmitterStatistics statistics;

	private Segment segment;

	/**
	 * Start the starter.
	 */
	@Setup(Level.Trial)
	public void open() {
		this.sink = SinkProcess.start(1);
		this.tracing = (XRayStarterTracing) Library.XRAY_STARTER.open(Mode.EMITTED, this.sink.address(0));
		this.emitter = this.tracing.emitter();
		this.statistics = this.tracing.bean(EmitterStatistics.class);
		this.segment = XRaySdkTracing.finishedSegment();
	}

	/**
	 * Wait until everything is sent.
	 */
	@Setup(Level.Iteration)
	public void drain() {
		while (this.statistics.queueDepth() > 0) {
			LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
		}
	}

	/**
	 * Hand a burst over.
	 */
	@Benchmark
	@OperationsPerInvocation(BURST)
	public void handOver() {
		for (int i = 0; i < BURST; i++) {
			this.emitter.sendSegment(this.segment);
		}
	}

	/**
	 * Stop the starter. A drop would have been measured in place of a hand-over.
	 */
	@TearDown(Level.Trial)
	public void close() {
		this.tracing.close();
		this.sink.close();
		if (this.statistics.dropped() > 0) {
			throw new IllegalStateException("Dropped: " + this.statistics.droppedByReason());
		}
	}

}
