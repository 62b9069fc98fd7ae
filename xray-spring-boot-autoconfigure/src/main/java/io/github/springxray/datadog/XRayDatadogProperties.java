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

package io.github.springxray.datadog;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Properties of links to Datadog.
 */
@ConfigurationProperties("xray.datadog")
public class XRayDatadogProperties {

	/**
	 * Whether to name traces in log lines as Datadog names those that it imports from
	 * X-Ray, and to record which trace of Datadog called.
	 */
	private boolean enabled;

	/**
	 * Whether to tell callees of HTTP of the trace in the headers of Datadog, too.
	 */
	private boolean propagate;

	public boolean isEnabled() {
		return this.enabled;
	}

	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	public boolean isPropagate() {
		return this.propagate;
	}

	public void setPropagate(boolean propagate) {
		this.propagate = propagate;
	}

}
