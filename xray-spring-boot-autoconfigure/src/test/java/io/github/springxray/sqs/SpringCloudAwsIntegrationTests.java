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

import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

import com.amazonaws.xray.AWSXRay;
import io.awspring.cloud.autoconfigure.core.AwsAutoConfiguration;
import io.awspring.cloud.autoconfigure.core.CredentialsProviderAutoConfiguration;
import io.awspring.cloud.autoconfigure.core.RegionProviderAutoConfiguration;
import io.awspring.cloud.autoconfigure.sqs.SqsAutoConfiguration;
import io.awspring.cloud.sqs.annotation.SqsListener;
import io.awspring.cloud.sqs.operations.SqsTemplate;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

import io.github.springxray.awssdk.XRayAwsSdkAutoConfiguration;
import io.github.springxray.test.RecordedEntity;

import static io.github.springxray.test.XRayAssertions.assertThat;

/**
 * The whole way, from whoever sends a message to the listener, with the
 * auto-configurations of Spring Cloud AWS.
 */
class SpringCloudAwsIntegrationTests extends SqsTesting {

	private final ApplicationContextRunner application = runner()
		.withConfiguration(AutoConfigurations.of(XRayAwsSdkAutoConfiguration.class, AwsAutoConfiguration.class,
				CredentialsProviderAutoConfiguration.class, RegionProviderAutoConfiguration.class,
				SqsAutoConfiguration.class))
		.withPropertyValues("spring.cloud.aws.sqs.endpoint=" + ElasticMq.endpoint(),
				"spring.cloud.aws.region.static=eu-west-1", "spring.cloud.aws.credentials.access-key=key",
				"spring.cloud.aws.credentials.secret-key=secret", "spring.cloud.aws.sqs.listener.poll-timeout=1s");

	/**
	 * The URL of the queue, since its name is asked for first, and with the first message
	 * the template then goes on on a thread of the SDK.
	 */
	@Test
	void aListenerGoesOnWithTheTraceOfTheSender() {
		run(this.application.withUserConfiguration(ListenerConfiguration.class), (context, traces) -> {
			AWSXRay.beginSegment("sender");
			context.getBean(SqsTemplate.class).send(this.queueUrl, "hello");
			AWSXRay.endSegment();
			RecordedEntity sender = traces.takeSegment("sender");
			assertThat(take(context.getBean(ListenerConfiguration.class).bodies)).isEqualTo("hello");
			assertThat(traces.takeSegment("orders")).hasTraceId(sender.traceId())
				.hasParentId(sendingSubsegment(sender, "SendMessage"))
				.isComplete();
			assertThat(this.sampler.requests).isEmpty();
		});
	}

	@Test
	void aBatchIsLinkedToWhatSentItsMessages() {
		run(this.application.withUserConfiguration(BatchConfiguration.class), (context, traces) -> {
			AWSXRay.beginSegment("sender");
			ElasticMq.client()
				.sendMessageBatch((request) -> request.queueUrl(this.queueUrl).entries(entry("a"), entry("b")));
			AWSXRay.endSegment();
			RecordedEntity sender = traces.takeSegment("sender");
			int received = 0;
			while (received < 2) {
				received += take(context.getBean(BatchConfiguration.class).batches).size();
				RecordedEntity batch = traces.takeSegment("orders");
				assertThat(batch).hasParentId(null).isComplete();
				assertThat(PollLoopIntegrationTests.links(batch))
					.containsExactly(Map.entry(sender.traceId(), sendingSubsegment(sender, "SendMessageBatch")));
			}
		});
	}

	private static String sendingSubsegment(RecordedEntity sender, String operation) {
		return sender.subsegments()
			.stream()
			.filter((subsegment) -> operation.equals(subsegment.aws().get("operation")))
			.findFirst()
			.orElseThrow()
			.id();
	}

	private static SendMessageBatchRequestEntry entry(String id) {
		return SendMessageBatchRequestEntry.builder().id(id).messageBody(id).build();
	}

	@Configuration(proxyBeanMethods = false)
	static class ListenerConfiguration {

		final BlockingQueue<String> bodies = new LinkedBlockingQueue<>();

		@SqsListener("${queue}")
		void listen(String body) {
			this.bodies.add(body);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class BatchConfiguration {

		final BlockingQueue<List<String>> batches = new LinkedBlockingQueue<>();

		@SqsListener("${queue}")
		void listen(List<String> bodies) {
			this.batches.add(bodies);
		}

	}

}
