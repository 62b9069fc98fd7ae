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

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AddressInDigits}.
 */
class AddressInDigitsTests {

	@ParameterizedTest
	@ValueSource(strings = { "127.0.0.1", "0.0.0.0", "255.255.255.255", "169.254.79.129", "10.20.99.249" })
	void takesIpv4(String host) {
		assertThat(AddressInDigits.parse(host).getHostAddress()).isEqualTo(host);
	}

	@Test
	void takesIpv6() {
		assertThat(AddressInDigits.parse("::1").isLoopbackAddress()).isTrue();
		assertThat(AddressInDigits.parse("2001:db8::a").getHostAddress()).isEqualTo("2001:db8:0:0:0:0:0:a");
		assertThat(AddressInDigits.parse("::ffff:10.0.0.1").getHostAddress()).isEqualTo("10.0.0.1");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "localhost", "daemon", "256.1.1.1", "1.2.3.400", "1.2.3", "1.2.3.4.", "1.2.3.4.5",
			".1.2.3.4", "1..2.3", "1.2.3.x", "127", "g::1", "_::1", "::g", ":", "1:2", "fe80::1%", "[::1]", "cafe" })
	void takesNothingElse(String host) {
		assertThat(AddressInDigits.parse(host)).isNull();
	}

}
