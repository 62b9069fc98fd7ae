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

package io.github.springxray.recorder;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link DaemonAddress}.
 */
class DaemonAddressTests {

	@Test
	void takesOneAddressForBothProtocols() {
		assertThat(DaemonAddress.parse(" xray-daemon.local:2000 "))
			.isEqualTo(new DaemonAddress("xray-daemon.local", 2000, "xray-daemon.local", 2000));
	}

	@ParameterizedTest
	@ValueSource(strings = { "tcp:10.0.0.1:3000 udp:daemon:2000", "udp:daemon:2000  tcp:10.0.0.1:3000" })
	void takesAnAddressForEachProtocolInAnyOrder(String address) {
		assertThat(DaemonAddress.parse(address)).isEqualTo(new DaemonAddress("daemon", 2000, "10.0.0.1", 3000));
	}

	@Test
	void takesIpv6InBrackets() {
		assertThat(DaemonAddress.parse("[::1]:2000")).isEqualTo(new DaemonAddress("::1", 2000, "::1", 2000));
		assertThat(DaemonAddress.parse("tcp:[::1]:2001 udp:[fe80::1%eth0]:2000"))
			.isEqualTo(new DaemonAddress("fe80::1%eth0", 2000, "::1", 2001));
	}

	@Test
	void tellsPeopleWhereSegmentsGo() {
		assertThat(DaemonAddress.parse("tcp:one:1 udp:two:2").udp()).isEqualTo("two:2");
		assertThat(DaemonAddress.parse("[::1]:2000").udp()).isEqualTo("[::1]:2000");
	}

	@Test
	void takesHostsThatAreCalledLikeAProtocol() {
		assertThat(DaemonAddress.parse("udp:2000").udpHost()).isEqualTo("udp");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "localhost", "localhost:", ":2000", "localhost:0", "localhost:65536",
			"localhost:99999999999", "localhost:port", "::1:2000", "[::1]", "http://localhost:2000",
			"udp:localhost:2000", "tcp:a:1 tcp:b:2", "udp:a:1 b:2", "a:1 b:2 c:3", "tcp:a:1,udp:b:2" })
	void refusesAnythingElseAndSaysWhatToWrite(String address) {
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
			.isThrownBy(() -> DaemonAddress.parse(address))
			.satisfies((ex) -> {
				assertThat(ex.getName()).isEqualTo("xray.daemon.address");
				assertThat(ex.getValue()).isEqualTo(address);
				assertThat(ex.getReason()).contains("host:port").contains("tcp:host:port udp:host:port");
			});
	}

}
