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

package io.github.springxray.batch;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Properties of the tracing of Spring Batch.
 */
@ConfigurationProperties("xray.batch")
public class XRayBatchProperties {

	/**
	 * Whether to trace each job of Spring Batch as a segment, and its steps as
	 * subsegments.
	 */
	private boolean enabled = true;

	/**
	 * Whether to trace each chunk of a step, too. A step may have very many of them.
	 */
	private boolean chunks;

	public boolean isEnabled() {
		return this.enabled;
	}

	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	public boolean isChunks() {
		return this.chunks;
	}

	public void setChunks(boolean chunks) {
		this.chunks = chunks;
	}

}
