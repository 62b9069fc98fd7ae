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

package io.github.springxray.sqs;

import java.net.URI;
import java.util.Map;
import java.util.UUID;

import org.apache.pekko.http.scaladsl.Http;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;

/**
 * A server that speaks the protocol of Amazon SQS, started once for all tests of a JVM.
 */
final class ElasticMq {

	private static final StaticCredentialsProvider CREDENTIALS = StaticCredentialsProvider
		.create(AwsBasicCredentials.create("key", "secret"));

	private static final URI ENDPOINT = start();

	private static final SqsClient CLIENT = SqsClient.builder()
		.endpointOverride(ENDPOINT)
		.region(Region.EU_WEST_1)
		.credentialsProvider(CREDENTIALS)
		.build();

	private static final SqsAsyncClient ASYNC_CLIENT = SqsAsyncClient.builder()
		.endpointOverride(ENDPOINT)
		.region(Region.EU_WEST_1)
		.credentialsProvider(CREDENTIALS)
		.build();

	private ElasticMq() {
	}

	static URI endpoint() {
		return ENDPOINT;
	}

	static SqsClient client() {
		return CLIENT;
	}

	static SqsAsyncClient asyncClient() {
		return ASYNC_CLIENT;
	}

	/**
	 * Create a queue that gives a message again after a second.
	 * @return its URL
	 */
	static String createQueue() {
		return CLIENT
			.createQueue((request) -> request.queueName("queue-" + UUID.randomUUID())
				.attributes(Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, "1")))
			.queueUrl();
	}

	/**
	 * It stops with the JVM.
	 */
	private static URI start() {
		LoggingSystem logging = LoggingSystem.get(ElasticMq.class.getClassLoader());
		for (String logger : new String[] { "org.apache.pekko", "org.elasticmq", "software.amazon", "io.netty",
				"org.apache.http" }) {
			logging.setLogLevel(logger, LogLevel.WARN);
		}
		Http.ServerBinding binding = SQSRestServerBuilder.withInterface("127.0.0.1")
			.withDynamicPort()
			.start()
			.waitUntilStarted();
		return URI.create("http://127.0.0.1:" + binding.localAddress().getPort());
	}

}
