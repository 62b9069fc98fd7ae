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

import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.Test;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.autoconfigure.service.HttpServiceClientPropertiesAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.RestClientAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.RestClientBuilderConfigurer;
import org.springframework.boot.restclient.autoconfigure.service.HttpServiceClientAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.test.web.client.MockRestServiceServer;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.support.RestClientAdapter;
import org.springframework.web.client.support.RestClientHttpServiceGroupConfigurer;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.invoker.HttpServiceProxyFactory;
import org.springframework.web.service.registry.ImportHttpServices;

import io.github.springxray.http.client.HttpCallTesting;
import io.github.springxray.test.RecordedEntity;

import static io.github.springxray.test.XRayAssertions.assertThat;
import static org.hamcrest.Matchers.startsWith;
import static org.springframework.test.web.client.match.MockRestRequestMatchers.header;
import static org.springframework.test.web.client.match.MockRestRequestMatchers.requestTo;
import static org.springframework.test.web.client.response.MockRestResponseCreators.withSuccess;

/**
 * Which instances of {@code RestClient} are traced, and that they stay what they were.
 */
class RestClientBeansTests extends HttpCallTesting {

	@Override
	protected AutoConfigurations autoConfigurations() {
		return AutoConfigurations.of(RestClientAutoConfiguration.class,
				HttpServiceClientPropertiesAutoConfiguration.class, HttpServiceClientAutoConfiguration.class,
				XRayRestClientAutoConfiguration.class);
	}

	@Test
	void tracesTheBuilderOfSpringBoot() {
		run((tracing) -> assertTracedOnce(tracing, tracing.context().getBean(RestClient.Builder.class).build()));
	}

	@Test
	void tracesABuilderThatGetsItsFactoryLate() {
		run((tracing) -> {
			RestClient.Builder builder = tracing.context().getBean(RestClient.Builder.class);
			assertTracedOnce(tracing, builder.requestFactory(new JdkClientHttpRequestFactory()).build());
			assertTracedOnce(tracing, builder.clone().requestFactory(new JdkClientHttpRequestFactory()).build());
		});
	}

	@Test
	void tracesABuilderOfTheUser() {
		run(runner().withBean(RestClient.Builder.class, RestClient::builder),
				(tracing) -> assertTracedOnce(tracing, tracing.context().getBean(RestClient.Builder.class).build()));
	}

	@Test
	void tracesABuilderThatIsNoBeanButWasConfigured() {
		run((tracing) -> {
			RestClient.Builder builder = tracing.context()
				.getBean(RestClientBuilderConfigurer.class)
				.configure(RestClient.builder());
			assertTracedOnce(tracing, builder.build());
		});
	}

	@Test
	void tracesABeanThatIsMadeByHand() {
		RestClient made = RestClient.builder()
			.requestFactory(new JdkClientHttpRequestFactory())
			.baseUrl(server.url("/hello"))
			.defaultHeader("X-Kept", "yes")
			.build();
		run(runner().withBean(RestClient.class, () -> made), (tracing) -> {
			RestClient client = tracing.context().getBean(RestClient.class);
			RecordedEntity segment = tracing
				.inSegment(() -> assertThat(client.get().uri("/world").retrieve().body(String.class))
					.isEqualTo("hello world"));
			assertThat(segment).hasSubsegmentsExactly("127.0.0.1");
			assertThat(server.take().header("X-Kept")).isEqualTo("yes");
		});
	}

	@Test
	void tracesABeanFromAFactory() {
		run(runner().withBean(RestClientFactory.class, RestClientFactory::new),
				(tracing) -> assertTracedOnce(tracing, tracing.context().getBean(RestClient.class)));
	}

	@Test
	void tracesABeanFromTheBuilderOnce() {
		run(runner().withUserConfiguration(BuiltConfiguration.class), (tracing) -> {
			assertTracedOnce(tracing, tracing.context().getBean(RestClient.class));
			assertTracedOnce(tracing, tracing.context().getBean(RestClient.class).mutate().build());
		});
	}

	@Test
	void aProxyIsLeftAlone() {
		ProxyFactory proxies = new ProxyFactory(RestClient.class, (MethodInterceptor) (invocation) -> {
			throw new IllegalStateException("for the test");
		});
		RestClient proxy = (RestClient) proxies.getProxy();
		run(runner().withBean(RestClient.class, () -> proxy), (tracing) -> {
			assertThat(tracing.context().getBean(RestClient.class)).isSameAs(proxy);
			assertThat(tracing.faults().counts()).isEmpty();
		});
	}

	@Test
	void tracesInterfacesOfGroups() {
		tracesGreetings(runner().withUserConfiguration(GroupConfiguration.class));
	}

	private void tracesGreetings(ApplicationContextRunner runner) {
		run(runner.withPropertyValues("spring.http.serviceclient.greetings.base-url=" + server.url("")), (tracing) -> {
			Greetings greetings = tracing.context().getBean(Greetings.class);
			RecordedEntity segment = tracing
				.inSegment(() -> assertThat(greetings.hello("world")).isEqualTo("hello world"));
			assertThat(segment).hasSubsegmentsExactly("127.0.0.1");
			assertThat(segment.subsegment("127.0.0.1")).hasAnnotation("route", "/hello/{name}");
		});
	}

	@Test
	void tracesInterfacesWhoseProxyIsMadeByHand() {
		run((tracing) -> {
			RestClient client = tracing.context().getBean(RestClient.Builder.class).baseUrl(server.url("")).build();
			Greetings greetings = HttpServiceProxyFactory.builderFor(RestClientAdapter.create(client))
				.build()
				.createClient(Greetings.class);
			RecordedEntity segment = tracing.inSegment(() -> greetings.hello("world"));
			assertThat(segment).hasSubsegmentsExactly("127.0.0.1");
		});
	}

	@Test
	void aMockServerTakesThePlaceOfTheRealOne() {
		run((tracing) -> {
			RestClient.Builder builder = tracing.context().getBean(RestClient.Builder.class);
			MockRestServiceServer mock = MockRestServiceServer.bindTo(builder).build();
			mock.expect(requestTo("http://mock.example.com/mocked"))
				.andExpect(header("X-Amzn-Trace-Id", startsWith("Root=")))
				.andRespond(withSuccess());
			RestClient client = builder.build();
			RecordedEntity segment = tracing
				.inSegment(() -> client.get().uri("http://mock.example.com/mocked").retrieve().toBodilessEntity());
			mock.verify();
			assertThat(segment).hasSubsegmentsExactly("mock.example.com");
		});
	}

	private static void assertTracedOnce(Tracing tracing, RestClient client) throws Exception {
		RecordedEntity segment = tracing
			.inSegment(() -> assertThat(client.get().uri(server.url("/hello/world")).retrieve().body(String.class))
				.isEqualTo("hello world"));
		assertThat(segment).hasSubsegmentsExactly("127.0.0.1");
		assertThat(tracing.faults().counts()).isEmpty();
	}

	@HttpExchange
	interface Greetings {

		@GetExchange("/hello/{name}")
		String hello(@PathVariable String name);

	}

	static class RestClientFactory implements FactoryBean<RestClient> {

		@Override
		public RestClient getObject() {
			return RestClient.create();
		}

		@Override
		public Class<?> getObjectType() {
			return RestClient.class;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class BuiltConfiguration {

		@Bean
		RestClient restClient(RestClient.Builder builder) {
			return builder.build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ImportHttpServices(group = "greetings", types = Greetings.class)
	static class GroupConfiguration {

		/**
		 * As late as one can be that says nothing of its order.
		 */
		@Bean
		RestClientHttpServiceGroupConfigurer ownFactory() {
			return (groups) -> groups.forEachClient(
					(group, builder) -> builder.requestFactory(ClientHttpRequestFactoryBuilder.jdk().build()));
		}

	}

}
