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

import java.util.ArrayList;
import java.util.List;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.core.env.PropertyResolver;
import org.springframework.util.ClassUtils;

import io.github.springxray.recorder.TracedPart;
import io.github.springxray.recorder.TracedParts;

/**
 * Tells of what is in use and not observed, as Spring Boot has a switch for it that is
 * off. The switch is the application's: more may depend on it than traces.
 */
final class SwitchesOfBoot implements TracedParts {

	/**
	 * Whoever traces one of these without an observation takes its line away.
	 */
	private static final List<Line> LINES = List.of(
			new Line("Pulsar producers", "org.springframework.pulsar.core.PulsarTemplate",
					"spring.pulsar.template.observations-enabled"),
			new Line("Pulsar listeners", "org.springframework.pulsar.config.PulsarListenerContainerFactory",
					"spring.pulsar.listener.observation-enabled"));

	static final List<String> LOOKED_FOR = LINES.stream().map(Line::beanType).toList();

	private final ListableBeanFactory beans;

	private final PropertyResolver properties;

	SwitchesOfBoot(ListableBeanFactory beans, PropertyResolver properties) {
		this.beans = beans;
		this.properties = properties;
	}

	@Override
	public List<TracedPart> used() {
		List<TracedPart> parts = new ArrayList<>();
		for (Line line : LINES) {
			if (uses(line.beanType())) {
				boolean on = Boolean.parseBoolean(this.properties.getProperty(line.property(), "false").trim());
				parts.add(new TracedPart(line.title(), on, line.property() + (on ? " is true" : " is not true")));
			}
		}
		return parts;
	}

	private boolean uses(String type) {
		ClassLoader classLoader = getClass().getClassLoader();
		return ClassUtils.isPresent(type, classLoader) && this.beans
			.getBeanNamesForType(ClassUtils.resolveClassName(type, classLoader), true, false).length > 0;
	}

	/**
	 * Something that is observed on demand.
	 *
	 * @param title what people call it
	 * @param beanType the type of its beans
	 * @param property the switch of Spring Boot
	 */
	private record Line(String title, String beanType, String property) {
	}

}
