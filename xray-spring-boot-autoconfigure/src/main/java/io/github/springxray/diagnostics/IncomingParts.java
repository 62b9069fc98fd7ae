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

package io.github.springxray.diagnostics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.scheduling.config.ContextLifecycleScheduledTaskRegistrar;
import org.springframework.scheduling.config.TaskManagementConfigUtils;
import org.springframework.util.ClassUtils;

import io.github.springxray.recorder.TracedPart;
import io.github.springxray.recorder.TracedParts;
import io.github.springxray.recorder.TracingStatus;

/**
 * Tells what is traced of what comes in and of what happens inside. Whether something is
 * there is seen by names of beans and types, as each stands in a package of its own that
 * need not load.
 */
@Order(0)
final class IncomingParts implements TracedParts, TracingStatus {

	private static final String SERVER = "xray.server.enabled";

	private static final String SQS = "xray.sqs.enabled";

	private static final String KAFKA = "xray.kafka.enabled";

	private static final String JMS = "xray.jms.enabled";

	private static final String RABBIT = "xray.rabbit.enabled";

	private static final String GRPC = "xray.grpc.enabled";

	private static final String FUNCTIONS = "xray.lambda.functions.enabled";

	private static final String METHODS = "xray.methods.enabled";

	private static final String SCHEDULING = "xray.scheduling.enabled";

	private static final String RUNNERS = "xray.runners.enabled";

	private static final String BATCH = "xray.batch.enabled";

	private static final String QUARTZ = "xray.quartz.enabled";

	private static final List<String> SWITCHES = List.of(SERVER, SQS, KAFKA, JMS, RABBIT, GRPC, FUNCTIONS, METHODS,
			SCHEDULING, BATCH, QUARTZ, RUNNERS, "xray.batch.chunks", "xray.context.executors.enabled",
			"xray.logging.mdc", "xray.datadog.enabled", "xray.datadog.propagate", "xray.micrometer.tracer.enabled");

	private static final String LISTENER = "io.awspring.cloud.sqs.listener.MessageListenerContainer";

	private static final String LISTENERS = "io.awspring.cloud.sqs.listener.MessageListenerContainerRegistry";

	private static final String GRPC_SERVICE = "io.grpc.BindableService";

	private static final String CATALOG = "org.springframework.cloud.function.context.FunctionCatalog";

	private static final String KAFKA_CONTAINER = "org.springframework.kafka.listener.MessageListenerContainer";

	private static final String KAFKA_CONTAINERS = "org.springframework.kafka.config.KafkaListenerEndpointRegistry";

	private static final String JMS_CONTAINER = "org.springframework.jms.listener.MessageListenerContainer";

	private static final String JMS_CONTAINERS = "org.springframework.jms.config.JmsListenerEndpointRegistry";

	private static final String RABBIT_CONTAINER = "org.springframework.amqp.rabbit.listener.MessageListenerContainer";

	private static final String RABBIT_CONTAINERS = "org.springframework.amqp.rabbit.listener.RabbitListenerEndpointRegistry";

	static final List<String> LOOKED_FOR = List.of(LISTENER, LISTENERS, GRPC_SERVICE, CATALOG, KAFKA_CONTAINER,
			KAFKA_CONTAINERS, JMS_CONTAINER, JMS_CONTAINERS, RABBIT_CONTAINER, RABBIT_CONTAINERS);

	private static final String REQUEST_FILTER = "xrayTracingFilter";

	private static final String REQUEST_DECORATOR = "xrayTracingHandlerDecorator";

	private final ListableBeanFactory beans;

	private final Environment environment;

	private final boolean web;

	/**
	 * What is neither true nor false is told here: a part that it switches off has no
	 * properties that could be bound.
	 */
	IncomingParts(ListableBeanFactory beans, Environment environment, boolean web) {
		this.beans = beans;
		this.environment = environment;
		this.web = web;
		SWITCHES.forEach(this::isOn);
	}

	private boolean isOn(String property) {
		return Binder.get(this.environment).bind(property, Boolean.class).orElse(true);
	}

	@Override
	public String name() {
		return "incoming";
	}

	@Override
	public Map<String, ?> describe() {
		Map<String, Object> parts = new LinkedHashMap<>();
		used().forEach((part) -> parts.put(part.title(), Map.of("traced", part.traced(), "reason", part.reason())));
		return parts;
	}

	@Override
	public List<TracedPart> used() {
		List<TracedPart> parts = new ArrayList<>();
		if (this.web) {
			parts.add(part("requests", SERVER, REQUEST_FILTER, REQUEST_DECORATOR));
		}
		if (uses(LISTENER) || uses(LISTENERS)) {
			parts.add(part("messages of SQS", SQS, "xrayMessageTraces"));
		}
		if (uses(KAFKA_CONTAINER) || uses(KAFKA_CONTAINERS)) {
			parts.add(part("messages of Kafka", KAFKA, "xrayKafkaReceivedRecords"));
		}
		if (uses(JMS_CONTAINER) || uses(JMS_CONTAINERS)) {
			parts.add(part("messages of JMS", JMS, "xrayJmsReceivedMessages"));
		}
		if (uses(RABBIT_CONTAINER) || uses(RABBIT_CONTAINERS)) {
			parts.add(part("messages of RabbitMQ", RABBIT, "xrayRabbitReceivedMessages"));
		}
		if (uses(GRPC_SERVICE)) {
			parts.add(part("calls of gRPC", GRPC, "xrayGrpcServerInterceptor"));
		}
		if (uses(CATALOG)) {
			parts.add(part("functions in AWS Lambda", FUNCTIONS, "xrayFunctionWrapper"));
		}
		parts.add(part("annotated methods", METHODS, "xrayMethodAdvisor"));
		if (this.beans.containsBeanDefinition(TaskManagementConfigUtils.SCHEDULED_ANNOTATION_PROCESSOR_BEAN_NAME)
				|| this.beans.getBeanNamesForType(ContextLifecycleScheduledTaskRegistrar.class, true,
						false).length > 0) {
			parts.add(part("scheduled tasks", SCHEDULING, "xrayTracedScheduling"));
		}
		if (uses("org.springframework.batch.core.job.Job")) {
			parts.add(part("jobs of Spring Batch", BATCH, "xrayBatchTracing"));
		}
		if (uses("org.quartz.Scheduler")) {
			parts.add(part("jobs of Quartz", QUARTZ, "xrayQuartzJobListener"));
		}
		if (this.environment.getProperty(RUNNERS, Boolean.class, false)) {
			parts.add(part("runners", METHODS, "xrayMethodAdvisor"));
		}
		return parts;
	}

	private TracedPart part(String title, String property, String... beanNames) {
		if (!isOn(property)) {
			return new TracedPart(title, false, property + " is false");
		}
		for (String name : beanNames) {
			if (this.beans.containsBeanDefinition(name)) {
				return new TracedPart(title, true, property + " is true");
			}
		}
		return new TracedPart(title, false, "its auto-configuration is excluded, or does not fit");
	}

	private boolean uses(String type) {
		ClassLoader classLoader = getClass().getClassLoader();
		return ClassUtils.isPresent(type, classLoader) && this.beans
			.getBeanNamesForType(ClassUtils.resolveClassName(type, classLoader), true, false).length > 0;
	}

}
