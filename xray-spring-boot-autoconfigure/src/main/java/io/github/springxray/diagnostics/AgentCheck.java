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

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

import io.github.springxray.recorder.BesideAgent;
import io.github.springxray.recorder.StartupCheck;

/**
 * Finds Java agents that trace the same as we do.
 */
final class AgentCheck implements StartupCheck {

	private final BesideAgent choice;

	private final Supplier<Set<String>> agents;

	AgentCheck(BesideAgent choice, Supplier<Set<String>> agents) {
		this.choice = choice;
		this.agents = agents;
	}

	@Override
	public List<String> findings() {
		if (this.choice == BesideAgent.IGNORE) {
			return List.of();
		}
		Set<String> found = this.agents.get();
		return found.isEmpty() ? List.of()
				: List.of("A Java agent traces this application, too: " + String.join(", ", found)
						+ ". Each request and call is then recorded twice. Remove the agent, or write "
						+ "xray.agent=step-back to leave tracing to it, or xray.agent=ignore to have both.");
	}

}
