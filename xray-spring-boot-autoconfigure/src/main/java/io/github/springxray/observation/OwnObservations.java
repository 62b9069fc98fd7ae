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

import java.util.List;

import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

/**
 * The observations of what other parts of the starter trace by themselves. They become no
 * subsegments, also where the part is switched off: off is off. Whoever adds a part that
 * traces something which libraries observe adds a line here.
 */
enum OwnObservations {

	/**
	 * Requests that a server gets. The segment is current, and is told the rest.
	 */
	SERVER(true, List.of(), "org.springframework.http.server.observation.ServerRequestObservationContext",
			"org.springframework.http.server.reactive.observation.ServerRequestObservationContext",
			"org.springframework.cloud.gateway.filter.headers.observation.",
			"io.micrometer.core.instrument.binder.jersey.server.", "reactor.netty.http.server."),

	/**
	 * Calls of HTTP clients, whose subsegments begin after their observations.
	 */
	CLIENT(false, List.of(), "org.springframework.http.client.observation.ClientRequestObservationContext",
			"org.springframework.web.reactive.function.client.ClientRequestObservationContext",
			"io.micrometer.core.instrument.binder.httpcomponents.", "io.micrometer.core.instrument.binder.okhttp3.",
			"io.micrometer.core.instrument.binder.jetty.", "io.micrometer.java11.instrument.binder.jdk.",
			"feign.micrometer.", "reactor.netty.http.client.", "reactor.netty.channel.", "reactor.netty.transport."),

	/**
	 * Statements, by datasource-micrometer and by the proxy of R2DBC.
	 */
	STATEMENTS(false, List.of("jdbc.query", "r2dbc.query"), "net.ttddyy.observation.tracing.",
			"io.r2dbc.proxy.observation."),

	/**
	 * Scheduled tasks, whose segment is current.
	 */
	SCHEDULED(true, List.of(), "org.springframework.scheduling.support.ScheduledTaskObservationContext"),

	/**
	 * Jobs and steps of Spring Batch. Their contexts are of no class of their own.
	 */
	BATCH(false, List.of("spring.batch."), "org.springframework.batch.core.observability."),

	/**
	 * Messages of SQS, and calls of AWS.
	 */
	AWS(false, List.of("spring.aws."), "io.awspring.cloud."),

	/**
	 * Messages of Kafka, JMS and RabbitMQ, sent and received.
	 */
	MESSAGES(false, List.of(), "org.springframework.kafka.support.micrometer.",
			"org.springframework.amqp.rabbit.support.micrometer.", "io.micrometer.jakarta9.instrument.jms."),

	/**
	 * Commands of MongoDB and Redis.
	 */
	STORES(false, List.of(), "com.mongodb.observability.micrometer.", "org.springframework.data.mongodb.observability.",
			"io.lettuce.core.tracing."),

	/**
	 * Calls of gRPC and operations of GraphQL.
	 */
	CALLS(false, List.of(), "io.micrometer.core.instrument.binder.grpc.", "org.springframework.graphql.observation.");

	private static final ClassValue<Kind> KINDS = new ClassValue<>() {

		@Override
		protected Kind computeValue(Class<?> type) {
			for (OwnObservations own : values()) {
				for (Class<?> each = type; each != null; each = each.getSuperclass()) {
					if (startsWithAny(each.getName(), own.contexts)) {
						return new Kind(own);
					}
				}
			}
			return new Kind(null);
		}

	};

	private static final List<OwnObservations> BY_NAME = List.of(STATEMENTS, BATCH, AWS);

	private final boolean enriching;

	private final List<String> names;

	private final List<String> contexts;

	/**
	 * Create a line of the table.
	 * @param enriching whether what is current when the observation starts is what it
	 * observes
	 * @param names how names of observations begin
	 * @param contexts how names of classes of contexts begin
	 */
	OwnObservations(boolean enriching, List<String> names, String... contexts) {
		this.enriching = enriching;
		this.names = names;
		this.contexts = List.of(contexts);
	}

	/**
	 * Return what traces something that is observed, {@code null} if nothing does.
	 */
	static @Nullable OwnObservations of(Observation.Context context) {
		OwnObservations own = KINDS.get(context.getClass()).own();
		String name = context.getName();
		if (own != null || name == null) {
			return own;
		}
		for (OwnObservations each : BY_NAME) {
			if (startsWithAny(name, each.names)) {
				return each;
			}
		}
		return null;
	}

	private static boolean startsWithAny(String name, List<String> beginnings) {
		for (String beginning : beginnings) {
			if (name.startsWith(beginning)) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Return whether what is current when the observation starts is what it observes.
	 */
	boolean isEnriching() {
		return this.enriching;
	}

	/**
	 * What is known of a class of contexts.
	 */
	private record Kind(@Nullable OwnObservations own) {
	}

}
