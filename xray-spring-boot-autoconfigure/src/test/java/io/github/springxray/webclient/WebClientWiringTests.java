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

import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;

import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.aop.Advisor;
import org.springframework.aop.framework.autoproxy.DefaultAdvisorAutoProxyCreator;
import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.NameMatchMethodPointcut;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.ObjectFactory;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.Scope;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.service.HttpServiceClientPropertiesAutoConfiguration;
import org.springframework.boot.webclient.WebClientCustomizer;
import org.springframework.boot.webclient.autoconfigure.service.ReactiveHttpServiceClientAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;
import org.springframework.context.annotation.ScopedProxyMode;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.support.WebClientAdapter;
import org.springframework.web.reactive.function.client.support.WebClientHttpServiceGroupConfigurer;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.invoker.HttpServiceProxyFactory;
import org.springframework.web.service.registry.HttpServiceGroup.ClientType;
import org.springframework.web.service.registry.ImportHttpServices;

import io.github.springxray.test.RecordedEntity;
import io.github.springxray.webclient.WebClientTestClient.RetryFilter;

import static io.github.springxray.test.XRayAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Which clients are traced, and that none is traced twice.
 */
class WebClientWiringTests extends WebClientTestSetup {

	@Test
	void tracesAReadyMadeClient() {
		run(runner().withBean("client", WebClient.class, () -> WebClient.create(server.url(""))),
				(tracing) -> assertTracedOnce(tracing, tracing.context().getBean(WebClient.class)));
	}

	@Test
	void tracesAClientOfATracedBuilderOnce() {
		run(runner().withUserConfiguration(ClientOfTheBuilder.class),
				(tracing) -> assertTracedOnce(tracing, tracing.context().getBean(WebClient.class)));
	}

	@Test
	void tracesABuilderOfTheApplication() {
		run(runner().withBean("builder", WebClient.Builder.class, () -> WebClient.builder().filter(new RetryFilter(2))),
				(tracing) -> {
					assertThat(tracing.context().getBeanNamesForType(WebClient.Builder.class))
						.containsExactly("builder");
					assertTracedOnce(tracing, client(tracing));
				});
	}

	@Test
	void tracesInsideOfWhatCustomizersAdd() {
		WebClientCustomizer retrying = (builder) -> builder.filter(new RetryFilter(2));
		run(runner().withBean(WebClientCustomizer.class, () -> retrying), (tracing) -> {
			WebClient client = client(tracing);
			RecordedEntity segment = tracing
				.inSegment(() -> client.get().uri("/flaky").retrieve().bodyToMono(String.class).block());
			assertThat(segment).hasSubsegmentsExactly("127.0.0.1", "127.0.0.1");
		});
	}

	@Test
	void tracesABuilderThatCustomizersWereAppliedToByHand() {
		run(runner(), (tracing) -> {
			WebClient.Builder builder = WebClient.builder().baseUrl(server.url(""));
			tracing.context().getBeanProvider(WebClientCustomizer.class).forEach((each) -> each.customize(builder));
			assertTracedOnce(tracing, builder.build());
		});
	}

	@Test
	void tracesAClientThatAMethodBuilds() {
		run(runner(), (tracing) -> {
			WebClient plain = WebClient.create(server.url(""));
			RecordedEntity segment = tracing.inSegment(() -> hello(plain).block());
			assertThat(segment.subsegments()).isEmpty();
			assertTracedOnce(tracing, WebClientTracing.trace(plain));
			assertTracedOnce(tracing, WebClientTracing.trace(WebClient.builder()).baseUrl(server.url("")).build());
			assertThat(WebClientTracing.trace(client(tracing))).isNotNull();
			assertTracedOnce(tracing, WebClientTracing.trace(client(tracing)));
			assertTracedOnce(tracing, WebClientTracing.trace(WebClientTracing.trace(builder(tracing))).build());
		});
	}

	@Test
	void helperTracesEachAttemptOfAFilterThatIsAddedLater() {
		run(runner(), (tracing) -> {
			WebClient client = WebClientTracing.trace(WebClient.builder().baseUrl(server.url("")))
				.filter(new RetryFilter(2))
				.build();
			RecordedEntity segment = tracing
				.inSegment(() -> client.get().uri("/flaky").retrieve().bodyToMono(String.class).block());
			assertThat(segment).hasSubsegmentsExactly("127.0.0.1", "127.0.0.1");
		});
	}

	@Test
	void helperDoesNothingWhereNothingIsTraced() {
		WebClient client = WebClientTracing.trace(WebClient.create(server.url("")));
		assertThat(hello(client).block()).isEqualTo("hello a");
		run(runner().withPropertyValues("xray.patch.web-client.enabled=false"), (tracing) -> {
			RecordedEntity segment = tracing.inSegment(() -> hello(client).block());
			assertThat(segment.subsegments()).isEmpty();
		});
		run(runner(), (tracing) -> assertTracedOnce(tracing, client));
	}

	@Test
	void tracesInterfacesOnTopOfAClient() {
		run(runner(), (tracing) -> {
			Hello hello = HttpServiceProxyFactory.builderFor(WebClientAdapter.create(client(tracing)))
				.build()
				.createClient(Hello.class);
			RecordedEntity segment = tracing.inSegment(() -> assertThat(hello.say("you")).isEqualTo("hello you"));
			assertThat(segment).hasSubsegmentsExactly("127.0.0.1");
			assertThat(segment.subsegment("127.0.0.1")).hasAnnotation("route", "/hello/{name}");
		});
	}

	@Test
	void tracesGroupsOfInterfacesInsideOfWhatTheApplicationAdds() {
		run(runner()
			.withConfiguration(AutoConfigurations.of(HttpServiceClientPropertiesAutoConfiguration.class,
					ReactiveHttpClientAutoConfiguration.class, ReactiveHttpServiceClientAutoConfiguration.class))
			.withUserConfiguration(Groups.class), (tracing) -> {
				Hello hello = tracing.context().getBean(Hello.class);
				RecordedEntity segment = tracing.inSegment(() -> assertThat(hello.say("you")).isEqualTo("hello you"));
				assertThat(segment).hasSubsegmentsExactly("127.0.0.1");
				RecordedEntity flaky = tracing.inSegment(hello::flaky);
				assertThat(flaky).hasSubsegmentsExactly("127.0.0.1", "127.0.0.1");
			});
	}

	@Test
	void tracesAClientThatAFactoryBeanMakes() {
		run(runner().withBean("client", ClientFactory.class),
				(tracing) -> assertTracedOnce(tracing, tracing.context().getBean(WebClient.class)));
	}

	@Test
	void tracesWhatAnAspectStandsBefore() {
		run(runner().withUserConfiguration(AspectBefore.class), (tracing) -> {
			WebClient client = tracing.context().getBean(WebClient.class);
			assertThat(AopUtils.isAopProxy(client)).isTrue();
			assertTracedOnce(tracing, client);
		});
	}

	@Test
	void buildsWhileOtherThreadsDo() {
		run(runner().withBean("builder", WebClient.Builder.class, () -> WebClient.builder()), (tracing) -> {
			WebClient.Builder shared = builder(tracing).filter(new RetryFilter(2));
			assertThat(Flux.range(0, 1000)
				.flatMap((i) -> Mono.fromCallable(shared::build).subscribeOn(Schedulers.parallel()))
				.count()
				.block()).isEqualTo(1000);
			assertTracedOnce(tracing, shared.build());
		});
	}

	@Test
	void leavesAScopedProxyAloneAndTracesItsTarget() {
		TestScope scope = new TestScope();
		run(runner().withInitializer((context) -> {
			context.getBeanFactory().registerScope("test", scope);
		}).withUserConfiguration(Scoped.class), (tracing) -> {
			WebClient client = tracing.context().getBean("client", WebClient.class);
			scope.active.set(true);
			assertTracedOnce(tracing, client);
		});
	}

	@Test
	void leavesAloneWhatHasNoFilters() {
		WebClient.Builder mock = (WebClient.Builder) Proxy.newProxyInstance(getClass().getClassLoader(),
				new Class<?>[] { WebClient.Builder.class },
				(proxy, method, arguments) -> method.getName().equals("hashCode") ? System.identityHashCode(proxy)
						: method.getReturnType().isInstance(proxy) ? proxy : null);
		run(runner().withBean("mock", WebClient.Builder.class, () -> mock),
				(tracing) -> assertThat(tracing.context().getBean("mock")).isSameAs(mock));
	}

	@Test
	void builderBehavesAsTheOneThatItStandsFor() {
		run(runner(), (tracing) -> {
			WebClient.Builder builder = builder(tracing);
			assertThat(builder.defaultHeader("a", "b")).isSameAs(builder);
			assertThat(builder).isEqualTo(builder).isNotEqualTo(builder.clone()).hasSameHashCodeAs(builder);
			assertThat(builder.toString()).contains("DefaultWebClientBuilder");
			IllegalStateException failure = new IllegalStateException();
			assertThatThrownBy(() -> builder.apply((applied) -> {
				throw failure;
			})).isSameAs(failure);
		});
	}

	private static void assertTracedOnce(Tracing tracing, WebClient client) throws Exception {
		RecordedEntity segment = tracing
			.inSegment(() -> client.get().uri(server.url("/hello/a")).retrieve().bodyToMono(String.class).block());
		assertThat(segment).hasSubsegmentsExactly("127.0.0.1");
		client.mutate()
			.filters((filters) -> assertThat(filters).filteredOn(TracingExchangeFilterFunction.class::isInstance)
				.hasSize(1));
	}

	private static Mono<String> hello(WebClient client) {
		return client.get().uri("/hello/a").retrieve().bodyToMono(String.class);
	}

	interface Hello {

		@GetExchange("/hello/{name}")
		String say(@PathVariable("name") String name);

		@GetExchange("/flaky")
		String flaky();

	}

	@Configuration(proxyBeanMethods = false)
	static class ClientOfTheBuilder {

		@Bean
		WebClient client(WebClient.Builder builder) {
			return builder.build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ImportHttpServices(group = "hello", types = Hello.class, clientType = ClientType.WEB_CLIENT)
	static class Groups {

		@Bean
		WebClientHttpServiceGroupConfigurer retrying() {
			return (groups) -> groups
				.forEachClient((group, builder) -> builder.baseUrl(server.url("")).filter(new RetryFilter(2)));
		}

	}

	static class ClientFactory implements FactoryBean<WebClient> {

		@Override
		public WebClient getObject() {
			return WebClient.create();
		}

		@Override
		public Class<?> getObjectType() {
			return WebClient.class;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class AspectBefore {

		@Bean
		WebClient client() {
			return WebClient.create();
		}

		@Bean
		static DefaultAdvisorAutoProxyCreator proxies() {
			return new DefaultAdvisorAutoProxyCreator();
		}

		@Bean
		@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
		static Advisor advisor() {
			NameMatchMethodPointcut pointcut = new NameMatchMethodPointcut();
			pointcut.addMethodName("get");
			pointcut.setClassFilter(WebClient.class::isAssignableFrom);
			return new DefaultPointcutAdvisor(pointcut, (MethodInterceptor) MethodInvocation::proceed);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Scoped {

		@Bean
		@org.springframework.context.annotation.Scope(scopeName = "test", proxyMode = ScopedProxyMode.INTERFACES)
		WebClient client(WebClient.Builder builder) {
			return builder.build();
		}

	}

	private static final class TestScope implements Scope {

		private final AtomicBoolean active = new AtomicBoolean();

		private Object instance;

		@Override
		public Object get(String name, ObjectFactory<?> factory) {
			if (!this.active.get()) {
				throw new IllegalStateException("The scope is not active");
			}
			if (this.instance == null) {
				this.instance = factory.getObject();
			}
			return this.instance;
		}

		@Override
		public Object remove(String name) {
			return null;
		}

		@Override
		public void registerDestructionCallback(String name, Runnable callback) {
			// Nothing to destroy
		}

	}

}
