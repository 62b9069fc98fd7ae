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
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.service.connection.ConnectionDetailsFactory;
import org.springframework.boot.docker.compose.core.ConnectionPorts;
import org.springframework.boot.docker.compose.core.ImageReference;
import org.springframework.boot.docker.compose.core.RunningService;
import org.springframework.core.io.support.SpringFactoriesLoader;

import io.github.springxray.recorder.DaemonAddress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for the service connections of the X-Ray daemon, without a Docker engine: how
 * ports are mapped, and that Spring Boot finds the factories.
 */
class XRayDaemonServiceConnectionTests {

	@Test
	void dockerComposePublishesBothPorts() {
		assertThat(details(List.of(32001), List.of(32002)).getAddress())
			.isEqualTo(new DaemonAddress("docker.local", 32001, "docker.local", 32002));
	}

	@Test
	void dockerComposePublishesTheUdpPortOnly() {
		assertThat(details(List.of(32001), List.of()).getAddress())
			.isEqualTo(new DaemonAddress("docker.local", 32001, "docker.local", 32001));
		assertThatIllegalStateException().isThrownBy(() -> details(List.of(), List.of(32002)))
			.withMessageContaining("'daemon'")
			.withMessageContaining("2000/udp");
	}

	@Test
	void aContainerPublishesBothPorts() {
		Map<ExposedPort, Binding[]> bindings = Map.of(ExposedPort.udp(2000), new Binding[] { Binding.bindPort(32001) },
				ExposedPort.tcp(2000), new Binding[] { Binding.bindPort(32002) });
		assertThat(XRayDaemonContainerConnectionDetailsFactory.address("localhost", bindings))
			.isEqualTo(new DaemonAddress("localhost", 32001, "localhost", 32002));
		assertThatIllegalStateException()
			.isThrownBy(() -> XRayDaemonContainerConnectionDetailsFactory.address("localhost", Map.of()))
			.withMessageContaining("UDP port 2000");
		assertThatIllegalStateException()
			.isThrownBy(() -> XRayDaemonContainerConnectionDetailsFactory.address("localhost",
					Map.of(ExposedPort.udp(2000), new Binding[0])))
			.withMessageContaining("UDP port 2000");
	}

	@Test
	@SuppressWarnings("rawtypes")
	void bothFactoriesAreRegistered() {
		List<ConnectionDetailsFactory> factories = SpringFactoriesLoader
			.forDefaultResourceLocation(getClass().getClassLoader())
			.load(ConnectionDetailsFactory.class,
					(type, name, failure) -> assertThat(name).as("Others may lack their library of Testcontainers")
						.doesNotStartWith("io.github.springxray"));
		assertThat(factories).hasAtLeastOneElementOfType(XRayDaemonContainerConnectionDetailsFactory.class)
			.hasAtLeastOneElementOfType(XRayDaemonDockerComposeConnectionDetailsFactory.class);
	}

	private static XRayDaemonDockerComposeConnectionDetailsFactory.Details details(List<Integer> udp,
			List<Integer> tcp) {
		return new XRayDaemonDockerComposeConnectionDetailsFactory.Details(new Service(udp, tcp));
	}

	private record Service(List<Integer> udp, List<Integer> tcp) implements RunningService, ConnectionPorts {

		@Override
		public String name() {
			return "daemon";
		}

		@Override
		public ImageReference image() {
			return ImageReference.of("amazon/aws-xray-daemon:latest");
		}

		@Override
		public String host() {
			return "docker.local";
		}

		@Override
		public ConnectionPorts ports() {
			return this;
		}

		@Override
		public Map<String, String> env() {
			return Map.of();
		}

		@Override
		public Map<String, String> labels() {
			return Map.of();
		}

		@Override
		public int get(int containerPort) {
			throw new UnsupportedOperationException();
		}

		@Override
		public List<Integer> getAll() {
			throw new UnsupportedOperationException();
		}

		@Override
		public List<Integer> getAll(String protocol) {
			return protocol.equals("udp") ? this.udp : this.tcp;
		}

	}

}
