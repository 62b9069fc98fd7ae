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

import io.awspring.cloud.sqs.listener.SqsMessageListenerContainer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.Message;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.github.springxray.context.XRayContextAutoConfiguration;
import io.github.springxray.http.XRayHttpAutoConfiguration;
import io.github.springxray.recorder.XRayAutoConfiguration;
import io.github.springxray.sampling.XRaySamplingAutoConfiguration;
import io.github.springxray.test.RecordedTraces;
import io.github.springxray.test.XRayTestAutoConfiguration;

import static io.github.springxray.test.XRayAssertions.assertThat;
import static io.github.springxray.test.XRayAssertions.assertThatIllegalStateException;

/**
 * Tests for {@link XRaySqsAutoConfiguration}.
 */
class XRaySqsAutoConfigurationTests {

	private static final Message MESSAGE = Message.builder().messageId("1").body("hello").build();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(XRayAutoConfiguration.class, XRayContextAutoConfiguration.class,
				XRayHttpAutoConfiguration.class, XRaySqsAutoConfiguration.class, XRaySamplingAutoConfiguration.class,
				XRayTestAutoConfiguration.class))
		.withPropertyValues("xray.sampling.strategy=all");

	@Test
	void tracesByDefault() {
		this.runner.run((context) -> assertThat(context).hasSingleBean(SqsTracing.class)
			.hasSingleBean(TracedMessages.class)
			.hasSingleBean(SqsListenerTracing.class)
			.hasSingleBean(ListenerContainerPostProcessor.class)
			.hasSingleBean(ListenerRegistryTracing.class));
	}

	@Test
	void isNotThereWithoutTheSdkOfSqs() {
		this.runner.withClassLoader(new FilteredClassLoader("software.amazon.awssdk.services.sqs"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(XRaySqsAutoConfiguration.class));
	}

	@Test
	void tracesPollLoopsWithoutSpringCloudAws() {
		this.runner.withClassLoader(new FilteredClassLoader("io.awspring.cloud", "org.springframework.messaging"))
			.run((context) -> {
				assertThat(context).hasNotFailed().doesNotHaveBean(SqsListenerTracing.class);
				process(context.getBean(SqsTracing.class));
				assertThat(context.getBean(RecordedTraces.class).takeSegment()).hasName("application");
			});
	}

	@Test
	void tracesWithoutSpringWeb() {
		this.runner
			.withClassLoader(new FilteredClassLoader("org.springframework.web", "jakarta.servlet",
					"org.springframework.boot.webmvc"))
			.run((context) -> {
				assertThat(context).hasNotFailed();
				process(context.getBean(SqsTracing.class));
				assertThat(context.getBean(RecordedTraces.class).takeSegment()).isComplete();
			});
	}

	@Test
	void callsHandlersWhenTracingIsDisabled() {
		callsHandlers("xray.enabled=false");
	}

	@Test
	void callsHandlersWhenMessagesAreNotTraced() {
		callsHandlers("xray.sqs.enabled=false");
	}

	private void callsHandlers(String property) {
		this.runner.withPropertyValues(property).run((context) -> {
			assertThat(context).hasSingleBean(SqsListenerTracing.class)
				.doesNotHaveBean(MessageTraces.class)
				.doesNotHaveBean(ListenerContainerPostProcessor.class)
				.doesNotHaveBean(ListenerRegistryTracing.class);
			process(context.getBean(SqsTracing.class));
			context.getBean(RecordedTraces.class).assertClean();
		});
	}

	@Test
	void callsHandlersWhereNothingIsTraced() {
		process(SqsTracing.none());
	}

	@Test
	void throwsWhatHandlersThrowWhereNothingIsTraced() {
		assertThatIllegalStateException()
			.isThrownBy(() -> SqsTracing.none().process("http://queue", MESSAGE, (message) -> {
				throw new IllegalStateException("Out of order");
			}));
	}

	@Test
	void namesSegmentsAfterTheService() {
		this.runner.withPropertyValues("spring.application.name=orders", "xray.name=Orders $").run((context) -> {
			context.getBean(SqsTracing.class).process("http://queue", MESSAGE, (message) -> {
			});
			assertThat(context.getBean(RecordedTraces.class).takeSegment()).hasName("Orders _");
		});
	}

	@Test
	void backsOffWhenUserDefinesTracing() {
		SqsTracing own = SqsTracing.none();
		this.runner.withBean("own", SqsTracing.class, () -> own)
			.run((context) -> assertThat(context.getBean(SqsTracing.class)).isSameAs(own));
	}

	@Test
	void leavesAContainerWithoutAListenerAlone() {
		this.runner
			.withBean(SqsMessageListenerContainer.class,
					() -> SqsMessageListenerContainer.builder()
						.sqsAsyncClient(ElasticMq.asyncClient())
						.configure((options) -> options.autoStartup(false))
						.build())
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(context.getBean(SqsMessageListenerContainer.class).getMessageListener()).isNull();
			});
	}

	/**
	 * A handler that handles one message alone, and then a batch.
	 */
	private static void process(SqsTracing tracing) {
		List<Object> handled = new ArrayList<>();
		tracing.process("http://queue", MESSAGE, handled::add);
		tracing.processBatch("http://queue", List.of(), handled::add);
		assertThat(handled).containsExactly(MESSAGE, List.of());
	}

}
