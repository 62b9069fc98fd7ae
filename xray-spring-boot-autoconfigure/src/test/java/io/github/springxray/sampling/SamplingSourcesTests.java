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

package io.github.springxray.sampling;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;
import software.amazon.awssdk.services.xray.XRayClient;

import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.mock.env.MockEnvironment;

import io.github.springxray.recorder.DaemonAddress;
import io.github.springxray.recorder.XRayDaemonConnectionDetails;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SamplingSources}.
 */
class SamplingSourcesTests {

	private final StaticListableBeanFactory beans = new StaticListableBeanFactory();

	@ParameterizedTest
	@CsvSource(nullValues = "-",
			value = { "daemon,-,-,DaemonSamplingSource", "api,-,-,ApiSamplingSource", "log,-,-,-", "otlp,-,-,-",
					"otlp,http://localhost:4318,-,-", "otlp,aws,-,ApiSamplingSource",
					"otlp,https://xray.eu-west-1.amazonaws.com/v1/traces,-,ApiSamplingSource",
					"'daemon,otlp',aws,-,DaemonSamplingSource", "OTLP,-,127.0.0.1:2000,DaemonSamplingSource",
					"otlp,aws,127.0.0.1:2000,DaemonSamplingSource", "log,aws,127.0.0.1:2000,-" })
	void asksWhereTheTracesGo(String types, String endpoint, String daemon, String source) {
		DefaultListableBeanFactory none = new DefaultListableBeanFactory();
		XRayDaemonConnectionDetails details = () -> new DaemonAddress("127.0.0.1", 2000, "127.0.0.1", 2000);
		this.beans.addBean("daemon", details);
		this.beans.addBean("api", new ApiSamplingSourceFactory(none.getBeanProvider(XRayClient.class),
				none.getBeanProvider(AwsCredentialsProvider.class), none.getBeanProvider(AwsRegionProvider.class)));
		MockEnvironment environment = new MockEnvironment().withProperty("xray.sampling.strategy", "central")
			.withProperty("xray.emitter.type", types);
		if (endpoint != null) {
			environment.setProperty("xray.otlp.endpoint", endpoint);
		}
		if (daemon != null) {
			environment.setProperty("xray.daemon.address", daemon);
		}
		SamplingSource found = new SamplingSources(this.beans, environment).find();
		assertThat((found != null) ? found.getClass().getSimpleName() : null).isEqualTo(source);
	}

}
