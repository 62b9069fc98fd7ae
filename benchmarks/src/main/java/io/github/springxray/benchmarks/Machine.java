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

package io.github.springxray.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;

/**
 * Where something was measured.
 */
public final class Machine {

	private Machine() {
	}

	/**
	 * Describe the machine and how busy it is. Figures of a machine that does something
	 * else mean nothing.
	 * @return one line
	 */
	public static String describe() {
		OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
		return String.format("%d processors, Java %s, load average before: %.1f", system.getAvailableProcessors(),
				System.getProperty("java.version"), system.getSystemLoadAverage());
	}

}
