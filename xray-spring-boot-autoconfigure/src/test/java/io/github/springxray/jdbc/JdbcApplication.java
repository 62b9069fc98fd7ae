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

import java.util.Map;

import com.amazonaws.xray.AWSXRayRecorder;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.data.jpa.autoconfigure.DataJpaRepositoriesAutoConfiguration;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.jooq.autoconfigure.JooqAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import io.github.springxray.context.XRayContextAutoConfiguration;
import io.github.springxray.recorder.XRayAutoConfiguration;
import io.github.springxray.test.RecordedEntity;
import io.github.springxray.test.RecordedTraces;
import io.github.springxray.test.XRayTestAutoConfiguration;

/**
 * An application with a database, and every way to it.
 */
final class JdbcApplication implements AutoCloseable {

	private final ConfigurableApplicationContext context;

	JdbcApplication(Map<String, Object> properties) {
		this.context = new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.properties(properties)
			.properties("spring.main.banner-mode=off", "spring.jpa.hibernate.ddl-auto=create-drop",
					"spring.jmx.enabled=false")
			.run();
	}

	<T> T bean(Class<T> type) {
		return this.context.getBean(type);
	}

	RecordedTraces traces() {
		return bean(RecordedTraces.class);
	}

	/**
	 * Run something in a segment and return the segment as it left.
	 */
	RecordedEntity trace(Work work) throws Exception {
		AWSXRayRecorder recorder = bean(AWSXRayRecorder.class);
		recorder.beginSegment("test");
		RecordedEntity segment;
		try {
			work.run();
		}
		finally {
			recorder.endSegment();
			segment = traces().takeSegment("test");
		}
		return segment;
	}

	@Override
	public void close() {
		this.context.close();
	}

	@FunctionalInterface
	interface Work {

		void run() throws Exception;

	}

	@Configuration(proxyBeanMethods = false)
	@AutoConfigurationPackage
	@ImportAutoConfiguration({ DataSourceAutoConfiguration.class, JdbcTemplateAutoConfiguration.class,
			JdbcClientAutoConfiguration.class, DataSourceTransactionManagerAutoConfiguration.class,
			TransactionAutoConfiguration.class, HibernateJpaAutoConfiguration.class,
			DataJpaRepositoriesAutoConfiguration.class, JooqAutoConfiguration.class, XRayAutoConfiguration.class,
			XRayContextAutoConfiguration.class, XRayJdbcAutoConfiguration.class, XRayTestAutoConfiguration.class })
	static class Application {

	}

}
