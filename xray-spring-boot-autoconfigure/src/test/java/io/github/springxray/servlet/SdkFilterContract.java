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

package io.github.springxray.servlet;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.StringUtils;

import io.github.springxray.contract.CountingSampling;
import io.github.springxray.test.RecordedEntity;
import io.github.springxray.test.RecordedTraces;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The servlet filter of the X-Ray SDK, left in an application in whatever way it was
 * registered, changes nothing and is told of once.
 */
abstract class SdkFilterContract extends AsynchronousRequestContract {

	@ParameterizedTest
	@ValueSource(classes = { SdkFilterConfigurations.FilterBean.class, SdkFilterConfigurations.DeclaredBean.class,
			SdkFilterConfigurations.Registration.class, SdkFilterConfigurations.OwnRegistration.class,
			SdkFilterConfigurations.Initializer.class, SdkFilterConfigurations.EarlyInitializer.class,
			SdkFilterConfigurations.Delegating.class, SdkFilterConfigurations.Composite.class,
			SdkFilterConfigurations.Calling.class, SdkFilterConfigurations.Scanned.class })
	void theFilterOfTheSdkMakesNoSecondTraceAndTheLogSaysSoOnce(Class<?> configuration, CapturedOutput output) {
		try (ConfigurableApplicationContext context = run(configuration)) {
			RecordedTraces recorded = context.getBean(RecordedTraces.class);
			is(recorded, context, "/hello/world", 200, "greeting");
			is(recorded, context, "/status/404", 404);
			is(recorded, context, "/callable", 200, "called");
			is(recorded, context, "/deferred-timeout", 503);
			is(recorded, context, "/raw-async", 200);
			is(recorded, context, "/throw", 500);
			assertThat(get(context, "/hello/world", "X-Amzn-Trace-Id", "Root=" + TRACE_ID + ";Sampled=0").headers()
				.allValues("X-Amzn-Trace-Id")).containsExactly("Root=" + TRACE_ID);
			assertThat(get(context, "/hello/world", "X-Amzn-Trace-Id", "Root=" + TRACE_ID + ";Sampled=?").headers()
				.allValues("X-Amzn-Trace-Id")).containsExactly("Root=" + TRACE_ID + ";Sampled=1");
			assertThat(recorded.takeSegment()).hasTraceId(TRACE_ID);
			recorded.assertClean();
			assertThat(context.getBean(CountingSampling.class).asked).hasValue(7);
		}
		assertThat(StringUtils.countOccurrencesOf(output.toString(), "ervlet filter of the X-Ray SDK")).isOne();
		assertThat(output).doesNotContain("Beginning new segment while another segment exists");
	}

	@Test
	void theFilterOfTheSdkAddsNoHeaderWhereNoneIsWanted() {
		try (ConfigurableApplicationContext context = run(SdkFilterConfigurations.Calling.class,
				"xray.server.response-header=false")) {
			assertThat(get(context, "/hello/world").headers().allValues("X-Amzn-Trace-Id")).isEmpty();
			context.getBean(RecordedTraces.class).takeSegment();
		}
	}

	@Test
	void theFilterOfTheSdkIsUsedWhereRequestsAreNotTraced() {
		try (ConfigurableApplicationContext context = run(SdkFilterConfigurations.Initializer.class,
				"xray.server.enabled=false")) {
			get(context, "/hello/world");
			assertThat(context.getBean(RecordedTraces.class).takeSegment()).hasName("sdk").hasHttpStatus(200);
		}
	}

	private static void is(RecordedTraces recorded, ConfigurableApplicationContext context, String path, int status,
			String... subsegments) {
		assertThat(get(context, path).headers().allValues("X-Amzn-Trace-Id")).hasSize(1);
		RecordedEntity segment = recorded.takeSegment();
		assertThat(segment).hasName("contract")
			.hasHttpStatus(status)
			.hasSubsegmentsExactly(subsegments)
			.hasAnnotation("early_filter", true)
			.isComplete();
		assertThat(segment.value("http", "request", "url").toString()).endsWith(path);
	}

}
