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

package io.github.springxray.recorder;

import org.springframework.aot.AotDetector;
import org.springframework.core.env.PropertyResolver;

/**
 * Says why an application is not traced. For the starter's own packages.
 */
public final class SwitchedOff {

	/**
	 * Set beside {@code xray.enabled} by what switches tracing off by itself.
	 */
	public static final String REASON = "io.github.springxray.switched-off-because";

	private static final String VARIABLE = "AWS_XRAY_SDK_ENABLED";

	private SwitchedOff() {
	}

	/**
	 * Return why tracing is off.
	 * @param properties the properties of the application
	 * @return the reason, for people to read
	 */
	public static String reason(PropertyResolver properties) {
		String reason = properties.getProperty(REASON);
		if (reason != null) {
			return reason;
		}
		if (AotDetector.useGeneratedArtifacts() && properties.getProperty("xray.enabled", Boolean.class, true)) {
			return "it was when the application was processed ahead of time (AOT), which has decided it";
		}
		String variable = properties.getProperty(VARIABLE);
		return (variable != null) ? VARIABLE + " is " + variable : "xray.enabled is false";
	}

}
