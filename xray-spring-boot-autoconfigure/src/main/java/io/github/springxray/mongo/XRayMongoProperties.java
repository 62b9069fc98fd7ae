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

package io.github.springxray.mongo;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How commands that the application sends to MongoDB are traced.
 */
@ConfigurationProperties("xray.patch.mongodb")
public class XRayMongoProperties {

	/**
	 * Whether to trace the commands that are sent to MongoDB. Defaults to
	 * xray.patch.enabled.
	 */
	private @Nullable Boolean enabled;

	/**
	 * What to record of a command: sanitized, which is its shape without values, raw,
	 * which has the values in it, or off.
	 */
	private CommandRecording commands = CommandRecording.SANITIZED;

	public @Nullable Boolean getEnabled() {
		return this.enabled;
	}

	public void setEnabled(@Nullable Boolean enabled) {
		this.enabled = enabled;
	}

	public CommandRecording getCommands() {
		return this.commands;
	}

	public void setCommands(CommandRecording commands) {
		this.commands = commands;
	}

}
