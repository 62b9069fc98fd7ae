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

import java.net.DatagramSocket;

import com.amazonaws.xray.AWSXRayRecorderBuilder;
import com.amazonaws.xray.emitters.Emitter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.test.util.ReflectionTestUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link SdkDaemonAddress} and {@link SdkEmitters}.
 */
class SdkDaemonAddressTests {

	private static final String PROPERTY = "com.amazonaws.xray.emitters.daemonAddress";

	@AfterEach
	void clear() {
		System.clearProperty(PROPERTY);
	}

	@ParameterizedTest
	@CsvSource({ "127.0.0.1:2000,false", "[::1]:2000,false", "tcp:daemon:1 udp:127.0.0.1:2,false", "' ',false",
			"daemon:2000,true", "tcp:127.0.0.1:1 udp:daemon:2,true", "daemon:no-port,true", "256.1.1.1:2000,true",
			"1.2.3.4.5:2000,true", "[g::1]:2000,true", "tcp:127.0.0.1:2000 udp:1.2.3.400:2000,true",
			"daemon:99999,true", "daemon:0,true", "daemon:+2000,true", "tcp:foo:bar udp:daemon:2000,true" })
	void onlyANameIsLookedUpOrWhatCannotBeRead(String address, boolean expected) {
		System.setProperty(PROPERTY, address);
		assertThat(SdkDaemonAddress.needsLookup()).isEqualTo(expected);
	}

	@Test
	void nothingIsLookedUpWhereNothingIsSaid() {
		assertThat(SdkDaemonAddress.needsLookup()).isFalse();
		assertThatNoException().isThrownBy(SdkDaemonAddress::validate);
	}

	@Test
	void anAddressThatTheSdkCannotReadIsAFailureAtStart() {
		System.setProperty(PROPERTY, "daemon");
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
			.isThrownBy(SdkDaemonAddress::validate)
			.withMessageContaining("'daemon'");
	}

	@ParameterizedTest
	@ValueSource(strings = { "127.0.0.1:2000", " " })
	void anyOtherIsNone(String address) {
		System.setProperty(PROPERTY, address);
		assertThatNoException().isThrownBy(SdkDaemonAddress::validate);
	}

	@Test
	void thePropertyIsNamedThatKeepsTheStaticApiFromStarting() {
		LinkageError error = new ExceptionInInitializerError(new IllegalStateException("no socket"));
		assertThat(SdkDaemonAddress.explain(error)).contains("cannot be initialised").contains("no socket");
		System.setProperty(PROPERTY, "daemon");
		assertThat(SdkDaemonAddress.explain(error)).contains("the system property " + PROPERTY + "=daemon")
			.contains("Write host:port");
	}

	@Test
	void theSocketOfAnEmitterOfTheSdkIsClosedAndOthersAreLeftAlone() {
		Emitter emitter = AWSXRayRecorderBuilder.standard().build().getEmitter();
		DatagramSocket socket = (DatagramSocket) ReflectionTestUtils.getField(emitter, "daemonSocket");
		assertThat(socket.isClosed()).isFalse();
		SdkEmitters.close(emitter);
		assertThat(socket.isClosed()).isTrue();
		assertThatNoException().isThrownBy(() -> SdkEmitters.close(mock()));
	}

	@Test
	void theEmitterOfABuilderIsTheOneThatWasGivenToIt() {
		Emitter own = mock();
		assertThat(SdkEmitters.emitterOf(AWSXRayRecorderBuilder.standard())).isNull();
		assertThat(SdkEmitters.emitterOf(AWSXRayRecorderBuilder.standard().withEmitter(own))).isSameAs(own);
	}

}
