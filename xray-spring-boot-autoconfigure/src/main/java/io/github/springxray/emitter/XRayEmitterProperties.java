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

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/**
 * Properties of how finished traces leave the process.
 */
@ConfigurationProperties("xray.emitter")
public class XRayEmitterProperties {

	/**
	 * Where finished traces go: to the daemon, straight to AWS (api), to a receiver of
	 * OTLP (otlp), to the log as a readable tree, or nowhere (none). Several can be
	 * given.
	 */
	private Set<EmitterType> type = EnumSet.of(EmitterType.DAEMON);

	/**
	 * How many finished segments may wait to be sent. What comes on top is dropped.
	 */
	private int queueCapacity = 4096;

	/**
	 * About how much memory finished segments that wait to be sent may take. What comes
	 * on top is dropped.
	 */
	private DataSize maxQueueSize = DataSize.ofMegabytes(32);

	/**
	 * How long to go on sending what waits when the application stops.
	 */
	private Duration shutdownTimeout = Duration.ofSeconds(2);

	public Set<EmitterType> getType() {
		return this.type;
	}

	public void setType(Set<EmitterType> type) {
		this.type = type;
	}

	public int getQueueCapacity() {
		return this.queueCapacity;
	}

	public void setQueueCapacity(int queueCapacity) {
		this.queueCapacity = queueCapacity;
	}

	public DataSize getMaxQueueSize() {
		return this.maxQueueSize;
	}

	public void setMaxQueueSize(DataSize maxQueueSize) {
		this.maxQueueSize = maxQueueSize;
	}

	public Duration getShutdownTimeout() {
		return this.shutdownTimeout;
	}

	public void setShutdownTimeout(Duration shutdownTimeout) {
		this.shutdownTimeout = shutdownTimeout;
	}

}
