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

package io.github.springxray.testsupport;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

/**
 * Keeps Spring Boot's auto-configurations of stores and servers, which are on the class
 * path for a few tests, out of all applications that do not name them: they would connect
 * to what is not there. Tests that want them import them by name, and set
 * {@value #WANTED}.
 */
public class OnDemandAutoConfigurations implements AutoConfigurationImportFilter, EnvironmentAware {

	/**
	 * The property of an application that wants them.
	 */
	public static final String WANTED = "test.auto-configurations.on-demand";

	private static final List<String> PACKAGES = List.of("org.springframework.boot.mongodb.",
			"org.springframework.boot.data.mongodb.", "org.springframework.boot.data.redis.",
			"org.springframework.boot.grpc.", "org.springframework.boot.graphql.", "org.springframework.grpc.");

	private boolean wanted;

	@Override
	public void setEnvironment(Environment environment) {
		this.wanted = environment.getProperty(WANTED, Boolean.class, false);
	}

	@Override
	public boolean[] match(@Nullable String[] classes, AutoConfigurationMetadata metadata) {
		boolean[] matches = new boolean[classes.length];
		for (int i = 0; i < classes.length; i++) {
			String name = classes[i];
			matches[i] = this.wanted || name == null || PACKAGES.stream().noneMatch(name::startsWith);
		}
		return matches;
	}

}
