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

import java.util.ArrayList;
import java.util.List;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * To which executors the trace is carried.
 */
@ConfigurationProperties("xray.context.executors")
public class XRayExecutorProperties {

	/**
	 * Whether to carry the current segment or subsegment to the tasks of executors and
	 * schedulers that are beans, and to methods with @Async.
	 */
	private boolean enabled = true;

	/**
	 * Names of the executor beans that carry nothing.
	 */
	private List<String> exclude = new ArrayList<>();

	public boolean isEnabled() {
		return this.enabled;
	}

	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	public List<String> getExclude() {
		return this.exclude;
	}

	public void setExclude(List<String> exclude) {
		this.exclude = exclude;
	}

	/**
	 * Refuse values that mean nothing.
	 */
	void validate() {
		if (this.exclude.stream().anyMatch(String::isBlank)) {
			throw new InvalidConfigurationPropertyValueException("xray.context.executors.exclude", this.exclude,
					"Write names of beans, such as reportExecutor.");
		}
	}

}
