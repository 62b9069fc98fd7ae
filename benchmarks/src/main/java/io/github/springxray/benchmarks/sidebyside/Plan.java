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

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How long and how often to measure.
 *
 * @param generations how often all applications are started
 * @param rounds how often each is measured in a generation
 * @param warmupSeconds how long each path is loaded before
 * @param seconds how long a measurement is
 * @param rate requests a second of the steady load
 * @param starts how often each application is started to measure that alone, or 0 to load
 * them
 * @param variants what to compare
 */
record Plan(int generations, int rounds, int warmupSeconds, int seconds, int rate, int starts, List<Variant> variants) {

	static Plan of(List<String> args) {
		int rate = Integer.parseInt(option(args, "--rate=", "500"));
		List<Variant> variants = Arrays.stream(option(args, "--variants=", "").split(","))
			.filter((name) -> !name.isEmpty())
			.map((name) -> Variant.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_')))
			.toList();
		if (variants.isEmpty()) {
			boolean reactive = args.contains("--webflux");
			variants = Arrays.stream(Variant.values()).filter((variant) -> variant.isReactive() == reactive).toList();
		}
		int starts = Integer.parseInt(option(args, "--starts=", "0"));
		return args.contains("--quick") ? new Plan(1, 1, 15, 4, rate, starts, variants)
				: new Plan(1, 3, 25, 5, rate, starts, variants);
	}

	private static String option(List<String> args, String name, String fallback) {
		return args.stream()
			.filter((arg) -> arg.startsWith(name))
			.map((arg) -> arg.substring(name.length()))
			.findFirst()
			.orElse(fallback);
	}

}
