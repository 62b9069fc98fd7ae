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

package io.github.springxray.executor;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executor;

import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.ListableBeanFactory;

import io.github.springxray.recorder.NearestName;
import io.github.springxray.recorder.StartupCheck;

/**
 * Finds names in {@code xray.context.executors.exclude} that no executor has.
 */
final class UnknownExecutors implements StartupCheck {

	private final ListableBeanFactory beans;

	private final List<String> excluded;

	UnknownExecutors(ListableBeanFactory beans, List<String> excluded) {
		this.beans = beans;
		this.excluded = excluded;
	}

	@Override
	public List<String> findings() {
		if (this.excluded.isEmpty()) {
			return List.of();
		}
		Set<String> known = new TreeSet<>();
		for (String name : this.beans.getBeanNamesForType(Executor.class, true, false)) {
			known.add(ScopedProxyUtils.isScopedTarget(name) ? ScopedProxyUtils.getOriginalBeanName(name) : name);
		}
		return this.excluded.stream()
			.distinct()
			.filter((name) -> !known.contains(name))
			.map((name) -> "There is no executor '" + name + "' to leave alone (xray.context.executors.exclude). "
					+ (known.isEmpty() ? "There is none at all." : "There are: " + String.join(", ", known) + ".")
					+ NearestName.question(name, known))
			.toList();
	}

}
