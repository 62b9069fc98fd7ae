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

package io.github.springxray.restclient;

import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;

import io.github.springxray.http.client.HttpCallTesting;
import io.github.springxray.test.RecordedEntity;

import static io.github.springxray.test.XRayAssertions.assertThat;

/**
 * Tests for {@link RestClientTracing}.
 */
class RestClientTracingTests extends HttpCallTesting {

	private final RestTemplate restTemplate = new RestTemplate();

	private final ClientHttpRequestFactory factory = this.restTemplate.getRequestFactory();

	private final RestClient restClient = RestClient.create();

	private final RestClient.Builder builder = RestClient.builder();

	@Override
	protected AutoConfigurations autoConfigurations() {
		return AutoConfigurations.of(XRayRestTemplateAutoConfiguration.class, XRayRestClientAutoConfiguration.class);
	}

	@Test
	void tracesClientsThatAreNoBeans() {
		run((tracing) -> {
			assertThat(RestClientTracing.trace(this.restTemplate)).isSameAs(this.restTemplate);
			RestClient traced = RestClientTracing.trace(this.restClient);
			RestClient built = RestClientTracing.trace(this.builder).build();
			String url = server.url("/hello/world");
			RecordedEntity segment = tracing.inSegment(() -> {
				this.restTemplate.getForObject(url, String.class);
				traced.get().uri(url).retrieve().toBodilessEntity();
				built.get().uri(url).retrieve().toBodilessEntity();
			});
			assertThat(segment).hasSubsegmentsExactly("127.0.0.1", "127.0.0.1", "127.0.0.1");
		});
	}

	@Test
	void tracesNothingTwice() {
		run((tracing) -> {
			RestClientTracing.trace(this.restTemplate);
			ClientHttpRequestFactory traced = this.restTemplate.getRequestFactory();
			assertThat(RestClientTracing.trace(this.restTemplate).getRequestFactory()).isSameAs(traced);
			RestClient client = RestClientTracing.trace(this.restClient);
			assertThat(client).isNotSameAs(this.restClient);
			assertThat(RestClientTracing.trace(client)).isSameAs(client);
			RestClient.Builder own = RestClientTracing.trace(this.builder);
			assertThat(own).isNotSameAs(this.builder);
			assertThat(RestClientTracing.trace(own)).isSameAs(own);
			assertThat(RestClientTracing.trace(own.build().mutate()).build()).isNotNull();
		});
	}

	@Test
	void changesNothingWhereNoApplicationRuns() {
		assertNothingChanges();
		run((tracing) -> assertThat(RestClientTracing.trace(this.restClient)).isNotSameAs(this.restClient));
		assertNothingChanges();
	}

	@Test
	void changesNothingWhereTracingIsDisabled() {
		runner().withPropertyValues("xray.enabled=false").run((context) -> assertNothingChanges());
	}

	@Test
	void changesNothingWhereTheLibraryIsSwitchedOff() {
		run((tracing) -> assertNothingChanges(), "xray.patch.enabled=false");
		run((tracing) -> {
			assertThat(RestClientTracing.trace(this.restClient)).isSameAs(this.restClient);
			RestClientTracing.trace(this.restTemplate);
			assertThat(this.restTemplate.getRequestFactory()).isNotSameAs(this.factory);
		}, "xray.patch.rest-client.enabled=false");
	}

	private void assertNothingChanges() {
		assertThat(RestClientTracing.trace(this.restTemplate).getRequestFactory()).isSameAs(this.factory);
		assertThat(RestClientTracing.trace(this.restClient)).isSameAs(this.restClient);
		assertThat(RestClientTracing.trace(this.builder)).isSameAs(this.builder);
	}

	@Test
	void tracesWhatIsMadeWhileTheApplicationStarts() {
		run(runner().withBean(Early.class, Early::new), (tracing) -> {
			RestClient client = tracing.context().getBean(Early.class).client;
			RecordedEntity segment = tracing
				.inSegment(() -> client.get().uri(server.url("/hello/world")).retrieve().toBodilessEntity());
			assertThat(segment).hasSubsegmentsExactly("127.0.0.1");
		});
	}

	@Test
	void aClientOutlivesItsApplication() {
		RestClient[] client = new RestClient[1];
		run((tracing) -> client[0] = RestClientTracing.trace(this.restClient));
		assertThat(client[0].get().uri(server.url("/hello/world")).retrieve().body(String.class))
			.isEqualTo("hello world");
	}

	static class Early {

		private final RestClient client = RestClientTracing.trace(RestClient.create());

	}

}
