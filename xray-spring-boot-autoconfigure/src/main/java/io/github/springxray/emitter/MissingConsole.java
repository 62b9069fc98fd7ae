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

package io.github.springxray.emitter;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * Says that somebody has asked for the console and there is none, which would otherwise
 * look like an application without traces.
 */
final class MissingConsole implements SmartInitializingSingleton {

	static final String CLASS = "io.github.springxray.console.embedded.XRayConsoleAutoConfiguration";

	private static final Log logger = LogFactory.getLog(MissingConsole.class);

	@Override
	public void afterSingletonsInstantiated() {
		logger.warn("xray.console.enabled is true, but the console is not on the class path. "
				+ "Add the dependency io.github.springxray:xray-console. In an executable jar, mind that Spring Boot's "
				+ "Maven plugin leaves out optional dependencies, and the Gradle plugin those of developmentOnly.");
	}

}
