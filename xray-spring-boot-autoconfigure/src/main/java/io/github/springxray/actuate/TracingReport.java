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

package io.github.springxray.actuate;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.env.Environment;

import io.github.springxray.context.SegmentNames;
import io.github.springxray.recorder.SwitchedOff;
import io.github.springxray.recorder.TracingFaults;
import io.github.springxray.recorder.TracingStatus;
import io.github.springxray.recorder.XRayProperties;

/**
 * Puts together what all parts tell of themselves.
 */
final class TracingReport {

	private final Environment environment;

	private final XRayProperties properties;

	private final ObjectProvider<TracingStatus> statuses;

	private final TracingFaults faults;

	private final @Nullable TracingControl control;

	TracingReport(Environment environment, XRayProperties properties, ObjectProvider<TracingStatus> statuses,
			TracingFaults faults, @Nullable TracingControl control) {
		this.control = control;
		this.environment = environment;
		this.properties = properties;
		this.statuses = statuses;
		this.faults = faults;
	}

	Map<String, Object> describe() {
		Map<String, Object> report = new LinkedHashMap<>();
		boolean enabled = this.environment.getProperty("xray.enabled", Boolean.class, true);
		String changed = (enabled && this.control != null) ? this.control.reasonAgainst() : null;
		report.put("enabled", enabled && changed == null);
		if (!enabled) {
			report.put("reason", SwitchedOff.reason(this.environment));
		}
		else if (changed != null) {
			report.put("reason", changed);
		}
		report.put("name", name());
		Map<String, Map<String, ?>> parts = new TreeMap<>();
		if (enabled) {
			this.statuses.forEach((status) -> parts.put(status.name(), describe(status)));
		}
		report.putAll(parts);
		report.put("faults", new TreeMap<>(this.faults.counts()));
		return report;
	}

	private Map<String, ?> describe(TracingStatus status) {
		try {
			return status.describe();
		}
		catch (RuntimeException | LinkageError ex) {
			this.faults.record("describing " + status.name(), ex);
			return Map.of();
		}
	}

	private String name() {
		return SegmentNames.ofService(this.properties.getName(),
				this.environment.getProperty("spring.application.name"));
	}

}
