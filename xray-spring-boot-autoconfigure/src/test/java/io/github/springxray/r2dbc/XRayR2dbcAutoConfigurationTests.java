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
package io.github.springxray.r2dbc;

import java.util.Map;

import io.r2dbc.h2.H2ConnectionConfiguration;
import io.r2dbc.h2.H2ConnectionFactory;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Wrapped;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.InfrastructureProxy;
import org.springframework.r2dbc.connection.TransactionAwareConnectionFactoryProxy;
import org.springframework.r2dbc.connection.lookup.AbstractRoutingConnectionFactory;
import org.springframework.r2dbc.core.DatabaseClient;

import io.github.springxray.jdbc.SqlSanitizer;
import io.github.springxray.patch.ActivePatch;
import io.github.springxray.patch.PatchedLibrary;
import io.github.springxray.recorder.LeftAlone;
import io.github.springxray.test.RecordedEntity;
import io.github.springxray.test.RecordedTraces;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which connection factories are traced.
 */
@ExtendWith(OutputCaptureExtension.class)
class XRayR2dbcAutoConfigurationTests {

	private final ApplicationContextRunner runner = R2dbcRunner.runner();

	private final ApplicationContextRunner plain = this.runner.withBean("shop", ConnectionFactory.class,
			R2dbcRunner::factory);

	@Test
	void tracesEveryConnectionFactory() {
		this.plain.run((context) -> {
			assertThat(context.getBean(ActivePatch.class).library()).isEqualTo(PatchedLibrary.R2DBC);
			assertTraced(context, 1);
			assertThat(context.getBean(ConnectionFactory.class)).isInstanceOf(Wrapped.class)
				.isInstanceOf(InfrastructureProxy.class);
			assertThat(context.getBean(ConnectionFactory.class).getMetadata().getName()).isEqualTo("H2");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "xray.patch.r2dbc.enabled=false", "xray.patch.enabled=false", "xray.enabled=false",
			"xray.patch.r2dbc.exclude-connection-factories=shop" })
	void leavesThemAsTheyAreWhereItIsSwitchedOff(String property) {
		this.plain.withPropertyValues(property)
			.run((context) -> assertThat(context.getBean(ConnectionFactory.class))
				.isExactlyInstanceOf(R2dbcRunner.RememberingFactory.class));
	}

	@Test
	void leavesThemAsTheyAreWithoutTheLibrary() {
		this.plain.withClassLoader(new FilteredClassLoader("io.r2dbc.proxy"))
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(XRayR2dbcAutoConfiguration.class)
				.getBean(ConnectionFactory.class)
				.isExactlyInstanceOf(R2dbcRunner.RememberingFactory.class));
	}

	@Test
	void theUsersSanitizerDecides() {
		this.plain.withBean(SqlSanitizer.class, () -> (sql) -> "all gone").run((context) -> {
			RecordedEntity segment = query(context, context.getBean(ConnectionFactory.class));
			assertThat(segment.subsegments().get(0).sql()).containsEntry("sanitized_query", "all gone");
		});
	}

	@Test
	void aPoolStaysAPoolAndItsStatementsAreTracedOnce() {
		ConnectionPool[] pool = new ConnectionPool[1];
		this.runner.withUserConfiguration(PoolConfiguration.class).run((context) -> {
			assertTraced(context, 1);
			pool[0] = context.getBean(ConnectionPool.class);
			assertThat(pool[0].getMetrics())
				.hasValueSatisfying((metrics) -> assertThat(metrics.getMaxAllocatedSize()).isEqualTo(2));
			assertThat(((Wrapped<?>) pool[0]).unwrap(H2ConnectionFactory.class)).isNull();
			assertThat(((Wrapped<?>) pool[0]).unwrap(R2dbcRunner.RememberingFactory.class)).isNotNull();
			assertThat(query(context, pool[0]).subsegments().get(0).sql().get("url")).asString()
				.startsWith("r2dbc:h2:mem:shop-");
		});
		assertThat(pool[0].isDisposed()).isTrue();
	}

	@Test
	void whatStandsInFrontOfATracedOneIsLeftAsItIs() {
		this.plain
			.withBean("front", TransactionAwareConnectionFactoryProxy.class,
					() -> new TransactionAwareConnectionFactoryProxy(R2dbcRunner.factory()))
			.withUserConfiguration(FrontConfiguration.class)
			.run((context) -> {
				ConnectionFactory front = context.getBean("frontOfShop", ConnectionFactory.class);
				assertThat(front).isExactlyInstanceOf(TransactionAwareConnectionFactoryProxy.class);
				assertThat(query(context, front).subsegments()).hasSize(1);
				assertThat(query(context, context.getBean("front", ConnectionFactory.class)).subsegments()).hasSize(1);
				assertThat(context.getBean(LeftAlone.class).describe().toString()).contains("frontOfShop");
			});
	}

	@Test
	void aRouterIsLeftAsItIsAndItsTargetsAreTraced() {
		this.plain.withUserConfiguration(RouterConfiguration.class).run((context) -> {
			RecordedEntity segment = query(context, context.getBean("router", ConnectionFactory.class));
			assertThat(segment.subsegments()).singleElement()
				.satisfies((query) -> assertThat(query.name()).startsWith("shop-"));
		});
	}

	@Test
	void whoeverDeclaresAClassThatCanHaveNoSubclassIsTold(CapturedOutput output) {
		this.runner.withUserConfiguration(DriverConfiguration.class).run((context) -> {
			assertThat(context.getBean(H2ConnectionFactory.class)).isNotNull();
			assertThat(output).contains("The connection factory 'driver' is not traced")
				.contains("Declare the bean as a ConnectionFactory");
		});
	}

	@Test
	void aDriverThatIsDeclaredAsAnInterfaceIsTracedUnderTheNameOfItsBean() {
		this.runner.withBean("orders", ConnectionFactory.class, XRayR2dbcAutoConfigurationTests::driver)
			.run((context) -> {
				RecordedEntity query = query(context, context.getBean(ConnectionFactory.class)).subsegments().get(0);
				assertThat(query).hasName("orders");
				assertThat(query.sql()).containsEntry("database_type", "H2").doesNotContainKeys("url", "user");
			});
	}

	private static H2ConnectionFactory driver() {
		return new H2ConnectionFactory(H2ConnectionConfiguration.builder().inMemory("driver").build());
	}

	private static void assertTraced(ApplicationContext context, int statements) {
		assertThat(query(context, context.getBean(ConnectionFactory.class)).subsegments()).hasSize(statements);
	}

	private static RecordedEntity query(ApplicationContext context, ConnectionFactory factory) {
		return R2dbcRunner.trace(context.getBean(RecordedTraces.class),
				() -> DatabaseClient.create(factory).sql("select 1").fetch().one().block());
	}

	@Configuration(proxyBeanMethods = false)
	static class PoolConfiguration {

		@Bean(destroyMethod = "dispose")
		ConnectionPool connectionFactory() {
			return new ConnectionPool(
					ConnectionPoolConfiguration.builder(R2dbcRunner.factory()).initialSize(1).maxSize(2).build());
		}

		/**
		 * Asks for the pool by its class.
		 */
		@Bean
		String user(ConnectionPool pool) {
			return pool.toString();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class FrontConfiguration {

		@Bean
		TransactionAwareConnectionFactoryProxy frontOfShop(ConnectionFactory shop) {
			return new TransactionAwareConnectionFactoryProxy(shop);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class RouterConfiguration {

		@Bean
		AbstractRoutingConnectionFactory router(ConnectionFactory shop) {
			AbstractRoutingConnectionFactory router = new AbstractRoutingConnectionFactory() {

				@Override
				protected Mono<Object> determineCurrentLookupKey() {
					return Mono.just("shop");
				}

			};
			router.setTargetConnectionFactories(Map.of("shop", shop));
			router.setDefaultTargetConnectionFactory(shop);
			return router;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class DriverConfiguration {

		@Bean
		H2ConnectionFactory driver() {
			return XRayR2dbcAutoConfigurationTests.driver();
		}

	}

}
