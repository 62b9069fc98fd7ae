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

import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

import io.github.springxray.recorder.SwitchedOff;

/**
 * Switches tracing off where a Java agent traces the same and the application has said
 * that it is to be left alone then. Runs after the configuration files were read.
 */
final class StepBackEnvironmentPostProcessor implements EnvironmentPostProcessor, Ordered {

	private static final String PROPERTY = "xray.agent";

	private final Supplier<Set<String>> agents;

	StepBackEnvironmentPostProcessor() {
		this(JavaAgents::find);
	}

	StepBackEnvironmentPostProcessor(Supplier<Set<String>> agents) {
		this.agents = agents;
	}

	@Override
	public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
		String choice = environment.getProperty(PROPERTY, "").trim().replace("-", "").replace("_", "");
		if (!choice.equalsIgnoreCase("stepback")) {
			return;
		}
		Set<String> found = this.agents.get();
		if (!found.isEmpty()) {
			environment.getPropertySources()
				.addFirst(new MapPropertySource("xrayAgent",
						Map.of("xray.enabled", "false", SwitchedOff.REASON, "a Java agent traces this application ("
								+ String.join(", ", found) + ") and xray.agent is step-back")));
		}
	}

	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

}
