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

package io.github.springxray.benchmarks.sidebyside;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import io.github.springxray.benchmarks.Machine;
import io.github.springxray.benchmarks.sink.SinkCounts;
import io.github.springxray.benchmarks.sink.SinkProcess;

/**
 * Starts all variants of the application, loads one after the other in rounds whose order
 * rotates, and prints what each achieves.
 */
public final class SideBySide {

	private static final List<String> PATHS = List.of("/hello", "/work");

	/**
	 * After which the last batch has left: OpenTelemetry waits 5 seconds for more.
	 */
	private static final long BATCH_DELAY = TimeUnit.SECONDS.toNanos(6);

	private final Plan plan;

	private final Path root;

	private final Report report = new Report();

	private final Map<Variant, Application> applications = new EnumMap<>(Variant.class);

	private final Map<Variant, Measurement> unsettled = new EnumMap<>(Variant.class);

	private SideBySide(Plan plan, Path root) {
		this.plan = plan;
		this.root = root;
	}

	/**
	 * Measure and print.
	 * @param args the folder of the applications, then any of {@code --quick},
	 * {@code --rate=} for the requests a second of the steady load, {@code --variants=}
	 * for the names of what to compare, {@code --webflux} to compare those of WebFlux,
	 * {@code --starts=} to start each so many times and measure nothing else
	 * @throws IOException if an application does not start or a request fails
	 */
	public static void main(String[] args) throws IOException {
		Plan plan = Plan.of(Arrays.asList(args));
		String machine = Machine.describe();
		SideBySide comparison = new SideBySide(plan, Path.of(args[0]));
		if (plan.starts() > 0) {
			comparison.starts();
			System.out.println(machine);
			System.out.printf("Medians of %d starts, least and most%n%n", plan.starts());
			comparison.report.printStarts(System.out);
			return;
		}
		for (int generation = 0; generation < plan.generations(); generation++) {
			progress("Generation " + (generation + 1) + " of " + plan.generations());
			try (SinkProcess sink = SinkProcess.start(plan.variants().size())) {
				comparison.run(generation, sink);
			}
		}
		System.out.println(machine);
		System.out.printf("Medians of %d rounds, steady load of %d requests/s%n%n", plan.generations() * plan.rounds(),
				plan.rate());
		comparison.report.print(System.out);
	}

	private static void progress(String message) {
		System.err.println(message);
	}

	private void run(int generation, SinkProcess sink) throws IOException {
		try {
			for (Variant variant : rotated(generation)) {
				Application application = Application.start(variant, this.root, sink.address(channel(variant)));
				this.applications.put(variant, application);
				this.report.started(variant, application.startSeconds(), application.startCpuSeconds());
				progress(variant + " has started");
			}
			warmUp();
			for (int round = 0; round < this.plan.rounds(); round++) {
				progress("Round " + (round + 1) + " of " + this.plan.rounds());
				round(generation * this.plan.rounds() + round, sink);
			}
			LockSupport.parkNanos(BATCH_DELAY);
			settleAll(sink);
			for (Map.Entry<Variant, Application> application : this.applications.entrySet()) {
				this.report.resident(application.getKey(), application.getValue().residentMegabytes());
			}
		}
		finally {
			this.applications.values().forEach(Application::close);
			this.applications.clear();
			this.unsettled.clear();
		}
	}

	/**
	 * One application at a time; the first start of each brings its jar into the cache of
	 * the operating system and does not count.
	 */
	private void starts() throws IOException {
		try (SinkProcess sink = SinkProcess.start(this.plan.variants().size())) {
			for (int round = 0; round <= this.plan.starts(); round++) {
				progress("Start " + round + " of " + this.plan.starts());
				for (Variant variant : rotated(round)) {
					try (Application application = Application.start(variant, this.root,
							sink.address(channel(variant)))) {
						if (round > 0) {
							this.report.started(variant, application.startSeconds(), application.startCpuSeconds());
							this.report.resident(variant, application.residentMegabytes());
						}
					}
				}
			}
		}
	}

	private int channel(Variant variant) {
		return this.plan.variants().indexOf(variant);
	}

	private List<Variant> rotated(int distance) {
		List<Variant> variants = new ArrayList<>(this.plan.variants());
		Collections.rotate(variants, -distance);
		return variants;
	}

	private void warmUp() throws IOException {
		for (String path : PATHS) {
			for (Map.Entry<Variant, Application> application : this.applications.entrySet()) {
				progress("Warming up " + application.getKey() + " " + path);
				Load.saturate(application.getValue().port(), path, this.plan.warmupSeconds());
			}
		}
		LockSupport.parkNanos(BATCH_DELAY);
	}

	private void round(int round, SinkProcess sink) throws IOException {
		for (String path : PATHS) {
			for (Variant variant : rotated(round)) {
				this.report.saturated(path, variant,
						measure(variant, sink, (port) -> Load.saturate(port, path, this.plan.seconds())));
			}
			for (Variant variant : rotated(round)) {
				this.report.steady(path, variant, measure(variant, sink,
						(port) -> Load.steady(port, path, this.plan.seconds(), this.plan.rate())));
			}
		}
	}

	private Measurement measure(Variant variant, SinkProcess sink, Loading loading) throws IOException {
		settle(variant, sink);
		Application application = this.applications.get(variant);
		if (application == null) {
			throw new IllegalStateException(variant + " does not run");
		}
		SinkCounts before = sink.counts(channel(variant));
		long cpu = application.cpuTime().toNanos();
		Load.Result load = loading.load(application.port());
		cpu = application.cpuTime().toNanos() - cpu;
		Measurement measurement = new Measurement(load, cpu / 1e3 / load.requests(), before);
		this.unsettled.put(variant, measurement);
		return measurement;
	}

	/**
	 * Since its last measurement all others had their turn, and batches time to leave.
	 */
	private void settle(Variant variant, SinkProcess sink) {
		Measurement previous = this.unsettled.remove(variant);
		if (previous != null) {
			previous.settle(sink.counts(channel(variant)));
		}
	}

	private void settleAll(SinkProcess sink) {
		for (Variant variant : this.plan.variants()) {
			settle(variant, sink);
		}
	}

	@FunctionalInterface
	private interface Loading {

		Load.Result load(int port) throws IOException;

	}

}
