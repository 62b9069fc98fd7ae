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

package io.github.springxray.observation;

import java.util.List;
import java.util.Map;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.util.ClassUtils;

import io.github.springxray.recorder.StartupCheck;

/**
 * Says once that observations are recorded beside another tracer, which is no mistake.
 */
final class BesideOtherTracers implements StartupCheck {

	private static final Log logger = LogFactory.getLog("io.github.springxray");

	private static final Map<String, String> TRACERS = Map.of("io.micrometer.tracing.brave.bridge.BraveTracer", "Brave",
			"io.micrometer.tracing.otel.bridge.OtelTracer", "OpenTelemetry");

	static final List<String> LOOKED_FOR = List.copyOf(TRACERS.keySet());

	private final ListableBeanFactory beans;

	BesideOtherTracers(ListableBeanFactory beans) {
		this.beans = beans;
	}

	@Override
	public List<String> findings() {
		ClassLoader classLoader = getClass().getClassLoader();
		TRACERS.forEach((type, title) -> {
			if (ClassUtils.isPresent(type, classLoader) && this.beans
				.getBeanNamesForType(ClassUtils.resolveClassName(type, classLoader), true, false).length > 0) {
				logger.info("Observations become spans of " + title + " and, beside them, subsegments of X-Ray. "
						+ "Tracer and Propagator are those of " + title + ".");
			}
		});
		return List.of();
	}

}
