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

package io.github.springxray.webclient;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;

import org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder;
import org.junit.jupiter.api.Test;

import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.web.reactive.function.client.WebClientRequestException;

import io.github.springxray.http.client.TestHttpClient.Call;
import io.github.springxray.test.RecordedEntity;

import static io.github.springxray.test.XRayAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Tests of a client on the connector of HttpComponents, without its retries, of which
 * nobody but itself knows.
 */
class HttpComponentsWebClientTracingIntegrationTests extends WebClientTracingContract {

	@Override
	protected ClientHttpConnectorBuilder<?> connectors() {
		return ClientHttpConnectorBuilder.httpComponents()
			.withHttpClientCustomizer(HttpAsyncClientBuilder::disableAutomaticRetries);
	}

	/**
	 * The client rejects such a URL.
	 */
	@Test
	@Override
	protected void userInfoIsNotRecorded() {
		run((tracing) -> {
			String url = server.url("/hello/world").replace("//", "//alice:secret@");
			RecordedEntity segment = tracing.inSegment(() -> assertThatExceptionOfType(WebClientRequestException.class)
				.isThrownBy(() -> tracing.client().call(Call.get(url))));
			assertThat(segment.subsegment("127.0.0.1")).isFault().hasUrl(server.url("/hello/world"));
			assertThat(segment.json()).doesNotContain("alice").doesNotContain("secret");
		});
	}

	/**
	 * Which exception it is depends on which thread of the client is the first to notice.
	 */
	@Test
	@Override
	protected void aResponseThatIsCutIsAFault() {
		run((tracing) -> {
			AtomicReference<Throwable> thrown = new AtomicReference<>();
			RecordedEntity segment = tracing
				.inSegment(() -> thrown.set(catchThrowable(() -> tracing.client().call(Call.get(server.url("/cut"))))));
			assertThat(thrown.get()).hasCauseInstanceOf(IOException.class);
			assertThat(segment.subsegment("127.0.0.1")).isFault()
				.isComplete()
				.hasHttpStatus(200)
				.hasException(thrown.get().getCause().getClass());
		});
	}

}
