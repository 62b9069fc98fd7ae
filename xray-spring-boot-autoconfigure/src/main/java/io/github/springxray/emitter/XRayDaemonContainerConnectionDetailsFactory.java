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
import java.util.Map;

import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.Ports.Binding;
import org.jspecify.annotations.Nullable;
import org.testcontainers.containers.Container;

import org.springframework.boot.testcontainers.service.connection.ContainerConnectionDetailsFactory;
import org.springframework.boot.testcontainers.service.connection.ContainerConnectionSource;
import org.springframework.util.Assert;

import io.github.springxray.recorder.DaemonAddress;
import io.github.springxray.recorder.XRayDaemonConnectionDetails;

/**
 * Sends to a container of Testcontainers that is a {@code @ServiceConnection} and runs
 * {@code amazon/aws-xray-daemon}. Testcontainers itself publishes TCP ports only, so the
 * test has to publish the UDP port.
 */
final class XRayDaemonContainerConnectionDetailsFactory
		extends ContainerConnectionDetailsFactory<Container<?>, XRayDaemonConnectionDetails> {

	private static final int PORT = 2000;

	XRayDaemonContainerConnectionDetailsFactory() {
		super(List.of("amazon/aws-xray-daemon", "xray/aws-xray-daemon", "public.ecr.aws/xray/aws-xray-daemon"));
	}

	@Override
	protected XRayDaemonConnectionDetails getContainerConnectionDetails(
			ContainerConnectionSource<Container<?>> source) {
		return new Details(source);
	}

	static DaemonAddress address(String host, Map<ExposedPort, Binding[]> bindings) {
		Integer udp = port(bindings.get(ExposedPort.udp(PORT)));
		Integer tcp = port(bindings.get(ExposedPort.tcp(PORT)));
		Assert.state(udp != null, () -> "The container of the X-Ray daemon does not publish its UDP port " + PORT
				+ ". Publish it with withCreateContainerCmdModifier.");
		return new DaemonAddress(host, udp, host, (tcp != null) ? tcp : udp);
	}

	private static @Nullable Integer port(Binding @Nullable [] bindings) {
		return (bindings != null && bindings.length > 0) ? Integer.valueOf(bindings[0].getHostPortSpec()) : null;
	}

	/**
	 * The host and ports of a running container.
	 */
	private static final class Details extends ContainerConnectionDetails<Container<?>>
			implements XRayDaemonConnectionDetails {

		private Details(ContainerConnectionSource<Container<?>> source) {
			super(source);
		}

		@Override
		public DaemonAddress getAddress() {
			Container<?> container = getContainer();
			return address(container.getHost(),
					container.getContainerInfo().getNetworkSettings().getPorts().getBindings());
		}

	}

}
