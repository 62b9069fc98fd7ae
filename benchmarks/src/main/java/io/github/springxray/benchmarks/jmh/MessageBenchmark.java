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

import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.NullUnmarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

import io.github.springxray.benchmarks.tracing.Library;
import io.github.springxray.benchmarks.tracing.RecordTracing;

/**
 * A record of Kafka that is received, and another one that its listener sends, without a
 * broker: what tracing adds to both. Traces are recorded, and forgotten where they would
 * be sent.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 2, jvmArgs = "-Xmx1g")
@State(Scope.Benchmark)
@NullUnmarked
public class MessageBenchmark {

	/**
	 * Which library traces it.
	 */
	@Param({ "NONE", "XRAY_STARTER", "MICROMETER_OPENTELEMETRY" })
	Library library;

	/**
	 * Whether the sender has sampled the trace.
	 */
	@Param({ "true", "false" })
	boolean sampled;

	private RecordTracing tracing;

	/**
	 * Start the library.
	 */
	@Setup(Level.Trial)
	public void open() {
		this.tracing = RecordTracing.open(this.library, this.sampled);
	}

	/**
	 * Receive a record and send one.
	 * @return what the producer gives
	 */
	@Benchmark
	@Threads(1)
	public Future<RecordMetadata> receiveAndSend() {
		return this.tracing.receiveAndSend();
	}

	/**
	 * Stop the library.
	 */
	@TearDown(Level.Trial)
	public void close() {
		this.tracing.close();
	}

}
