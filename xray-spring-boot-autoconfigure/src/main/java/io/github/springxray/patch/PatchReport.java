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

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.env.PropertyResolver;

import io.github.springxray.recorder.TracedPart;
import io.github.springxray.recorder.TracedParts;
import io.github.springxray.recorder.TracingStatus;

/**
 * Tells which libraries are patched and which are not and why.
 */
final class PatchReport implements TracedParts, TracingStatus {

	private final ObjectProvider<ActivePatch> patches;

	private final ListableBeanFactory beans;

	private final PropertyResolver properties;

	private final @Nullable ClassLoader classLoader;

	PatchReport(ObjectProvider<ActivePatch> patches, ListableBeanFactory beans, PropertyResolver properties,
			@Nullable ClassLoader classLoader) {
		this.patches = patches;
		this.beans = beans;
		this.properties = properties;
		this.classLoader = classLoader;
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
			TracedPart part = part(library, active.contains(library));
			libraries.put(part.title(), Map.of("traced", part.traced(), "reason", part.reason()));
		}
		return libraries;
	}

	private Set<PatchedLibrary> active() {
		Set<PatchedLibrary> active = EnumSet.noneOf(PatchedLibrary.class);
		this.patches.forEach((patch) -> active.add(patch.library()));
		return active;
	}

	@Override
	public List<TracedPart> used() {
		Set<PatchedLibrary> active = active();
		return Stream.of(PatchedLibrary.values())
			.filter((library) -> library.isUsed(this.beans, this.classLoader))
			.map((library) -> part(library, active.contains(library)))
			.toList();
	}

	private TracedPart part(PatchedLibrary library, boolean traced) {
		return new TracedPart(library.title(), traced, traced
				? PatchDecision.of(library, this.properties, this.classLoader).reason() : reasonAgainst(library));
	}

	private String reasonAgainst(PatchedLibrary library) {
		PatchDecision decision = PatchDecision.of(library, this.properties, this.classLoader);
		return decision.patched() ? "its auto-configuration is excluded" : decision.reason();
	}

}
