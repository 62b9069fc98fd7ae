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

import java.util.List;

import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.restclient.RestClientCustomizer;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.util.ReflectionTestUtils;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.support.RestClientHttpServiceGroupConfigurer;

import io.github.springxray.context.Subsegments;
import io.github.springxray.http.HttpClientTracing;
import io.github.springxray.http.HttpSubsegmentCustomizer;
import io.github.springxray.http.TraceHeaders;
import io.github.springxray.http.client.HttpCallTesting;
import io.github.springxray.patch.ActivePatch;
import io.github.springxray.patch.PatchedLibrary;
import io.github.springxray.test.RecordedEntity;

import static io.github.springxray.test.XRayAssertions.assertThat;

/**
 * Tests for {@link XRayRestClientAutoConfiguration}.
 */
class XRayRestClientAutoConfigurationTests extends HttpCallTesting {

	private final ApplicationContextRunner runner = runner().withBean(RestClient.class, RestClient::create);

	@Override
	protected AutoConfigurations autoConfigurations() {
		return AutoConfigurations.of(XRayRestClientAutoConfiguration.class);
	}

	@Test
	void tracesByDefault() {
		this.runner.run((context) -> {
			assertThat(context).hasSingleBean(RestClientPostProcessor.class)
				.hasSingleBean(RestClientCustomizer.class)
				.hasSingleBean(RestClientHttpServiceGroupConfigurer.class)
				.hasSingleBean(XRayRestClientProperties.class);
			assertThat(context.getBean(ActivePatch.class).library()).isEqualTo(PatchedLibrary.REST_CLIENT);
			assertThat(factoryOf(context.getBean(RestClient.class)))
				.isInstanceOf(TracingClientHttpRequestFactory.class);
		});
	}

	@Test
	void doesNothingWhenTracingIsDisabled() {
		doesNothing(this.runner.withPropertyValues("xray.enabled=false"));
	}

	@Test
	void doesNothingWhenAllPatchesAreOff() {
		doesNothing(this.runner.withPropertyValues("xray.patch.enabled=false"));
	}

	@Test
	void doesNothingWhenItsPatchIsOff() {
		doesNothing(this.runner.withPropertyValues("xray.patch.rest-client.enabled=false"));
	}

	@Test
	void tracesWhenItsPatchAloneIsOn() {
		this.runner.withPropertyValues("xray.patch.enabled=false", "xray.patch.rest-client.enabled=true")
			.run((context) -> assertThat(context).hasSingleBean(RestClientPostProcessor.class));
	}

	@Test
	void doesNothingWithoutSpringWeb() {
		runner().withClassLoader(new FilteredClassLoader("org.springframework.web.client"))
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(XRayRestClientAutoConfiguration.class));
	}

	@Test
	void tracesBeansWithoutTheRestClientModuleOfSpringBoot() {
		this.runner.withClassLoader(new FilteredClassLoader("org.springframework.boot.restclient")).run((context) -> {
			assertThat(context).hasNotFailed().doesNotHaveBean("xrayRestClientCustomizer");
			assertThat(factoryOf(context.getBean(RestClient.class)))
				.isInstanceOf(TracingClientHttpRequestFactory.class);
		});
	}

	@Test
	void backsOffWhenUserDefinesCustomizer() {
		RestClientCustomizer own = (builder) -> {
		};
		this.runner.withBean("xrayRestClientCustomizer", RestClientCustomizer.class, () -> own)
			.run((context) -> assertThat(context.getBean(RestClientCustomizer.class)).isSameAs(own));
	}

	@Test
	void backsOffWhenUserDefinesGroupConfigurer() {
		RestClientHttpServiceGroupConfigurer own = (groups) -> {
		};
		this.runner.withBean("xrayRestClientGroupConfigurer", RestClientHttpServiceGroupConfigurer.class, () -> own)
			.run((context) -> assertThat(context.getBean(RestClientHttpServiceGroupConfigurer.class)).isSameAs(own));
	}

	@Test
	void usesTheTracingOfTheUser() {
		run(this.runner.withUserConfiguration(OwnTracingConfiguration.class), (tracing) -> {
			RecordedEntity segment = tracing.inSegment(() -> call(tracing));
			assertThat(segment.subsegments()).isEmpty();
			assertThat(server.take().header("X-Amzn-Trace-Id")).isNull();
		});
	}

	@Test
	void appliesCustomizers() {
		HttpSubsegmentCustomizer customizer = (subsegment, method, uri) -> subsegment.putAnnotation("own", true);
		run(this.runner.withBean(HttpSubsegmentCustomizer.class, () -> customizer),
				(tracing) -> assertThat(tracing.inSegment(() -> call(tracing)).subsegment("127.0.0.1"))
					.hasAnnotation("own", true));
	}

	private static void call(Tracing tracing) {
		tracing.context().getBean(RestClient.class).get().uri(server.url("/hello/world")).retrieve().toBodilessEntity();
	}

	private static Object factoryOf(RestClient client) {
		return ReflectionTestUtils.getField(client, "clientRequestFactory");
	}

	private static void doesNothing(ApplicationContextRunner runner) {
		runner.run((context) -> {
			assertThat(context).hasNotFailed()
				.doesNotHaveBean(RestClientPostProcessor.class)
				.doesNotHaveBean(RestClientCustomizer.class)
				.doesNotHaveBean(RestClientHttpServiceGroupConfigurer.class)
				.doesNotHaveBean(RequestTracer.class)
				.doesNotHaveBean(ActivePatch.class);
			assertThat(factoryOf(context.getBean(RestClient.class)))
				.isNotInstanceOf(TracingClientHttpRequestFactory.class);
		});
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnTracingConfiguration {

		@Bean
		HttpClientTracing ownTracing(Subsegments subsegments, TraceHeaders headers) {
			return new HttpClientTracing(subsegments, headers, List.of("*"), List.of("127.0.0.1"), List.of());
		}

	}

}
