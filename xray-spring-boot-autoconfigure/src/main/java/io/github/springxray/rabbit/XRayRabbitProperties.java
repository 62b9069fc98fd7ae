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

package io.github.springxray.rabbit;

import org.springframework.boot.context.properties.ConfigurationProperties;

import io.github.springxray.http.IncomingTrust;

/**
 * Properties of the tracing of messages that are received over RabbitMQ.
 */
@ConfigurationProperties("xray.rabbit")
public class XRayRabbitProperties {

	/**
	 * Whether to trace what the application does with messages of RabbitMQ.
	 */
	private boolean enabled = true;

	/**
	 * Whether to join the trace that a message brings and to heed its sampling decision.
	 * With id its trace is joined, and whether that is recorded is decided here.
	 */
	private IncomingTrust trustIncoming = IncomingTrust.TRUE;

	public boolean isEnabled() {
		return this.enabled;
	}

	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	public IncomingTrust getTrustIncoming() {
		return this.trustIncoming;
	}

	public void setTrustIncoming(IncomingTrust trustIncoming) {
		this.trustIncoming = trustIncoming;
	}

}
