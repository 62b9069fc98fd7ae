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

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Collects measurements and prints their medians as tables.
 */
final class Report {

	private final Map<Variant, List<Double>> startSeconds = new EnumMap<>(Variant.class);

	private final Map<Variant, List<Double>> startCpuSeconds = new EnumMap<>(Variant.class);

	private final Map<Variant, List<Double>> megabytes = new EnumMap<>(Variant.class);

	private final Map<String, Map<Variant, List<Measurement>>> saturated = new LinkedHashMap<>();

	private final Map<String, Map<Variant, List<Measurement>>> steady = new LinkedHashMap<>();

	void started(Variant variant, double seconds, double cpuSeconds) {
		add(this.startSeconds, variant, seconds);
		add(this.startCpuSeconds, variant, cpuSeconds);
	}

	void resident(Variant variant, double megabytes) {
		add(this.megabytes, variant, megabytes);
	}

	void saturated(String path, Variant variant, Measurement measurement) {
		add(this.saturated.computeIfAbsent(path, (key) -> new EnumMap<>(Variant.class)), variant, measurement);
	}

	void steady(String path, Variant variant, Measurement measurement) {
		add(this.steady.computeIfAbsent(path, (key) -> new EnumMap<>(Variant.class)), variant, measurement);
	}

	private static <V> void add(Map<Variant, List<V>> values, Variant variant, V value) {
		values.computeIfAbsent(variant, (key) -> new ArrayList<>()).add(value);
	}

	void print(PrintStream out) {
		this.saturated.forEach((path, measurements) -> {
			out.println("GET " + path);
			out.println();
			out.println("| | requests/s | of no tracing | CPU/request, µs | p50, ms | p99, ms "
					+ "| traces received under full load | under steady load | spans in a trace |");
			out.println("|---|---:|---:|---:|---:|---:|---:|---:|---:|");
			measurements.keySet().forEach((variant) -> printRow(out, path, variant));
			out.println();
		});
		printStarts(out);
	}

	void printStarts(PrintStream out) {
		out.println("| | start-up, s | its CPU time, s | resident memory, MB |");
		out.println("|---|---:|---:|---:|");
		this.startSeconds.forEach((variant, seconds) -> out.printf("| %s | %s | %s | %s |%n", variant.title(),
				spread(seconds, "%.2f"), spread(this.startCpuSeconds.getOrDefault(variant, List.of()), "%.2f"),
				spread(this.megabytes.getOrDefault(variant, List.of()), "%.0f")));
	}

	private void printRow(PrintStream out, String path, Variant variant) {
		List<Measurement> full = of(this.saturated, path, variant);
		List<Measurement> calm = of(this.steady, path, variant);
		Variant untraced = variant.isReactive() ? Variant.WEBFLUX_NONE : Variant.NONE;
		List<Measurement> none = of(this.saturated, path, untraced);
		List<Double> ratios = new ArrayList<>();
		for (int i = 0; i < Math.min(full.size(), none.size()); i++) {
			ratios.add(full.get(i).load().perSecond() / none.get(i).load().perSecond());
		}
		out.printf("| %s | %s | %s | %s | %s | %s |", variant.title(),
				spread(full, (measured) -> measured.load().perSecond(), "%.0f"), spread(ratios, "%.2f"),
				spread(full, Measurement::cpuMicros, "%.1f"),
				spread(calm, (measured) -> measured.load().millis(50), "%.2f"),
				spread(calm, (measured) -> measured.load().millis(99), "%.2f"));
		long traces = calm.stream().mapToLong(Measurement::traces).sum();
		long spans = calm.stream().mapToLong(Measurement::spans).sum();
		if (variant == untraced) {
			out.println(" | | |");
		}
		else {
			out.printf(" %s | %s | %.1f |%n", received(full), received(calm), (double) spans / traces);
		}
	}

	private static String received(List<Measurement> measurements) {
		long sent = measurements.stream().mapToLong((measured) -> measured.load().requests()).sum();
		long received = measurements.stream().mapToLong(Measurement::traces).sum();
		return received + " of " + sent + String.format(" (%.1f %%)", 100.0 * received / sent);
	}

	private static List<Measurement> of(Map<String, Map<Variant, List<Measurement>>> all, String path,
			Variant variant) {
		return all.getOrDefault(path, Map.of()).getOrDefault(variant, List.of());
	}

	private static String spread(List<Measurement> measurements, ToDoubleFunction<Measurement> value, String format) {
		return spread(measurements.stream().map((measured) -> value.applyAsDouble(measured)).toList(), format);
	}

	/**
	 * The median, and the least and the most where there are several.
	 */
	private static String spread(List<Double> values, String format) {
		String median = String.format(Locale.ROOT, format, median(values));
		if (values.size() < 2) {
			return median;
		}
		return median + String.format(Locale.ROOT, " (" + format + "–" + format + ")", Collections.min(values),
				Collections.max(values));
	}

	private static double median(List<Double> values) {
		double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
		if (sorted.length == 0) {
			return Double.NaN;
		}
		return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
	}

}
