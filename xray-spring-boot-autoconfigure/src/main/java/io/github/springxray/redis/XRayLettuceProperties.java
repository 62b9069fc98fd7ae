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

package io.github.springxray.redis;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How commands that the application sends to Redis by Lettuce are traced.
 */
@ConfigurationProperties("xray.patch.lettuce")
public class XRayLettuceProperties {

	/**
	 * Whether to trace the commands that Lettuce sends to Redis. Defaults to
	 * xray.patch.enabled.
	 */
	private @Nullable Boolean enabled;

	/**
	 * Whether to record the arguments of commands, which are keys and values. Those of
	 * commands that may have a password are never recorded.
	 */
	private boolean recordArguments = false;

	public @Nullable Boolean getEnabled() {
		return this.enabled;
	}

	public void setEnabled(@Nullable Boolean enabled) {
		this.enabled = enabled;
	}

	public boolean isRecordArguments() {
		return this.recordArguments;
	}

	public void setRecordArguments(boolean recordArguments) {
		this.recordArguments = recordArguments;
	}

}
