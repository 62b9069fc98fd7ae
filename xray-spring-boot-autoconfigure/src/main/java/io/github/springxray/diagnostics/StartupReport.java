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

package io.github.springxray.diagnostics;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextRefreshedEvent;

import io.github.springxray.recorder.StartupCheck;
import io.github.springxray.recorder.SwitchedOff;
import io.github.springxray.recorder.TracingFaults;

/**
 * Says once for each context, when all of it has started, whether and how it is traced,
 * and what looks like a mistake.
 */
final class StartupReport implements ApplicationListener<ContextRefreshedEvent> {

	private static final Log logger = LogFactory.getLog("io.github.springxray");

	private final ApplicationContext context;

	private final StartedBeans beans;

	private final @Nullable StartupLine line;

	private final TracingFaults faults;

	/**
	 * Create a report.
	 * @param line what to say, {@code null} where nothing is traced
	 */
	StartupReport(ApplicationContext context, StartedBeans beans, @Nullable StartupLine line, TracingFaults faults) {
		this.context = context;
		this.beans = beans;
		this.line = line;
		this.faults = faults;
	}

	/**
	 * A context hears of the start of its children, too.
	 */
	@Override
	public void onApplicationEvent(ContextRefreshedEvent event) {
		if (event.getApplicationContext() != this.context) {
			return;
		}
		try {
			if (this.line == null) {
				logger.info("X-Ray tracing is off: " + SwitchedOff.reason(this.context.getEnvironment()) + ".");
				return;
			}
			if (logger.isInfoEnabled()) {
				logger.info(this.line.text());
			}
			this.beans.own(StartupCheck.class).forEach(this::check);
		}
		catch (RuntimeException | LinkageError ex) {
			this.faults.record("telling how tracing is set up", ex);
		}
	}

	private void check(StartupCheck check) {
		try {
			check.findings().forEach(logger::warn);
		}
		catch (RuntimeException | LinkageError ex) {
			this.faults.record("looking for mistakes in the configuration", ex);
		}
	}

}
