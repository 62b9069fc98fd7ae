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

package io.github.springxray.patch;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.util.ClassUtils;

/**
 * A library whose calls are subsegments.
 */
public enum PatchedLibrary {

	/**
	 * Spring's {@code RestTemplate}.
	 */
	REST_TEMPLATE("rest-template", "RestTemplate", Map.of("org.springframework.web.client.RestTemplate", "spring-web"),
			"org.springframework.web.client.RestTemplate", "org.springframework.boot.restclient.RestTemplateBuilder"),

	/**
	 * Spring's {@code RestClient}, and HTTP service interfaces on top of it.
	 */
	REST_CLIENT("rest-client", "RestClient", Map.of("org.springframework.web.client.RestClient", "spring-web"),
			"org.springframework.web.client.RestClient", "org.springframework.web.client.RestClient$Builder"),

	/**
	 * Spring's {@code WebClient}, and HTTP service interfaces on top of it.
	 */
	WEB_CLIENT("web-client", "WebClient",
			Map.of("org.springframework.web.reactive.function.client.WebClient", "spring-webflux"),
			"org.springframework.web.reactive.function.client.WebClient",
			"org.springframework.web.reactive.function.client.WebClient$Builder"),

	/**
	 * Feign, also as Spring Cloud OpenFeign sets it up.
	 */
	FEIGN("feign", "Feign", Map.of("feign.Capability", "feign-core"), "feign.Client",
			"org.springframework.cloud.openfeign.FeignClientSpecification"),

	/**
	 * The JDK's own {@code java.net.http.HttpClient}.
	 */
	JDK_HTTP_CLIENT("jdk-http-client", "JDK HttpClient", Map.of("java.net.http.HttpClient", "java.net.http"),
			"java.net.http.HttpClient"),

	/**
	 * Apache HttpClient 5, classic and asynchronous.
	 */
	APACHE_HTTP_CLIENT("apache-http-client", "Apache HttpClient",
			Map.of("org.apache.hc.client5.http.impl.classic.HttpClientBuilder", "httpclient5"),
			"org.apache.hc.client5.http.impl.classic.HttpClientBuilder",
			"org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder"),

	/**
	 * OkHttp.
	 */
	OKHTTP("okhttp", "OkHttp", Map.of("okhttp3.OkHttpClient", "okhttp"), "okhttp3.OkHttpClient",
			"okhttp3.OkHttpClient$Builder"),

	/**
	 * Jetty's {@code HttpClient}.
	 */
	JETTY_HTTP_CLIENT("jetty-http-client", "Jetty HttpClient",
			Map.of("org.eclipse.jetty.client.HttpClient", "jetty-client"), "org.eclipse.jetty.client.HttpClient"),

	/**
	 * Reactor Netty's {@code HttpClient}.
	 */
	REACTOR_NETTY("reactor-netty", "Reactor Netty HttpClient",
			Map.of("reactor.netty.http.client.HttpClient", "reactor-netty-http"),
			"reactor.netty.http.client.HttpClient"),

	/**
	 * Every {@code javax.sql.DataSource}.
	 */
	JDBC("jdbc", "JDBC",
			Map.of("org.springframework.jdbc.datasource.DelegatingDataSource", "spring-jdbc",
					"net.ttddyy.dsproxy.support.ProxyDataSource", "datasource-proxy"),
			"javax.sql.DataSource"),

	/**
	 * Every {@code io.r2dbc.spi.ConnectionFactory}.
	 */
	R2DBC("r2dbc", "R2DBC", Map.of("io.r2dbc.proxy.ProxyConnectionFactory", "r2dbc-proxy"),
			"io.r2dbc.spi.ConnectionFactory"),

	/**
	 * The producers of Spring for Apache Kafka.
	 */
	KAFKA("kafka", "Kafka", Map.of("org.springframework.kafka.core.ProducerFactory", "spring-kafka"),
			"org.springframework.kafka.core.ProducerFactory"),

	/**
	 * Connections of JMS that Spring sends through.
	 */
	JMS("jms", "JMS",
			Map.of("jakarta.jms.ConnectionFactory", "jakarta.jms-api", "org.springframework.jms.core.JmsTemplate",
					"spring-jms"),
			"jakarta.jms.ConnectionFactory"),

	/**
	 * The templates of Spring AMQP.
	 */
	RABBIT("rabbit", "RabbitMQ", Map.of("org.springframework.amqp.rabbit.core.RabbitTemplate", "spring-rabbit"),
			"org.springframework.amqp.rabbit.core.RabbitTemplate"),

	/**
	 * The drivers of MongoDB, blocking and reactive.
	 */
	MONGODB("mongodb", "MongoDB", Map.of("com.mongodb.MongoClientSettings", "mongodb-driver-core"),
			"com.mongodb.client.MongoClient", "com.mongodb.reactivestreams.client.MongoClient",
			"com.mongodb.MongoClientSettings"),

	/**
	 * Lettuce, the client of Redis.
	 */
	LETTUCE("lettuce", "Lettuce", Map.of("io.lettuce.core.resource.ClientResources", "lettuce-core"),
			"io.lettuce.core.resource.ClientResources",
			"org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory"),

	/**
	 * Spring Data's connections to Redis by Jedis.
	 */
	JEDIS("jedis", "Jedis",
			Map.of("redis.clients.jedis.Jedis", "jedis",
					"org.springframework.data.redis.connection.jedis.JedisConnectionFactory", "spring-data-redis"),
			"org.springframework.data.redis.connection.jedis.JedisConnectionFactory"),

	/**
	 * Clients of gRPC, as Spring gRPC sets them up.
	 */
	GRPC("grpc", "gRPC clients",
			Map.of("io.grpc.ClientInterceptor", "grpc-api", "org.springframework.grpc.client.GlobalClientInterceptor",
					"spring-grpc-core"),
			"org.springframework.grpc.client.GrpcChannelFactory"),

	/**
	 * Operations of GraphQL, as Spring for GraphQL serves them.
	 */
	GRAPHQL("graphql", "GraphQL",
			Map.of("graphql.GraphQL", "graphql-java", "org.springframework.graphql.server.WebGraphQlInterceptor",
					"spring-graphql"),
			"org.springframework.graphql.execution.GraphQlSource"),

	/**
	 * Every client of the AWS SDK v2.
	 */
	AWS_SDK("aws-sdk", "AWS SDK", Map.of("software.amazon.awssdk.awscore.AwsExecutionAttribute", "aws-core")),

	/**
	 * Everything that is observed with Micrometer and not traced otherwise.
	 */
	OBSERVATIONS("observations", "observations",
			Map.of("io.micrometer.observation.ObservationRegistry", "micrometer-observation"),
			"io.micrometer.observation.ObservationRegistry");

	private final String id;

	private final String title;

	private final Map<String, String> artifacts;

	private final List<String> beanTypes;

	PatchedLibrary(String id, String title, Map<String, String> artifacts, String... beanTypes) {
		this.id = id;
		this.title = title;
		this.artifacts = artifacts;
		this.beanTypes = List.of(beanTypes);
	}

	/**
	 * Return the property that switches this library.
	 * @return the name of the property
	 */
	String property() {
		return "xray.patch." + this.id + ".enabled";
	}

	/**
	 * Return what people call the library.
	 * @return its name
	 */
	String title() {
		return this.title;
	}

	/**
	 * Return what is looked for on the class path.
	 * @return names of classes
	 */
	Stream<String> lookedFor() {
		return Stream.concat(this.artifacts.keySet().stream(), this.beanTypes.stream());
	}

	/**
	 * Return what has to be on the class path and is not.
	 * @param classLoader where to look
	 * @return the name of an artifact, {@code null} if all are there
	 */
	@Nullable String missingArtifact(@Nullable ClassLoader classLoader) {
		return this.artifacts.entrySet()
			.stream()
			.filter((artifact) -> !ClassUtils.isPresent(artifact.getKey(), classLoader))
			.map(Map.Entry::getValue)
			.findFirst()
			.orElse(null);
	}

	/**
	 * Return whether the application uses the library: it has a bean of one of its types,
	 * or the library has none and is on the class path.
	 * @param beans the beans, none of which is created
	 * @param classLoader where to look
	 * @return whether it does
	 */
	boolean isUsed(ListableBeanFactory beans, @Nullable ClassLoader classLoader) {
		if (this.beanTypes.isEmpty()) {
			return missingArtifact(classLoader) == null;
		}
		return this.beanTypes.stream()
			.filter((type) -> ClassUtils.isPresent(type, classLoader))
			.map((type) -> ClassUtils.resolveClassName(type, classLoader))
			.anyMatch((type) -> beans.getBeanNamesForType(type, true, false).length > 0);
	}

}
