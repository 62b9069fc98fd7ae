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

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.contexts.SegmentContextResolver;
import com.amazonaws.xray.entities.Entity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.support.GenericApplicationContext;

import io.github.springxray.context.TracingRunner.RecordingConfiguration;
import io.github.springxray.entity.EntityFactory;
import io.github.springxray.http.OutgoingHeaders;
import io.github.springxray.http.PropagationFormat;
import io.github.springxray.http.TraceHeaders;
import io.github.springxray.recorder.TracingFaults;
import io.github.springxray.recorder.XRayAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of what is told of the trace in AWS Lambda where the runtime has not decided
 * whether it is recorded.
 */
class LambdaPassThroughTests {

	private static final String PROPERTY = "com.amazonaws.xray.traceHeader";

	private static final String ROOT = "Root=1-5759e988-bd862e3fe1be46a994272793";

	private static final String PARENT = ";Parent=53995c3f42cd8ad8";

	private final TraceHeaders headers = new TraceHeaders(true, List.of(),
			List.of(PropagationFormat.XRAY, PropagationFormat.W3C));

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
	@CsvSource({ ROOT + ";Lineage=a:0," + ROOT + ";Lineage=a:0", ROOT + "," + ROOT,
			ROOT + PARENT + ";Lineage=a:0," + ROOT + PARENT + ";Lineage=a:0",
			"Lineage=a:0;" + ROOT + ";Sampled=?," + ROOT + ";Lineage=a:0",
			ROOT + ";Sampled=1;Lineage=a:0," + ROOT + ";Sampled=1;Lineage=a:0",
			ROOT + PARENT + ";Sampled=0;Lineage=a:0," + ROOT + ";Sampled=0;Lineage=a:0" })
	void whatTheRuntimeHasNotDecidedIsNotDecidedHere(String header, String told) {
		System.setProperty(PROPERTY, header);
		this.runner.run((tracing) -> {
			TraceScope request = tracing.segments().beginInLambda("request");
			assertThat(request.isRecording()).isFalse();
			Entity current = tracing.subsegments().current();
			assertThat(this.headers.toXRay(current)).isEqualTo(told);
			Map<String, String> sent = new TreeMap<>();
			assertThat(this.headers.write(current, new Sent(sent))).isEqualTo(told.contains("Sampled=1"));
			assertThat(sent).containsEntry("X-Amzn-Trace-Id", told);
			assertThat(sent.containsKey("traceparent")).isEqualTo(told.contains("Sampled"));
			tracing.end(request);
		});
	}

	@Test
	void aCopyOfTheHeaderOfTheRuntimeLeavesTheDecisionOpenToo() {
		System.setProperty(PROPERTY, ROOT + ";Lineage=a:0");
		this.runner.run((tracing) -> {
			Map<String, String> sent = new TreeMap<>(
					Map.of("X-Amzn-Trace-Id", "lineage=a:0; " + ROOT, "traceparent", "00-1-2-01"));
			this.headers.write(tracing.subsegments().current(), new Sent(sent));
			assertThat(sent).containsOnly(Map.entry("X-Amzn-Trace-Id", ROOT + ";Lineage=a:0"),
					Map.entry("traceparent", "00-1-2-01"));
		});
	}

	@Test
	void aCopiedTraceparentGoesWhereNobodyHasDecided() {
		System.setProperty(PROPERTY, ROOT);
		String copied = "00-5759e988bd862e3fe1be46a994272793-53995c3f42cd8ad8-01";
		this.runner.run((tracing) -> {
			Entity current = tracing.subsegments().current();
			this.headers.received(current, (name) -> name.equals("traceparent") ? List.of(copied) : List.of());
			Map<String, String> sent = new TreeMap<>(Map.of("traceparent", copied));
			assertThat(this.headers.write(current, new Sent(sent))).isFalse();
			assertThat(sent).containsOnly(Map.entry("X-Amzn-Trace-Id", ROOT));
		});
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "Lineage=a:0", "Sampled=1", "Root=nonsense;Sampled=1",
			"Root=nonsense;Parent=53995c3f42cd8ad8;Sampled=1" })
	void noTraceIsInventedWhereTheRuntimeNamesNone(String header) {
		if (header != null) {
			System.setProperty(PROPERTY, header);
		}
		this.runner.run((tracing) -> {
			TraceScope request = tracing.segments().beginInLambda("request");
			Entity current = request.entity();
			if (current != null) {
				assertThat(this.headers.toXRay(current)).isNull();
				Map<String, String> sent = new TreeMap<>();
				assertThat(this.headers.write(current, new Sent(sent))).isFalse();
				assertThat(sent).isEmpty();
			}
			tracing.end(request);
		});
	}

	private record Sent(Map<String, String> headers) implements OutgoingHeaders {

		@Override
		public List<String> get(String name) {
			return this.headers.containsKey(name) ? List.of(this.headers.get(name)) : List.of();
		}

		@Override
		public void set(String name, String value) {
			this.headers.put(name, value);
		}

		@Override
		public void remove(String name) {
			this.headers.remove(name);
		}

	}

}
