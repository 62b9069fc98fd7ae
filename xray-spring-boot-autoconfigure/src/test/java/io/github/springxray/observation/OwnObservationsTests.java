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

package io.github.springxray.observation;

import java.net.URI;

import io.micrometer.core.instrument.binder.httpcomponents.hc5.ApacheHttpClientContext;
import io.micrometer.core.instrument.binder.okhttp3.OkHttpContext;
import io.micrometer.observation.Observation;
import io.micrometer.observation.transport.SenderContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.http.HttpMethod;
import org.springframework.http.client.observation.ClientRequestObservationContext;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.mock.http.client.MockClientHttpRequest;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.objenesis.SpringObjenesis;
import org.springframework.scheduling.support.ScheduledTaskObservationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which observations are of something that other parts trace.
 */
class OwnObservationsTests {

	@Test
	void requestsAndScheduledTasksAreKnownByTheirContextsAndEnriched() throws NoSuchMethodException {
		assertOwn(new ServerRequestObservationContext(new MockHttpServletRequest(), new MockHttpServletResponse()),
				OwnObservations.SERVER);
		assertOwn(new ScheduledTaskObservationContext(this, Object.class.getMethod("toString")),
				OwnObservations.SCHEDULED);
		assertThat(OwnObservations.SERVER.isEnriching()).isTrue();
		assertThat(OwnObservations.SCHEDULED.isEnriching()).isTrue();
	}

	@Test
	@SuppressWarnings("deprecation")
	void callsOfHttpClientsAreKnownByTheirContexts() {
		MockClientHttpRequest request = new MockClientHttpRequest(HttpMethod.GET, URI.create("http://a"));
		assertOwn(new ClientRequestObservationContext(request), OwnObservations.CLIENT);
		assertOwn(new ClientRequestObservationContext(request) {
		}, OwnObservations.CLIENT);
		assertOwn(new org.springframework.web.reactive.function.client.ClientRequestObservationContext(
				org.springframework.web.reactive.function.client.ClientRequest.create(HttpMethod.GET,
						URI.create("http://a"))),
				OwnObservations.CLIENT);
		assertThat(ApacheHttpClientContext.class.getName()).startsWith("io.micrometer.core.instrument.binder.httpcom");
		assertThat(OkHttpContext.class.getName()).startsWith("io.micrometer.core.instrument.binder.okhttp3.");
		assertThat(OwnObservations.CLIENT.isEnriching()).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "org.springframework.kafka.support.micrometer.KafkaRecordReceiverContext",
			"org.springframework.kafka.support.micrometer.KafkaRecordSenderContext",
			"org.springframework.amqp.rabbit.support.micrometer.RabbitMessageReceiverContext",
			"org.springframework.amqp.rabbit.support.micrometer.RabbitMessageSenderContext",
			"com.mongodb.observability.micrometer.MongodbObservationContext",
			"io.lettuce.core.tracing.LettuceObservationContext",
			"io.micrometer.core.instrument.binder.grpc.GrpcClientObservationContext",
			"io.micrometer.core.instrument.binder.grpc.GrpcServerObservationContext",
			"org.springframework.graphql.observation.ExecutionRequestObservationContext",
			"org.springframework.graphql.observation.DataFetcherObservationContext" })
	void messagesStoresAndCallsAreKnownByTheirContexts(String type) throws ClassNotFoundException {
		Class<?> context = Class.forName(type, false, getClass().getClassLoader());
		OwnObservations own = OwnObservations.of((Observation.Context) new SpringObjenesis().newInstance(context));
		assertThat(own).isIn(OwnObservations.MESSAGES, OwnObservations.STORES, OwnObservations.CALLS);
	}

	@ParameterizedTest
	@ValueSource(strings = { "jdbc.query", "r2dbc.query", "spring.batch.job", "spring.batch.step.active",
			"spring.aws.sqs.template" })
	void othersAreKnownByTheirNames(String name) {
		Observation.Context context = new Observation.Context();
		context.setName(name);
		assertThat(OwnObservations.of(context)).isNotNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "orders.place", "jdbcx", "spring.batchelor", "tasks" })
	void allElseIsTracedByNobodyElse(String name) {
		Observation.Context context = new SenderContext<>((carrier, key, value) -> {
		});
		context.setName(name);
		assertThat(OwnObservations.of(context)).isNull();
	}

	private static void assertOwn(Observation.Context context, OwnObservations own) {
		assertThat(OwnObservations.of(context)).isSameAs(own);
	}

}
