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

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.test.util.ReflectionTestUtils;
import org.springframework.web.client.RestClient;

import io.github.springxray.http.client.HttpCallTesting;
import io.github.springxray.test.RecordedEntity;

import static io.github.springxray.test.XRayAssertions.assertThat;

/**
 * Tests for {@link RestClientPatch} where Spring does not keep the factory where it is
 * looked for.
 */
class RestClientPatchTests extends HttpCallTesting {

	@Override
	protected AutoConfigurations autoConfigurations() {
		return AutoConfigurations.of(XRayRestClientAutoConfiguration.class);
	}

	@Test
	void findsTheFactoryOfEachKindOfBuilder() {
		run((tracing) -> {
			RestClientPatch patch = new RestClientPatch(tracing.context().getBean(RequestTracer.class));
			RestClient.Builder builder = RestClient.builder();
			assertThat(patch.trace(builder)).isTrue();
			assertThat(patch.trace(builder)).isFalse();
			assertThat(ReflectionTestUtils.getField(builder, "requestFactory"))
				.isInstanceOf(TracingClientHttpRequestFactory.class);
		});
	}

	@Test
	void anInterceptorTracesWhereNoFactoryIsFound() {
		run(runner(), (tracing) -> {
			RestClientPatch patch = withoutReflection(tracing);
			RestClient.Builder builder = RestClient.builder()
				.requestFactory(new JdkClientHttpRequestFactory())
				.requestInterceptor(new RetryingInterceptor(2));
			assertThat(patch.trace(builder)).isTrue();
			assertThat(patch.trace(builder)).isFalse();
			RestClient client = builder.build();
			RecordedEntity segment = tracing
				.inSegment(() -> client.get().uri(server.url("/flaky")).retrieve().toBodilessEntity());
			assertThat(segment).hasSubsegmentsExactly("127.0.0.1", "127.0.0.1");
			for (RecordedEntity call : segment.subsegments()) {
				assertThat(server.take().header("X-Amzn-Trace-Id")).contains("Parent=" + call.id());
			}
			assertThat(tracing.faults().counts()).containsOnlyKeys("finding the request factory of a RestClient");
		});
	}

	@Test
	void aBuilderMayBeTracedByAnInterceptorToo() {
		run(runner(), (tracing) -> {
			RestClient.Builder builder = withoutReflection(tracing).traceClientsOf(RestClient.builder());
			List<ClientHttpRequestInterceptor> interceptors = new ArrayList<>();
			RestClient client = builder.build();
			builder.requestInterceptors(interceptors::addAll);
			assertThat(interceptors).isEmpty();
			RecordedEntity segment = tracing
				.inSegment(() -> client.get().uri(server.url("/hello/world")).retrieve().toBodilessEntity());
			assertThat(segment).hasSubsegmentsExactly("127.0.0.1");
		});
	}

	private static RestClientPatch withoutReflection(Tracing tracing) {
		return new RestClientPatch(tracing.context().getBean(RequestTracer.class), RestClientPatchTests::notFound);
	}

	private static ClientHttpRequestFactory notFound(RestClient.Builder builder) throws NoSuchFieldException {
		throw new NoSuchFieldException("for the test");
	}

}
