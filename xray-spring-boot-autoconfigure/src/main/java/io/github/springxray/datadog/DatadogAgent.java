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

package io.github.springxray.datadog;

import java.util.List;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;

/**
 * Finds out whether Datadog's own agent is in the process, which traces and writes into
 * the MDC by itself. This is internal.
 */
public final class DatadogAgent {

	private static final Log logger = LogFactory.getLog(DatadogAgent.class);

	/**
	 * The agent adds these to what the JVM itself loads.
	 */
	static final List<String> CLASSES = List.of("datadog.trace.bootstrap.AgentBootstrap",
			"datadog.trace.bootstrap.Agent");

	private static final String NAME = "dd-java-agent";

	private final boolean present;

	DatadogAgent(@Nullable ClassLoader classLoader, @Nullable String options) {
		this.present = (options != null && options.contains(NAME))
				|| CLASSES.stream().anyMatch((name) -> ClassUtils.isPresent(name, classLoader));
		if (this.present) {
			logger.warn("xray.datadog.enabled does nothing, as Datadog's agent is present. It names its own traces in "
					+ "log lines and in headers.");
		}
	}

	/**
	 * Return whether the agent is there and all else that links to Datadog does nothing.
	 * @return {@code true} if it is
	 */
	public boolean isPresent() {
		return this.present;
	}

}
