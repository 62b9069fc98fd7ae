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

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

import com.amazonaws.xray.entities.Segment;
import org.jspecify.annotations.NullUnmarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import io.github.springxray.benchmarks.tracing.XRaySdkTracing;
import io.github.springxray.document.DocumentWriter;

/**
 * From the entities of a finished trace to the bytes of its document.
 */
@BenchmarkMode(org.openjdk.jmh.annotations.Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 2, jvmArgs = "-Xmx1g")
@State(Scope.Benchmark)
@NullUnmarked
public class DocumentWriterBenchmark {

	private final DocumentWriter writer = new DocumentWriter();

	private Segment segment;

	/**
	 * Record the trace.
	 */
	@Setup(Level.Trial)
	public void record() {
		this.segment = XRaySdkTracing.finishedSegment();
	}

	/**
	 * Write it as this starter does.
	 * @return the document
	 */
	@Benchmark
	public byte[] starter() {
		return this.writer.write(this.segment);
	}

	/**
	 * Write it as the SDK's emitter does.
	 * @return the document
	 */
	@Benchmark
	public byte[] sdk() {
		return this.segment.serialize().getBytes(StandardCharsets.UTF_8);
	}

}
