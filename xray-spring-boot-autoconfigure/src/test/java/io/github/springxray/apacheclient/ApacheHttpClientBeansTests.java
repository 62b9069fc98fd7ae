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

package io.github.springxray.apacheclient;

import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.springxray.http.client.HttpCallTesting;
import io.github.springxray.test.RecordedEntity;

import static io.github.springxray.test.XRayAssertions.assertThat;

/**
 * Tests of what becomes of Apache's clients and builders among the beans.
 */
@ExtendWith(OutputCaptureExtension.class)
class ApacheHttpClientBeansTests extends HttpCallTesting {

	@Override
	protected AutoConfigurations autoConfigurations() {
		return AutoConfigurations.of(XRayApacheHttpClientAutoConfiguration.class);
	}

	@Test
	void aClientThatIsBuiltAlreadyIsLeftAloneAndNamedOnce(CapturedOutput output) {
		CloseableHttpClient client = HttpClients.createDefault();
		run(runner().withBean("mine", CloseableHttpClient.class, () -> client),
				(tracing) -> assertThat(tracing.context().getBean("mine")).isSameAs(client));
		assertThat(output.getOut().lines().filter((line) -> line.contains("'mine'"))).singleElement()
			.asString()
			.contains("is not traced")
			.contains("ApacheHttpClientTracing.trace");
	}

	@Test
	void aBuilderThatIsTracedTwiceTracesOnce() {
		run((tracing) -> {
			HttpClientBuilder builder = ApacheHttpClientTracing.trace(HttpClientBuilder.create());
			try (CloseableHttpClient client = ApacheHttpClientTracing.trace(builder).build()) {
				RecordedEntity segment = tracing.inSegment(() -> get(client));
				assertThat(segment).hasSubsegmentsExactly("127.0.0.1");
				assertThat(server.take().headers().get("X-Amzn-Trace-Id")).hasSize(1);
			}
		});
	}

	@Test
	void aRedirectTellsTheNextHostOfTheSameCall() {
		run((tracing) -> {
			try (CloseableHttpClient client = ApacheHttpClientTracing.trace(HttpClientBuilder.create()).build()) {
				RecordedEntity segment = tracing
					.inSegment(() -> client.execute(ClassicRequestBuilder.get(server.url("/redirect")).build(),
							(response) -> response.getCode()));
				assertThat(segment).hasSubsegmentsExactly("127.0.0.1");
				String id = segment.subsegment("127.0.0.1").id();
				assertThat(server.take().header("X-Amzn-Trace-Id")).contains(id);
				assertThat(server.take().header("X-Amzn-Trace-Id")).contains(id);
			}
		});
	}

	@Test
	void aRedirectThatIsNotFollowedEndsTheCall() {
		run((tracing) -> {
			HttpClientBuilder builder = HttpClientBuilder.create().disableRedirectHandling();
			try (CloseableHttpClient client = ApacheHttpClientTracing.trace(builder).build()) {
				RecordedEntity segment = tracing
					.inSegment(() -> client.execute(ClassicRequestBuilder.get(server.url("/redirect")).build(),
							(response) -> response.getCode()));
				assertThat(segment.subsegment("127.0.0.1")).hasHttpStatus(302).isComplete();
			}
		});
	}

	private static void get(CloseableHttpClient client) throws Exception {
		client.execute(ClassicRequestBuilder.get(server.url("/hello/world")).build(), (response) -> {
			assertThat(new String(response.getEntity().getContent().readAllBytes())).isEqualTo("hello world");
			return null;
		});
	}

}
