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

package io.github.springxray.context;

import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.contexts.SegmentContextResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.support.GenericApplicationContext;

import io.github.springxray.context.TracingRunner.RecordingConfiguration;
import io.github.springxray.entity.EntityFactory;
import io.github.springxray.recorder.TracingFaults;
import io.github.springxray.recorder.XRayAutoConfiguration;

import static io.github.springxray.test.XRayAssertions.assertThat;

/**
 * Tests that an invocation is joined, whichever service has made it. That shows in
 * nothing but the header of the runtime.
 */
class LambdaEventTests {

	private static final String PROPERTY = "com.amazonaws.xray.traceHeader";

	private static final String ROOT = "1-5759e988-bd862e3fe1be46a994272793";

	private static final String PARENT = "53995c3f42cd8ad8";

	private final TracingRunner runner = new TracingRunner(new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(XRayContextAutoConfiguration.class, XRayAutoConfiguration.class))
		.withUserConfiguration(RecordingConfiguration.class)
		.withBean(TracingFaults.class, TracingFaults::new)
		.withInitializer(
				(context) -> ((GenericApplicationContext) context).registerBean(SegmentContextResolver.class, () -> {
					LambdaSegmentContext lambda = new LambdaSegmentContext(context.getBean(TracingFaults.class),
							context.getBean(EntityFactory.class), null, () -> context.getBean(AWSXRayRecorder.class));
					return () -> lambda;
				})));

	@AfterEach
	void clear() {
		System.clearProperty(PROPERTY);
	}

	@ParameterizedTest
	@CsvSource({ "Step Functions, ;Lineage=1:a87bd80c:1", "SQS, ;Lineage=25:0d4e8b5c:0", "Kinesis,''", "DynamoDB,''" })
	void theInvocationIsJoinedWhicheverServiceMakesIt(String service, String lineage) {
		System.setProperty(PROPERTY, "Root=" + ROOT + ";Parent=" + PARENT + ";Sampled=1" + lineage);
		this.runner.run((tracing) -> {
			tracing.end(tracing.subsegments().begin("handle order"));
			assertThat(tracing.traces().takeSubsegment()).hasTraceId(ROOT).hasParentId(PARENT).hasName("handle order");
		});
	}

}
