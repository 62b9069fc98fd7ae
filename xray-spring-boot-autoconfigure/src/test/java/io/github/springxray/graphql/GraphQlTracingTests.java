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

package io.github.springxray.graphql;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.entities.Entity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.graphql.autoconfigure.GraphQlAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.graphql.ExecutionGraphQlService;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.graphql.server.WebGraphQlHandler;
import org.springframework.graphql.server.WebGraphQlInterceptor;
import org.springframework.graphql.server.WebGraphQlRequest;
import org.springframework.graphql.server.WebGraphQlResponse;
import org.springframework.graphql.server.support.SerializableGraphQlRequest;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;

import io.github.springxray.context.EntityThreadLocalAccessor;
import io.github.springxray.context.XRayContextAutoConfiguration;
import io.github.springxray.http.HttpRoute;
import io.github.springxray.patch.ActivePatch;
import io.github.springxray.patch.PatchedLibrary;
import io.github.springxray.recorder.XRayAutoConfiguration;
import io.github.springxray.test.RecordedEntity;
import io.github.springxray.test.RecordedTraces;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is recorded of operations of GraphQL.
 */
class GraphQlTracingTests {

	private static final String SECRET = "grace@example.com";

	private static final AtomicReference<String> seen = new AtomicReference<>();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(XRayAutoConfiguration.class, XRayContextAutoConfiguration.class,
				XRayGraphQlAutoConfiguration.class, GraphQlAutoConfiguration.class))
		.withPropertyValues("spring.graphql.schema.locations=classpath:io/github/springxray/graphql/")
		.withBean(Orders.class)
		.withBean(RecordedTraces.class);

	@Test
	void theOperationIsTheRouteOfTheRequest() {
		RecordedEntity segment = execute("query AllOrders { orders { id customer } }");
		assertThat(segment).hasAnnotation("http_route", "query AllOrders")
			.hasAnnotation("graphql_operation_type", "query")
			.hasAnnotation("graphql_operation_name", "AllOrders")
			.isNotError()
			.isNotFault();
		assertThat(segment).hasSubsegmentsExactly("database");
	}

	@Test
	void aRouteThatIsKnownIsNotReplacedByThePath() {
		RecordedEntity segment = execute("query AllOrders { orders { id } }", this.runner,
				() -> HttpRoute.recordPattern(AWSXRay.getCurrentSegment(), "/graphql"));
		assertThat(segment).hasAnnotation("http_route", "query AllOrders");
	}

	@Test
	void anOperationWithoutANameIsToldByItsKind() {
		assertThat(execute("mutation { cancel(id: \"" + SECRET + "\") }")).hasAnnotation("http_route", "mutation")
			.hasNoAnnotation("graphql_operation_name");
	}

	@Test
	void neitherTextNorVariablesAreRecorded() {
		RecordedEntity segment = execute(
				"query One($id: String) { order(id: $id) { id } again: order(id: \"" + SECRET + "\") { id } }");
		assertThat(segment.json()).doesNotContain(SECRET).doesNotContain("again");
	}

	@Test
	void aQueryThatIsNotValidIsAnErrorOfTheClient() {
		assertThat(execute("query Wrong { nothing }")).isError()
			.isNotFault()
			.hasAnnotation("graphql_errors", 1)
			.hasMetadata("graphql", "error_types", List.of("ValidationError"))
			.hasNoAnnotation("http_route");
		assertThat(execute("query {{{")).isError().isNotFault();
	}

	@Test
	void aFetcherThatFailsIsAFault() {
		assertThat(execute("query Failing { failing }")).isFault()
			.hasAnnotation("graphql_errors", 1)
			.hasMetadata("graphql", "error_types", List.of("INTERNAL_ERROR"))
			.hasAnnotation("http_route", "query Failing");
	}

	@Test
	void dataFetchersAreSubsegmentsWhereTheyAreWanted() {
		ApplicationContextRunner detailed = this.runner.withPropertyValues("xray.patch.graphql.data-fetchers=true");
		RecordedEntity segment = execute("query AllOrders { orders { id customer } later slow failing }", detailed,
				() -> {
				});
		assertThat(segment.subsegments()).extracting(RecordedEntity::name)
			.containsExactlyInAnyOrder("Query.orders", "Order.customer", "Order.customer", "Query.later", "Query.slow",
					"Query.failing");
		assertThat(segment.subsegment("Query.orders")).isComplete().hasSubsegmentsExactly("database");
		assertThat(segment.subsegment("Query.later")).isComplete();
		assertThat(seen).hasValue("Query.later");
		assertThat(segment.subsegment("Query.failing")).isFault().hasException(IllegalStateException.class);
	}

	@ParameterizedTest
	@ValueSource(strings = { "xray.patch.graphql.enabled=false", "xray.patch.enabled=false", "xray.enabled=false" })
	void recordsNothingWhereItIsSwitchedOff(String property) {
		this.runner.withPropertyValues(property)
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(OperationInterceptor.class)
				.doesNotHaveBean(OperationInstrumentation.class));
	}

	@Test
	void recordsNothingWithoutTheLibrary() {
		this.runner.withClassLoader(new FilteredClassLoader("org.springframework.graphql"))
			.run((context) -> assertThat(context).doesNotHaveBean(OperationInstrumentation.class));
	}

	@Test
	void saysThatItIsThere() {
		this.runner.run((context) -> assertThat(context.getBean(ActivePatch.class).library())
			.isEqualTo(PatchedLibrary.GRAPHQL));
	}

	private RecordedEntity execute(String document) {
		return execute(document, this.runner, () -> {
		});
	}

	private static RecordedEntity execute(String document, ApplicationContextRunner runner, Runnable afterwards) {
		RecordedEntity[] recorded = new RecordedEntity[1];
		runner.run((context) -> {
			WebGraphQlHandler handler = WebGraphQlHandler.builder(context.getBean(ExecutionGraphQlService.class))
				.interceptors(context.getBeanProvider(WebGraphQlInterceptor.class).orderedStream().toList())
				.build();
			AWSXRay.beginSegment("request");
			try {
				WebGraphQlResponse response = handler.handleRequest(request(document)).block();
				assertThat(response).isNotNull();
				afterwards.run();
			}
			finally {
				AWSXRay.endSegment();
			}
			recorded[0] = context.getBean(RecordedTraces.class).takeSegment("request");
		});
		return recorded[0];
	}

	private static WebGraphQlRequest request(String document) {
		SerializableGraphQlRequest body = new SerializableGraphQlRequest();
		body.setQuery(document);
		body.setVariables(new LinkedHashMap<>(Map.of("id", SECRET)));
		return new WebGraphQlRequest(URI.create("/graphql"), new HttpHeaders(), null, null, Map.of(), body, "1", null);
	}

	@Controller
	static class Orders {

		@QueryMapping
		List<Order> orders() {
			AWSXRay.createSubsegment("database", () -> {
			});
			return List.of(new Order("1"), new Order("2"));
		}

		@QueryMapping
		Order order(@Argument String id) {
			return new Order(id);
		}

		@QueryMapping
		Mono<String> later() {
			return Mono.<String>deferContextual((context) -> {
				seen.set(context.<Entity>get(EntityThreadLocalAccessor.KEY).getName());
				return Mono.just("later");
			}).subscribeOn(Schedulers.boundedElastic());
		}

		@QueryMapping
		CompletableFuture<String> slow() {
			return CompletableFuture.supplyAsync(() -> "slow");
		}

		@QueryMapping
		String failing() {
			throw new IllegalStateException("no stock");
		}

		@SchemaMapping(typeName = "Mutation")
		boolean cancel(@Argument String id) {
			return true;
		}

		@SchemaMapping(typeName = "Order")
		String customer(Order order) {
			return UnaryOperator.<String>identity().apply("customer of " + order.id());
		}

		record Order(String id) {

		}

	}

}
