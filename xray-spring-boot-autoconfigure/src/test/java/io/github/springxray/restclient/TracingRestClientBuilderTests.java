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
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.test.util.ReflectionTestUtils;
import org.springframework.web.client.RestClient;

import io.github.springxray.http.HttpClientTracing;
import io.github.springxray.recorder.TracingFaults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link TracingRestClientBuilder}: nobody sees that a builder is not the one
 * that it stands for.
 */
class TracingRestClientBuilderTests {

	private final TracingFaults faults = new TracingFaults();

	private final RestClient.Builder original = RestClient.builder();

	private final RestClient.Builder builder = patch().traceClientsOf(this.original);

	private RestClientPatch patch() {
		StaticListableBeanFactory beans = new StaticListableBeanFactory();
		beans.addBean("faults", this.faults);
		ObjectProvider<HttpClientTracing> tracing = beans.getBeanProvider(HttpClientTracing.class);
		return new RestClientPatch(new RequestTracer(tracing, beans.getBeanProvider(TracingFaults.class)));
	}

	@Test
	void goesOnWithItself() {
		assertThat(this.builder.baseUrl("http://localhost")).isSameAs(this.builder);
		assertThat(this.builder.defaultHeader("name", "value")).isSameAs(this.builder);
		assertThat(this.builder.requestInterceptors((interceptors) -> {
		})).isSameAs(this.builder);
	}

	@Test
	void isGivenToWhatIsApplied() {
		List<RestClient.Builder> applied = new ArrayList<>();
		assertThat(this.builder.apply(applied::add)).isSameAs(this.builder);
		assertThat(applied).containsExactly(this.builder);
	}

	@Test
	void equalsItselfAlone() {
		assertThat(this.builder).isEqualTo(this.builder)
			.isNotEqualTo(this.original)
			.isNotEqualTo(this.builder.clone())
			.isNotEqualTo(null)
			.hasSameHashCodeAs(this.original)
			.hasToString(this.original.toString());
	}

	@Test
	void aCloneIsIndependentAndTraced() {
		RestClient.Builder clone = this.builder.clone();
		AtomicInteger calls = new AtomicInteger();
		clone.requestInterceptors((interceptors) -> {
			calls.addAndGet(interceptors.size());
			interceptors.add((request, body, execution) -> execution.execute(request, body));
		});
		this.builder.requestInterceptors((interceptors) -> calls.addAndGet(interceptors.size()));
		assertThat(calls).hasValue(0);
		assertThat(factoryOf(clone.build())).isInstanceOf(TracingClientHttpRequestFactory.class);
	}

	@Test
	void theBuilderKeepsTheFactoryThatItWasGiven() {
		ClientHttpRequestFactory factory = new SimpleClientHttpRequestFactory();
		RestClient client = this.builder.requestFactory(factory).build();
		assertThat(factoryOf(client)).isInstanceOfSatisfying(TracingClientHttpRequestFactory.class,
				(traced) -> assertThat(traced.getDelegate()).isSameAs(factory));
		assertThat(factoryOf(this.builder.build())).isNotSameAs(factoryOf(client));
		assertThat(ReflectionTestUtils.getField(this.original, "requestFactory")).isSameAs(factory);
	}

	@Test
	void aClientThatIsMutatedStaysTraced() {
		RestClient client = this.builder.build();
		assertThat(factoryOf(client.mutate().build())).isSameAs(factoryOf(client));
	}

	@Test
	void exceptionsAreThoseOfTheBuilder() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.builder.requestInterceptor(null));
		assertThatIllegalStateException().isThrownBy(() -> this.builder.apply((self) -> {
			throw new IllegalStateException("for the test");
		})).withMessage("for the test");
		assertThatIllegalStateException().isThrownBy(() -> this.builder.configureMessageConverters((converters) -> {
			throw new IllegalStateException("for the test");
		}).build()).withMessage("for the test");
		assertThat(this.faults.counts()).isEmpty();
	}

	@Test
	void callbacksOfTheUserAreCalledOnce() {
		AtomicInteger calls = new AtomicInteger();
		this.builder.configureMessageConverters((converters) -> calls.incrementAndGet()).build();
		assertThat(calls).hasValue(1);
	}

	@Test
	void buildersThatAreNotSpringsAreLeftAlone() {
		RestClientPatch patch = patch();
		assertThat(patch.traceClientsOf(this.builder)).isSameAs(this.builder);
		assertThat(patch.trace(this.builder)).isFalse();
	}

	private static Object factoryOf(RestClient client) {
		return ReflectionTestUtils.getField(client, "clientRequestFactory");
	}

}
