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

import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.Test;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.restclient.RestTemplateBuilder;
import org.springframework.boot.restclient.autoconfigure.RestTemplateAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.AbstractClientHttpRequestFactoryWrapper;
import org.springframework.http.client.BufferingClientHttpRequestFactory;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.InterceptingClientHttpRequestFactory;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.test.web.client.MockRestServiceServer;
import org.springframework.web.client.RestTemplate;

import io.github.springxray.http.client.HttpCallTesting;
import io.github.springxray.test.RecordedEntity;

import static io.github.springxray.test.XRayAssertions.assertThat;
import static org.springframework.test.web.client.match.MockRestRequestMatchers.requestTo;
import static org.springframework.test.web.client.response.MockRestResponseCreators.withSuccess;

/**
 * Which instances of {@code RestTemplate} are traced, and that they stay what they were.
 */
class RestTemplateBeansTests extends HttpCallTesting {

	private static final ClientHttpRequestInterceptor interceptor = (request, body, execution) -> execution
		.execute(request, body);

	@Override
	protected AutoConfigurations autoConfigurations() {
		return AutoConfigurations.of(RestTemplateAutoConfiguration.class, XRayRestTemplateAutoConfiguration.class);
	}

	@Test
	void tracesABeanThatIsMadeByHand() {
		tracesOnce(runner().withBean(RestTemplate.class, RestTemplate::new));
	}

	@Test
	void tracesABeanOfASubclass() {
		tracesOnce(runner().withBean(CustomRestTemplate.class, CustomRestTemplate::new));
	}

	@Test
	void tracesABeanFromAFactory() {
		tracesOnce(runner().withBean(RestTemplateFactory.class, RestTemplateFactory::new));
	}

	@Test
	void tracesABeanFromTheBuilderOnce() {
		tracesOnce(runner().withUserConfiguration(BuiltConfiguration.class));
	}

	@Test
	void tracesATemplateFromTheBuilderThatIsNoBean() {
		run(runner(), (tracing) -> {
			RestTemplate restTemplate = tracing.context().getBean(RestTemplateBuilder.class).build();
			RecordedEntity segment = tracing.inSegment(() -> call(restTemplate));
			assertThat(segment).hasSubsegmentsExactly("127.0.0.1");
		});
	}

	@Test
	void tracesABeanThatGetsItsFactoryWhileItIsInitialized() {
		tracesOnce(runner().withUserConfiguration(InitializedConfiguration.class));
	}

	@Test
	void interceptorsAndBufferingStayWhereTheyWere() {
		RestTemplate restTemplate = new RestTemplate();
		restTemplate.setInterceptors(List.of(interceptor));
		restTemplate.setBufferingPredicate((uri, method) -> true);
		run(runner().withBean(RestTemplate.class, () -> restTemplate), (tracing) -> {
			tracing.context().getBean(RestTemplate.class);
			assertThat(restTemplate.getInterceptors()).containsExactly(interceptor);
			assertThat(layersOf(restTemplate)).containsExactly(InterceptingClientHttpRequestFactory.class,
					BufferingClientHttpRequestFactory.class, TracingClientHttpRequestFactory.class,
					SimpleClientHttpRequestFactory.class);
			assertThat(tracing.inSegment(() -> call(restTemplate))).hasSubsegmentsExactly("127.0.0.1");
		});
	}

	@Test
	void layersOfTheUserStayWhatTheyWere() {
		ClientHttpRequestFactory own = new InterceptingClientHttpRequestFactory(
				new BufferingClientHttpRequestFactory(new SimpleClientHttpRequestFactory()), List.of(interceptor));
		RestTemplate restTemplate = new RestTemplate(own);
		run(runner().withBean(RestTemplate.class, () -> restTemplate), (tracing) -> {
			tracing.context().getBean(RestTemplate.class);
			assertThat(layersOf(restTemplate)).containsExactly(TracingClientHttpRequestFactory.class,
					InterceptingClientHttpRequestFactory.class, BufferingClientHttpRequestFactory.class,
					SimpleClientHttpRequestFactory.class);
			assertThat(tracing.inSegment(() -> call(restTemplate))).hasSubsegmentsExactly("127.0.0.1");
		});
	}

	@Test
	void aFactoryThatIsTracedBeneathOthersIsNotTracedAgain() {
		RestTemplate restTemplate = new RestTemplate();
		run(runner().withBean(RestTemplate.class, () -> restTemplate), (tracing) -> {
			tracing.context().getBean(RestTemplate.class);
			RestTemplate other = new RestTemplate(
					new BufferingClientHttpRequestFactory(restTemplate.getRequestFactory()));
			RestClientTracing.trace(other);
			assertThat(layersOf(other)).containsExactly(BufferingClientHttpRequestFactory.class,
					TracingClientHttpRequestFactory.class, SimpleClientHttpRequestFactory.class);
		});
	}

	/**
	 * Such as the one of a scope, whose target may not be there yet.
	 */
	@Test
	void aProxyIsLeftAlone() {
		ProxyFactory proxies = new ProxyFactory(new RestTemplate());
		proxies.setProxyTargetClass(true);
		proxies.addAdvice((MethodInterceptor) (invocation) -> {
			throw new IllegalStateException("for the test");
		});
		RestTemplate proxy = (RestTemplate) proxies.getProxy();
		run(runner().withBean(RestTemplate.class, () -> proxy), (tracing) -> {
			assertThat(tracing.context().getBean(RestTemplate.class)).isSameAs(proxy);
			assertThat(tracing.faults().counts()).isEmpty();
		});
	}

	@Test
	void aTemplateThatThrowsIsLeftAlone() {
		RestTemplate hostile = new RestTemplate() {

			@Override
			public ClientHttpRequestFactory getRequestFactory() {
				throw new IllegalStateException("for the test");
			}

		};
		run(runner().withBean(RestTemplate.class, () -> hostile), (tracing) -> {
			assertThat(tracing.context().getBean(RestTemplate.class)).isSameAs(hostile);
			assertThat(tracing.faults().counts()).containsOnlyKeys("tracing a RestTemplate");
		});
	}

	@Test
	void aMockServerTakesThePlaceOfTheRealOne() {
		run(runner().withBean(RestTemplate.class, RestTemplate::new), (tracing) -> {
			RestTemplate restTemplate = tracing.context().getBean(RestTemplate.class);
			MockRestServiceServer mock = MockRestServiceServer.bindTo(restTemplate).build();
			mock.expect(requestTo("/mocked")).andRespond(withSuccess());
			restTemplate.getForObject("/mocked", String.class);
			mock.verify();
		});
	}

	private void tracesOnce(ApplicationContextRunner runner) {
		run(runner, (tracing) -> {
			RestTemplate restTemplate = tracing.context().getBean(RestTemplate.class);
			assertThat(tracing.inSegment(() -> call(restTemplate))).hasSubsegmentsExactly("127.0.0.1");
			assertThat(tracing.faults().counts()).isEmpty();
		});
	}

	private static void call(RestTemplate restTemplate) {
		assertThat(restTemplate.getForObject(server.url("/hello/world"), String.class)).isEqualTo("hello world");
	}

	private static List<Class<?>> layersOf(RestTemplate restTemplate) {
		List<Class<?>> layers = new ArrayList<>();
		ClientHttpRequestFactory factory = restTemplate.getRequestFactory();
		layers.add(factory.getClass());
		while (factory instanceof AbstractClientHttpRequestFactoryWrapper wrapper) {
			factory = wrapper.getDelegate();
			layers.add(factory.getClass());
		}
		return layers;
	}

	static class CustomRestTemplate extends RestTemplate {

	}

	static class RestTemplateFactory implements FactoryBean<RestTemplate> {

		@Override
		public RestTemplate getObject() {
			return new RestTemplate();
		}

		@Override
		public Class<?> getObjectType() {
			return RestTemplate.class;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class BuiltConfiguration {

		@Bean
		RestTemplate restTemplate(RestTemplateBuilder builder) {
			return builder.build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class InitializedConfiguration {

		@Bean(initMethod = "start")
		StartedRestTemplate restTemplate() {
			return new StartedRestTemplate();
		}

	}

	static class StartedRestTemplate extends RestTemplate {

		public void start() {
			setRequestFactory(new SimpleClientHttpRequestFactory());
		}

	}

}
