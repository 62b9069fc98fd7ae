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

import java.util.stream.Stream;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * The beans that are there already. Looking at an application must not create what it
 * wants to have later.
 */
final class StartedBeans {

	private final ConfigurableListableBeanFactory factory;

	StartedBeans(ConfigurableListableBeanFactory factory) {
		this.factory = factory;
	}

	/**
	 * Return beans of our own that need nothing of the application, created or not.
	 */
	<T> Stream<T> own(Class<T> type) {
		return this.factory.getBeanProvider(type).orderedStream();
	}

	<T> Stream<T> of(Class<T> type) {
		return Stream.of(this.factory.getBeanNamesForType(type, false, false))
			.filter(this.factory::containsSingleton)
			.map((name) -> this.factory.getBean(name, type));
	}

}
