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

package io.github.springxray.jdbc;

import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.entities.Segment;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import io.github.springxray.context.XRayContextAutoConfiguration;
import io.github.springxray.patch.XRayPatchAutoConfiguration;
import io.github.springxray.recorder.XRayAutoConfiguration;
import io.github.springxray.test.RecordedEntity;
import io.github.springxray.test.RecordedTraces;
import io.github.springxray.test.XRayTestAutoConfiguration;

/**
 * Applications with a data source that keep their traces in memory.
 */
final class JdbcRunner {

	private JdbcRunner() {
	}

	/**
	 * An application that traces, whatever its data sources are.
	 */
	static ApplicationContextRunner tracing() {
		return new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(XRayAutoConfiguration.class, XRayContextAutoConfiguration.class,
					XRayPatchAutoConfiguration.class, XRayJdbcAutoConfiguration.class, XRayTestAutoConfiguration.class))
			.withPropertyValues("xray.name=test");
	}

	/**
	 * An application that traces, with the data source of Spring Boot on H2.
	 */
	static ApplicationContextRunner withDataSource() {
		return tracing()
			.withConfiguration(AutoConfigurations.of(DataSourceAutoConfiguration.class,
					DataSourceTransactionManagerAutoConfiguration.class, JdbcTemplateAutoConfiguration.class))
			.withPropertyValues("spring.datasource.generate-unique-name=true");
	}

	static RecordedEntity trace(ApplicationContext context, JdbcApplication.Work work) throws Exception {
		AWSXRayRecorder recorder = context.getBean(AWSXRayRecorder.class);
		RecordedTraces traces = context.getBean(RecordedTraces.class);
		Segment segment = recorder.beginSegment("test");
		RecordedEntity recorded;
		try {
			work.run();
			org.assertj.core.api.Assertions.assertThat(recorder.getTraceEntity()).isSameAs(segment);
		}
		finally {
			recorder.endSegment();
			recorded = traces.takeSegment("test");
		}
		traces.close();
		return recorded;
	}

}
