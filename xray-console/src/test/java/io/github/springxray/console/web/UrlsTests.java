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

package io.github.springxray.console.web;

import java.net.InetAddress;
import java.net.UnknownHostException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class UrlsTests {

	@ParameterizedTest
	@CsvSource({ "0.0.0.0, localhost", "::, localhost", "127.0.0.1, localhost", "127.0.0.2, 127.0.0.2",
			"192.168.1.5, 192.168.1.5", "::1, [0:0:0:0:0:0:0:1]", "fe80::1%1, [fe80:0:0:0:0:0:0:1]" })
	void hostIsOneThatBrowsersOfThisMachineCanOpen(String address, String expected) throws UnknownHostException {
		assertThat(Urls.host(InetAddress.getByName(address))).isEqualTo(expected);
	}

	@Test
	void serverAtAllAddressesIsAtLocalhost() {
		assertThat(Urls.host(null)).isEqualTo("localhost");
	}

}
