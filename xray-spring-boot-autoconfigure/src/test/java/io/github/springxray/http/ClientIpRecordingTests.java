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

package io.github.springxray.http;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ClientIpRecording}.
 */
class ClientIpRecordingTests {

	@ParameterizedTest
	@CsvSource(nullValues = "-", textBlock = """
			203.0.113.77,                            203.0.113.0
			203.0.113.77:4711,                       203.0.113.0
			::ffff:203.0.113.77,                     203.0.113.0
			2001:db8:1:2:3:4:5:6,                    2001:db8:1:0:0:0:0:0
			[2001:db8:1:2:3:4:5:6]:443,              2001:db8:1:0:0:0:0:0
			fe80::1%eth0,                            fe80:0:0:0:0:0:0:0
			::1,                                     0:0:0:0:0:0:0:0
			unknown,                                 -
			ada.example.com,                         -
			de.ad.be.ef,                             -
			999.1.2.3,                               -
			1:2:x,                                   -
			'',                                      -
			[,                                       -
			""")
	void truncatedAddressesKeepTheirNetwork(String address, String recorded) {
		assertThat(ClientIpRecording.TRUNCATED.of(address)).isEqualTo(recorded);
	}

	@Test
	void othersAreRecordedWhollyOrNotAtAll() {
		assertThat(ClientIpRecording.TRUE.of("203.0.113.77")).isEqualTo("203.0.113.77");
		assertThat(ClientIpRecording.TRUE.of(" ")).isNull();
		assertThat(ClientIpRecording.FALSE.of("203.0.113.77")).isNull();
		assertThat(ClientIpRecording.TRUNCATED.of(null)).isNull();
	}

}
