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

import org.jspecify.annotations.NullUnmarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

import io.github.springxray.benchmarks.tracing.Library;
import io.github.springxray.benchmarks.tracing.Mode;

/**
 * The whole trace, one after the other as fast as the calling threads can: without
 * emission, and with more than any emission keeps up with.
 */
@BenchmarkMode(org.openjdk.jmh.annotations.Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 2, jvmArgs = "-Xmx1g")
@NullUnmarked
public class TraceBenchmark {

	/**
	 * Record on one thread.
	 * @param traces the library
	 */
	@Benchmark
	@Threads(1)
	public void oneThread(Traces traces) {
		traces.record();
	}

	/**
	 * Record on two threads.
	 * @param traces the library
	 */
	@Benchmark
	@Threads(2)
	public void twoThreads(Traces traces) {
		traces.record();
	}

	/**
	 * Record on eight threads.
	 * @param traces the library
	 */
	@Benchmark
	@Threads(8)
	public void eightThreads(Traces traces) {
		traces.record();
	}

	/**
	 * What all threads share.
	 */
	@State(Scope.Benchmark)
	public static class Shared {

		@Param({ "XRAY_STARTER", "XRAY_SDK", "XRAY_SDK_FAST_IDS", "OPENTELEMETRY", "BRAVE", "MICROMETER_XRAY",
				"MICROMETER_OPENTELEMETRY", "MICROMETER_BRAVE" })
		Library library;

		@Param({ "EMITTED", "RECORDED", "UNSAMPLED" })
		Mode mode;

		TracingState state;

		/**
		 * Start the library.
		 */
		@Setup(Level.Trial)
		public void open() {
			this.state = new TracingState(this.library, this.mode);
		}

		/**
		 * Stop the library.
		 */
		@TearDown(Level.Trial)
		public void close() {
			this.state.close();
		}

	}

	/**
	 * What one thread records.
	 */
	@State(Scope.Thread)
	public static class Traces {

		private TracingState state;

		private long count;

		/**
		 * Take the library.
		 * @param shared has it
		 */
		@Setup(Level.Trial)
		public void open(Shared shared) {
			this.state = shared.state;
		}

		void record() {
			this.state.tracing().trace();
			this.count++;
		}

		/**
		 * Say how many traces there were.
		 */
		@TearDown(Level.Trial)
		public void close() {
			this.state.recorded(this.count);
		}

	}

}
