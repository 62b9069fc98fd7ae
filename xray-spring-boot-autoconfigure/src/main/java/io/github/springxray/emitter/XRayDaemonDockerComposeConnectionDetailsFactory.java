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

import java.util.List;

import org.springframework.boot.docker.compose.core.RunningService;
import org.springframework.boot.docker.compose.service.connection.DockerComposeConnectionDetailsFactory;
import org.springframework.boot.docker.compose.service.connection.DockerComposeConnectionSource;
import org.springframework.util.Assert;

import io.github.springxray.recorder.DaemonAddress;
import io.github.springxray.recorder.XRayDaemonConnectionDetails;

/**
 * Sends to an {@code amazon/aws-xray-daemon} service of Docker Compose. Its UDP port has
 * to be published; sampling rules come from its TCP port, if that is published too.
 */
final class XRayDaemonDockerComposeConnectionDetailsFactory
		extends DockerComposeConnectionDetailsFactory<XRayDaemonConnectionDetails> {

	private static final String[] IMAGES = { "amazon/aws-xray-daemon", "xray/aws-xray-daemon" };

	XRayDaemonDockerComposeConnectionDetailsFactory() {
		super(IMAGES);
	}

	@Override
	protected XRayDaemonConnectionDetails getDockerComposeConnectionDetails(DockerComposeConnectionSource source) {
		return new Details(source.getRunningService());
	}

	/**
	 * The host and ports of a running service.
	 */
	static final class Details extends DockerComposeConnectionDetails implements XRayDaemonConnectionDetails {

		private final DaemonAddress address;

		Details(RunningService service) {
			super(service);
			List<Integer> udp = service.ports().getAll("udp");
			List<Integer> tcp = service.ports().getAll("tcp");
			Assert.state(!udp.isEmpty(),
					() -> "The service '" + service.name() + "' publishes no UDP port. Add \"2000/udp\" to its ports.");
			this.address = new DaemonAddress(service.host(), udp.get(0), service.host(),
					tcp.isEmpty() ? udp.get(0) : tcp.get(0));
		}

		@Override
		public DaemonAddress getAddress() {
			return this.address;
		}

	}

}
