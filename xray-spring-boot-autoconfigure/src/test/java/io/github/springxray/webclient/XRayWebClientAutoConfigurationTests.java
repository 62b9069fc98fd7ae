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

import java.util.List;

import com.amazonaws.xray.AWSXRay;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.webclient.WebClientCustomizer;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.support.WebClientHttpServiceGroupConfigurer;

import io.github.springxray.context.Subsegments;
import io.github.springxray.http.HttpClientTracing;
import io.github.springxray.http.HttpSubsegmentCustomizer;
import io.github.springxray.http.TraceHeaders;
import io.github.springxray.patch.ActivePatch;
import io.github.springxray.patch.PatchedLibrary;
import io.github.springxray.recorder.TracingFaults;
import io.github.springxray.test.RecordedEntity;

import static io.github.springxray.test.XRayAssertions.assertThat;

/**
 * Tests for {@link XRayWebClientAutoConfiguration}.
 */
@ExtendWith(OutputCaptureExtension.class)
class XRayWebClientAutoConfigurationTests extends WebClientTestSetup {

	@Test
	void tracesByDefault() {
		runner().run((context) -> {
			assertThat(context).hasSingleBean(WebClientTracer.class)
				.hasBean("xrayWebClientCustomizer")
				.hasSingleBean(WebClientHttpServiceGroupConfigurer.class)
				.doesNotHaveBean(ExchangeFilterFunction.class);
			assertThat(context.getBean(ActivePatch.class).library()).isEqualTo(PatchedLibrary.WEB_CLIENT);
			assertThat(context.getBean(XRayWebClientProperties.class).getEnabled()).isNull();
			assertThat(isTraced(context.getBean(WebClient.Builder.class))).isTrue();
			assertThat(WebClientTracer.running.latest()).isSameAs(context.getBean(WebClientTracer.class));
		});
		assertThat(WebClientTracer.running.latest()).isNull();
	}

	@Test
	void backsOffWhenDisabled() {
		for (String property : List.of("xray.enabled", "xray.patch.enabled", "xray.patch.web-client.enabled")) {
			runner().withPropertyValues(property + "=false").run((context) -> {
				assertThat(context).hasNotFailed()
					.doesNotHaveBean(WebClientTracer.class)
					.doesNotHaveBean(WebClientBeanPostProcessor.class)
					.doesNotHaveBean("xrayWebClientCustomizer")
					.doesNotHaveBean(WebClientHttpServiceGroupConfigurer.class)
					.doesNotHaveBean(ActivePatch.class);
				assertThat(isTraced(context.getBean(WebClient.Builder.class))).isFalse();
			});
		}
	}

	@Test
	void propertyOfTheLibraryWins() {
		runner().withPropertyValues("xray.patch.enabled=false", "xray.patch.web-client.enabled=true").run((context) -> {
			assertThat(isTraced(context.getBean(WebClient.Builder.class))).isTrue();
			assertThat(context.getBean(XRayWebClientProperties.class).getEnabled()).isTrue();
		});
	}

	@Test
	void backsOffWithoutSpringWebFlux() {
		runner().withClassLoader(new FilteredClassLoader("org.springframework.web.reactive"))
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(WebClientTracer.class)
				.doesNotHaveBean(ActivePatch.class));
	}

	@Test
	void tracesBeansWithoutTheModuleOfSpringBoot() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(XRayWebClientAutoConfiguration.class))
			.withBean(HttpClientTracing.class, XRayWebClientAutoConfigurationTests::untraced)
			.withBean(TracingFaults.class)
			.withClassLoader(new FilteredClassLoader("org.springframework.boot.webclient"))
			.withBean("builder", WebClient.Builder.class, WebClient::builder)
			.run((context) -> {
				assertThat(context).hasNotFailed().doesNotHaveBean("xrayWebClientCustomizer");
				assertThat(isTraced(context.getBean(WebClient.Builder.class))).isTrue();
			});
	}

	@Test
	void tracesWithoutContextPropagation() {
		runner().withClassLoader(new FilteredClassLoader("io.micrometer.context"))
			.run((context) -> assertThat(isTraced(context.getBean(WebClient.Builder.class))).isTrue());
	}

	@Test
	void usesTheTracingOfTheUser() {
		run(runner().withUserConfiguration(UserTracing.class), (tracing) -> {
			RecordedEntity segment = tracing
				.inSegment(() -> client(tracing).get().uri("/hello/a").retrieve().toBodilessEntity().block());
			assertThat(segment.subsegments()).isEmpty();
		});
	}

	@Test
	void appliesCustomizers() {
		HttpSubsegmentCustomizer customizer = (subsegment, method, uri) -> subsegment.putAnnotation("method", method);
		run(runner().withBean(HttpSubsegmentCustomizer.class, () -> customizer), (tracing) -> {
			RecordedEntity segment = tracing
				.inSegment(() -> client(tracing).get().uri("/hello/a").retrieve().toBodilessEntity().block());
			assertThat(segment.subsegment("127.0.0.1")).hasAnnotation("method", "GET");
		});
	}

	@Test
	void customizerOfTheUserRunsBeforeOurs() {
		ExchangeFilterFunction mine = (request, next) -> next.exchange(request);
		runner().withBean(WebClientCustomizer.class, () -> (builder) -> builder.filter(mine)).run((context) -> {
			WebClient.Builder builder = WebClient.builder();
			context.getBeanProvider(WebClientCustomizer.class)
				.orderedStream()
				.forEach((customizer) -> customizer.customize(builder));
			builder.filters((filters) -> {
				assertThat(filters).hasSize(2).first().isSameAs(mine);
				assertThat(filters.get(1)).isInstanceOf(TracingExchangeFilterFunction.class);
			});
		});
	}

	@Test
	void createsNoBeanTooEarly(CapturedOutput output) {
		runner().withConfiguration(AutoConfigurations.of(WebClientAutoConfiguration.class)).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(output).doesNotContain("is not eligible for getting processed");
		});
	}

	@Test
	void startsWithLazyInitialization() {
		runner()
			.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
			.run((context) -> assertThat(WebClientTracer.running.latest())
				.isSameAs(context.getBean(WebClientTracer.class)));
	}

	private static boolean isTraced(WebClient.Builder builder) {
		return TracingExchangeFilterFunction.isLastIn(builder);
	}

	private static HttpClientTracing untraced() {
		return new HttpClientTracing(new Subsegments(AWSXRay.getGlobalRecorder(), new TracingFaults()),
				new TraceHeaders(true, List.of(), List.of()), List.of(), List.of("*"), List.of());
	}

	@Configuration(proxyBeanMethods = false)
	static class UserTracing {

		@Bean
		HttpClientTracing tracing(Subsegments subsegments, TraceHeaders headers) {
			return new HttpClientTracing(subsegments, headers, List.of("*"), List.of("127.0.0.1"), List.of());
		}

	}

}
