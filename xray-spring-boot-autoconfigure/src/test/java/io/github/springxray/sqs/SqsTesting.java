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

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import com.amazonaws.xray.strategy.sampling.SamplingRequest;
import com.amazonaws.xray.strategy.sampling.SamplingResponse;
import com.amazonaws.xray.strategy.sampling.SamplingStrategy;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeNameForSends;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeValue;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import io.github.springxray.context.XRayContextAutoConfiguration;
import io.github.springxray.http.XRayHttpAutoConfiguration;
import io.github.springxray.recorder.TracingFaults;
import io.github.springxray.recorder.XRayAutoConfiguration;
import io.github.springxray.test.RecordedTraces;
import io.github.springxray.test.XRayTestAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A queue of its own for each test, and an application that receives from it.
 */
abstract class SqsTesting {

	static final String ROOT = "1-5759e988-bd862e3fe1be46a994272793";

	static final String PARENT = "53995c3f42cd8ad8";

	static final String SAMPLED = "Root=" + ROOT + ";Parent=" + PARENT + ";Sampled=1";

	static final String NOT_SAMPLED = "Root=" + ROOT + ";Parent=000000000000000b;Sampled=0";

	final String queueUrl = ElasticMq.createQueue();

	final String queue = this.queueUrl.substring(this.queueUrl.lastIndexOf('/') + 1);

	final CountingSampler sampler = new CountingSampler();

	final ApplicationContextRunner runner() {
		return new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(XRayAutoConfiguration.class, XRayContextAutoConfiguration.class,
					XRayHttpAutoConfiguration.class, XRaySqsAutoConfiguration.class, XRayTestAutoConfiguration.class))
			.withBean(SamplingStrategy.class, () -> this.sampler)
			.withPropertyValues("spring.application.name=orders", "queue=" + this.queue);
	}

	/**
	 * Run a test, which has to take each trace, to leave no thread with an entity, and to
	 * cause no fault of tracing.
	 */
	final void run(ApplicationContextRunner runner, SqsTest test) {
		runner.run((context) -> {
			assertThat(context).hasNotFailed();
			RecordedTraces traces = context.getBean(RecordedTraces.class);
			test.run(context, traces);
			traces.assertClean();
			assertThat(context.getBean(TracingFaults.class).counts()).isEmpty();
		});
	}

	final String send(String body, @Nullable String header) {
		return ElasticMq.client().sendMessage((request) -> {
			request.queueUrl(this.queueUrl).messageBody(body);
			if (header != null) {
				request.messageSystemAttributesWithStrings(
						Map.of(MessageSystemAttributeNameForSends.AWS_TRACE_HEADER.toString(), value(header)));
			}
		}).messageId();
	}

	/**
	 * Send one message for each header, all at once.
	 */
	final void sendAll(@Nullable String... headers) {
		List<SendMessageBatchRequestEntry> entries = new ArrayList<>();
		for (int i = 0; i < headers.length; i++) {
			SendMessageBatchRequestEntry.Builder entry = SendMessageBatchRequestEntry.builder()
				.id("m" + i)
				.messageBody("body" + i);
			String header = headers[i];
			if (header != null) {
				entry.messageSystemAttributes(
						Map.of(MessageSystemAttributeNameForSends.AWS_TRACE_HEADER, value(header)));
			}
			entries.add(entry.build());
		}
		assertThat(ElasticMq.client()
			.sendMessageBatch((request) -> request.queueUrl(this.queueUrl).entries(entries))
			.failed()).isEmpty();
	}

	private static MessageSystemAttributeValue value(String header) {
		return MessageSystemAttributeValue.builder().dataType("String").stringValue(header).build();
	}

	static <T> T take(BlockingQueue<T> queue) throws InterruptedException {
		T taken = queue.poll(20, TimeUnit.SECONDS);
		assertThat(taken).as("what arrives within 20 seconds").isNotNull();
		return taken;
	}

	@FunctionalInterface
	interface SqsTest {

		void run(ApplicationContext context, RecordedTraces traces) throws Exception;

	}

	static final class CountingSampler implements SamplingStrategy {

		final BlockingQueue<SamplingRequest> requests = new LinkedBlockingQueue<>();

		volatile boolean sampled = true;

		@Override
		public SamplingResponse shouldTrace(@Nullable SamplingRequest request) {
			this.requests.add((request != null) ? request : new SamplingRequest(null, null, null, null, null));
			return new SamplingResponse(this.sampled);
		}

		@Override
		public boolean isForcedSamplingSupported() {
			return false;
		}

	}

}
