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
package io.github.springxray.test.docs;

import com.amazonaws.xray.AWSXRayRecorder;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.springxray.context.XRayContextAutoConfiguration;
import io.github.springxray.recorder.SegmentFilter;
import io.github.springxray.recorder.XRayAutoConfiguration;
import io.github.springxray.test.RecordedTraces;
import io.github.springxray.test.XRayTestAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The filter of the guide to tracing.
 */
class SegmentFilterGuideTests {

	@Test
	void takesOutAndKeepsBack() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(XRayAutoConfiguration.class, XRayContextAutoConfiguration.class,
					XRayTestAutoConfiguration.class))
			.withUserConfiguration(Filters.class)
			.withPropertyValues("xray.name=test")
			.run((context) -> {
				AWSXRayRecorder recorder = context.getBean(AWSXRayRecorder.class);
				recorder.beginSegment("internal").putAnnotation("internal", true);
				recorder.endSegment();
				recorder.beginSegment("test").putAnnotation("customer", "Ada");
				recorder.endSegment();
				RecordedTraces traces = context.getBean(RecordedTraces.class);
				assertThat(traces.takeSegment("test").annotations()).doesNotContainKey("customer");
				traces.assertClean();
			});
	}

	@Configuration(proxyBeanMethods = false)
	static class Filters {

		@Bean
		SegmentFilter withoutCustomers() {
			return (entity) -> {
				entity.getAnnotations().remove("customer");
				entity.getMetadata().remove("default");
				return !entity.getAnnotations().containsKey("internal");
			};
		}

	}

}
