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

package io.github.springxray.method;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.util.ClassUtils;

/**
 * Finds out who traces what is annotated with Micrometer's {@code Observed}. Where its
 * aspect is at work and its observations become subsegments, proxies would trace the same
 * methods once more.
 */
final class ObservedAspects {

	/**
	 * Micrometer's annotation, by its name, as it may be absent.
	 */
	static final String OBSERVED = "io.micrometer.observation.annotation.Observed";

	static final String ASPECT = "io.micrometer.observation.aop.ObservedAspect";

	/**
	 * The beans that hear of observations.
	 */
	private static final List<String> HANDLERS = List.of("xrayObservationHandler", "xraySpanObservationHandler");

	private final ListableBeanFactory beans;

	private volatile @Nullable Boolean absent;

	ObservedAspects(ListableBeanFactory beans) {
		this.beans = beans;
	}

	/**
	 * Return whether annotated methods are traced by nobody else.
	 */
	boolean areAbsent() {
		Boolean known = this.absent;
		if (known == null) {
			known = HANDLERS.stream().noneMatch(this.beans::containsBeanDefinition) || !isAspectThere();
			this.absent = known;
		}
		return known;
	}

	private boolean isAspectThere() {
		ClassLoader classLoader = getClass().getClassLoader();
		return ClassUtils.isPresent(ASPECT, classLoader) && this.beans
			.getBeanNamesForType(ClassUtils.resolveClassName(ASPECT, classLoader), true, false).length > 0;
	}

}
