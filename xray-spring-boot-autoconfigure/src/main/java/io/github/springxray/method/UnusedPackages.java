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

import java.util.ArrayList;
import java.util.List;

import org.springframework.beans.factory.ListableBeanFactory;

import io.github.springxray.recorder.StartupCheck;

/**
 * Finds packages in {@code xray.methods.packages} that no bean is from.
 */
final class UnusedPackages implements StartupCheck {

	private final ListableBeanFactory beans;

	private final Markers markers;

	private final List<String> packages;

	UnusedPackages(ListableBeanFactory beans, Markers markers, List<String> packages) {
		this.beans = beans;
		this.markers = markers;
		this.packages = packages;
	}

	@Override
	public List<String> findings() {
		List<String> unused = new ArrayList<>(this.packages);
		String[] names = unused.isEmpty() ? new String[0] : this.beans.getBeanDefinitionNames();
		for (String name : names) {
			Class<?> type = this.beans.getType(name, false);
			if (type != null) {
				String userClass = this.markers.userClassOf(type).getName();
				unused.removeIf((each) -> userClass.startsWith(each + "."));
			}
		}
		return unused.stream()
			.distinct()
			.map((each) -> "No bean is of the package " + each
					+ " in xray.methods.packages, so nothing is traced because of it.")
			.toList();
	}

}
