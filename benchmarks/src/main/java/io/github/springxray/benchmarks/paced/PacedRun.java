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

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

import io.github.springxray.benchmarks.Machine;
import io.github.springxray.benchmarks.sink.SinkAddress;
import io.github.springxray.benchmarks.sink.SinkCounts;
import io.github.springxray.benchmarks.sink.SinkProcess;
import io.github.springxray.benchmarks.tracing.Library;
import io.github.springxray.benchmarks.tracing.Mode;

/**
 * Measures all libraries in turn, in rounds whose order rotates, each in a process of its
 * own, and prints the medians as a table.
 */
public final class PacedRun {

	private final int rounds;

	private final int warmup;

	private final int seconds;

	private final int rate;

	private final Map<Library, List<Result>> results = new EnumMap<>(Library.class);

	private PacedRun(List<String> args) {
		boolean quick = args.contains("--quick");
		this.rounds = quick ? 1 : 3;
		this.warmup = quick ? 3 : 6;
		this.seconds = quick ? 3 : 8;
		this.rate = args.stream()
			.filter((arg) -> arg.startsWith("--rate="))
			.mapToInt((arg) -> Integer.parseInt(arg.substring("--rate=".length())))
			.findFirst()
			.orElse(4000);
	}

	/**
	 * Run all rounds.
	 * @param args {@code --quick} for one short round, {@code --rate=} for the traces a
	 * second
	 * @throws IOException if a process cannot be started
	 */
	public static void main(String[] args) throws IOException {
		String machine = Machine.describe();
		PacedRun run = new PacedRun(Arrays.asList(args));
		for (int round = 0; round < run.rounds; round++) {
			List<Library> libraries = new ArrayList<>(List.of(Library.values()));
			Collections.rotate(libraries, -round);
			for (Library library : libraries) {
				System.err.println("Round " + (round + 1) + " of " + run.rounds + ": " + library);
				run.measure(library);
			}
		}
		System.out.println(machine);
		run.print();
	}

	private void measure(Library library) throws IOException {
		try (SinkProcess sink = SinkProcess.start(1)) {
			SinkAddress address = sink.address(0);
			List<String> command = new ArrayList<>(
					List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m", "-cp",
							System.getProperty("java.class.path"), PacedTraces.class.getName()));
			command.addAll(List.of(library.name(), Mode.EMITTED.name()));
			for (int number : new int[] { this.rate, this.warmup, this.seconds, address.udpPort(),
					address.httpPort() }) {
				command.add(Integer.toString(number));
			}
			Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
			this.results.computeIfAbsent(library, (key) -> new ArrayList<>()).add(result(process, sink));
		}
	}

	private static Result result(Process process, SinkProcess sink) throws IOException {
		try (BufferedReader output = process.inputReader(); BufferedWriter input = process.outputWriter()) {
			if (!"ready".equals(output.readLine())) {
				throw new IOException("The process has ended");
			}
			SinkCounts before = sink.settledCounts(0);
			input.newLine();
			input.flush();
			Sample sample = Sample.parse(output.readLine());
			process.waitFor();
			return new Result(sample, sink.settledCounts(0).since(before).traces());
		}
		catch (InterruptedException ex) {
			process.destroy();
			throw new InterruptedIOException();
		}
	}

	private void print() {
		double loop = median(Library.NONE, (result) -> result.sample().cpuMicros());
		System.out.printf("%d traces a second, medians of %d rounds%n%n", this.rate, this.rounds);
		System.out.println("| library | request thread, µs | allocated there, kB | CPU of all threads, µs "
				+ "| traces received of sent |");
		System.out.println("|---|---:|---:|---:|---:|");
		this.results.forEach((library, measured) -> {
			double cpu = median(library, (result) -> result.sample().cpuMicros());
			System.out.printf("| %s | %.2f | %.1f | %s | %d of %d |%n", library,
					median(library, (result) -> result.sample().threadMicros()),
					median(library, (result) -> result.sample().kilobytes()),
					(library == Library.NONE) ? String.format("(the loop: %.1f)", cpu)
							: String.format("%.1f", cpu - loop),
					measured.stream().mapToLong(Result::received).sum(), (library == Library.NONE) ? 0
							: measured.stream().mapToLong((result) -> result.sample().traces()).sum());
		});
	}

	private double median(Library library, ToDoubleFunction<Result> value) {
		double[] values = this.results.getOrDefault(library, List.of()).stream().mapToDouble(value).sorted().toArray();
		return (values.length > 0) ? values[values.length / 2] : Double.NaN;
	}

	private record Result(Sample sample, long received) {

	}

}
