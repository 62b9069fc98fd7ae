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

import org.jspecify.annotations.Nullable;

import org.springframework.core.env.PropertyResolver;

/**
 * What becomes of a library, and why.
 *
 * @param patched whether its calls are traced
 * @param reason why they are or are not
 */
record PatchDecision(boolean patched, String reason) {

	private static final String ALL = "xray.patch.enabled";

	/**
	 * Decide by class path and properties. The properties are read before they are bound:
	 * a value that is neither true nor false is left to the binder to complain about.
	 */
	static PatchDecision of(PatchedLibrary library, PropertyResolver properties, @Nullable ClassLoader classLoader) {
		String missing = library.missingArtifact(classLoader);
		if (missing != null) {
			return new PatchDecision(false, missing + " is not on the class path");
		}
		for (String name : new String[] { library.property(), ALL }) {
			String value = properties.getProperty(name);
			if (value != null) {
				return new PatchDecision(!"false".equalsIgnoreCase(value.trim()), name + " is " + value.trim());
			}
		}
		return new PatchDecision(true, "it is on the class path");
	}

}
