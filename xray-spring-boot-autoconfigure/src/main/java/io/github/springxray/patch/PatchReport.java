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

package io.github.springxray.patch;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.core.env.PropertyResolver;

import io.github.springxray.recorder.TracingStatus;

/**
 * Says once, at start-up, which libraries are patched and which are not and why.
 */
final class PatchReport implements SmartInitializingSingleton, TracingStatus {

	private static final Log logger = LogFactory.getLog(PatchReport.class);

	private final ObjectProvider<ActivePatch> patches;

	private final PropertyResolver properties;

	private final @Nullable ClassLoader classLoader;

	PatchReport(ObjectProvider<ActivePatch> patches, PropertyResolver properties, @Nullable ClassLoader classLoader) {
		this.patches = patches;
		this.properties = properties;
		this.classLoader = classLoader;
	}

	@Override
	public void afterSingletonsInstantiated() {
		if (logger.isInfoEnabled()) {
			logger.info(line());
		}
	}

	@Override
	public String name() {
		return "libraries";
	}

	@Override
	public Map<String, ?> describe() {
		Set<PatchedLibrary> active = active();
		Map<String, Object> libraries = new LinkedHashMap<>();
		for (PatchedLibrary library : PatchedLibrary.values()) {
			boolean traced = active.contains(library);
			String reason = traced ? PatchDecision.of(library, this.properties, this.classLoader).reason()
					: reasonAgainst(library);
			libraries.put(library.title(), Map.of("traced", traced, "reason", reason));
		}
		return libraries;
	}

	private Set<PatchedLibrary> active() {
		Set<PatchedLibrary> active = EnumSet.noneOf(PatchedLibrary.class);
		this.patches.forEach((patch) -> active.add(patch.library()));
		return active;
	}

	String line() {
		Set<PatchedLibrary> active = active();
		List<String> patched = new ArrayList<>();
		List<String> others = new ArrayList<>();
		for (PatchedLibrary library : PatchedLibrary.values()) {
			if (active.contains(library)) {
				patched.add(library.title());
			}
			else {
				others.add(library.title() + " (" + reasonAgainst(library) + ")");
			}
		}
		StringBuilder text = new StringBuilder("Calls traced: ");
		text.append(patched.isEmpty() ? "none" : String.join(", ", patched)).append('.');
		if (!others.isEmpty()) {
			text.append(" Not traced: ").append(String.join(", ", others)).append('.');
		}
		return text.toString();
	}

	private String reasonAgainst(PatchedLibrary library) {
		PatchDecision decision = PatchDecision.of(library, this.properties, this.classLoader);
		return decision.patched() ? "its auto-configuration is excluded" : decision.reason();
	}

}
