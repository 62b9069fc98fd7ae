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
package io.github.springxray.r2dbc;

import java.util.UUID;

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.entities.Segment;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryMetadata;
import io.r2dbc.spi.ConnectionFactoryOptions;
import io.r2dbc.spi.Wrapped;
import org.reactivestreams.Publisher;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.r2dbc.core.DatabaseClient;

import io.github.springxray.context.XRayContextAutoConfiguration;
import io.github.springxray.jdbc.XRayJdbcMessagesAutoConfiguration;
import io.github.springxray.recorder.XRayAutoConfiguration;
import io.github.springxray.test.RecordedEntity;
import io.github.springxray.test.RecordedTraces;

/**
 * Applications that use a database in memory through R2DBC.
 */
final class R2dbcRunner {

	static final String SECRET = "hunter2";

	private R2dbcRunner() {
	}

	static ApplicationContextRunner runner() {
		return new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(XRayAutoConfiguration.class, XRayContextAutoConfiguration.class,
					XRayJdbcMessagesAutoConfiguration.class, XRayR2dbcAutoConfiguration.class))
			.withBean(RecordedTraces.class);
	}

	/**
	 * What Spring Boot makes of {@code spring.r2dbc.url}.
	 */
	static ConnectionFactory factory() {
		return new RememberingFactory(ConnectionFactoryOptions
			.parse("r2dbc:h2:mem:///shop-" + UUID.randomUUID().toString().substring(0, 8)
					+ "?options=DB_CLOSE_DELAY=-1")
			.mutate()
			.option(ConnectionFactoryOptions.USER, "sa")
			.option(ConnectionFactoryOptions.PASSWORD, SECRET)
			.build());
	}

	static DatabaseClient prepare(ConnectionFactory factory) {
		DatabaseClient client = DatabaseClient.create(factory);
		client.sql("create table users (id int primary key, name varchar(40))").then().block();
		client.sql("insert into users values (1, 'Ada'), (2, 'Grace'), (3, 'Edsger')").then().block();
		return client;
	}

	/**
	 * Run something inside a segment.
	 */
	static RecordedEntity trace(RecordedTraces traces, Runnable code) {
		Segment segment = AWSXRay.beginSegment("test");
		try {
			code.run();
		}
		finally {
			AWSXRay.endSegment();
		}
		return traces.takeSegment((recorded) -> recorded.id().equals(segment.getId()));
	}

	/**
	 * Remembers its options and hides the driver behind it.
	 */
	static final class RememberingFactory implements ConnectionFactory, Wrapped<ConnectionFactory> {

		private final ConnectionFactoryOptions options;

		private final ConnectionFactory factory;

		RememberingFactory(ConnectionFactoryOptions options) {
			this.options = options;
			this.factory = ConnectionFactories.get(options);
		}

		public ConnectionFactoryOptions getOptions() {
			return this.options;
		}

		@Override
		public Publisher<? extends Connection> create() {
			return this.factory.create();
		}

		@Override
		public ConnectionFactoryMetadata getMetadata() {
			return this.factory.getMetadata();
		}

		@Override
		public ConnectionFactory unwrap() {
			return this.factory;
		}

	}

}
