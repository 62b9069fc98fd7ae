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

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import com.amazonaws.xray.emitters.Emitter;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ListableBeanFactory;

import io.github.springxray.recorder.TracedPart;
import io.github.springxray.recorder.TracedParts;
import io.github.springxray.recorder.TracingStatus;

/**
 * Writes the line of an application that is traced.
 */
final class StartupLine {

	/**
	 * The bean that there is unless the application has one.
	 */
	private static final String EMITTER = "xrayEmitter";

	private final StartedBeans beans;

	private final ListableBeanFactory types;

	private final String name;

	StartupLine(StartedBeans beans, ListableBeanFactory types, String name) {
		this.beans = beans;
		this.types = types;
		this.name = name;
	}

	String text() {
		List<String> sentences = new ArrayList<>();
		sentences.add("X-Ray tracing is on for '" + this.name + "'");
		summary("emitter", ownEmitter(), sentences);
		summary("sampling", null, sentences);
		List<TracedPart> parts = this.beans.own(TracedParts.class).flatMap((each) -> each.used().stream()).toList();
		sentences.add("Traced: " + titles(parts.stream().filter(TracedPart::traced).map(TracedPart::title)));
		String others = titles(parts.stream()
			.filter((part) -> !part.traced())
			.map((part) -> part.title() + " (" + part.reason() + ")"));
		if (!others.equals("nothing")) {
			sentences.add("Not traced: " + others);
		}
		return String.join(". ", sentences) + ".";
	}

	private void summary(String part, @Nullable String otherwise, List<String> sentences) {
		String summary = this.beans.of(TracingStatus.class)
			.filter((status) -> status.name().equals(part))
			.map(TracingStatus::summary)
			.findFirst()
			.orElse("");
		if (!summary.isEmpty()) {
			sentences.add(summary);
		}
		else if (otherwise != null) {
			sentences.add(otherwise);
		}
	}

	private @Nullable String ownEmitter() {
		for (String bean : this.types.getBeanNamesForType(Emitter.class, true, false)) {
			Class<?> type = this.types.getType(bean, false);
			if (type != null && !bean.equals(EMITTER)) {
				return "Segments go to the bean '" + bean + "' (" + type.getName() + ")";
			}
		}
		return null;
	}

	private static String titles(Stream<String> titles) {
		List<String> all = titles.toList();
		return all.isEmpty() ? "nothing" : String.join(", ", all);
	}

}
