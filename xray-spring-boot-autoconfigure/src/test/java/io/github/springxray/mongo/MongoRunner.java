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

package io.github.springxray.mongo;

import java.net.InetSocketAddress;

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.entities.Segment;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.mongodb.autoconfigure.MongoAutoConfiguration;
import org.springframework.boot.mongodb.autoconfigure.MongoReactiveAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.springxray.context.XRayContextAutoConfiguration;
import io.github.springxray.recorder.XRayAutoConfiguration;
import io.github.springxray.test.RecordedEntity;
import io.github.springxray.test.RecordedTraces;
import io.github.springxray.testsupport.OnDemandAutoConfigurations;

/**
 * Applications that use a server of MongoDB in this JVM, which all tests of a class
 * share.
 */
final class MongoRunner implements AutoCloseable {

	static final String SECRET = "hunter2";

	private final MongoServer server = new MongoServer(new MemoryBackend());

	private final int port;

	MongoRunner() {
		InetSocketAddress address = this.server.bind();
		this.port = address.getPort();
	}

	String uri() {
		return "mongodb://127.0.0.1:" + this.port + "/shop";
	}

	/**
	 * Spring Boot makes the clients.
	 */
	ApplicationContextRunner runner() {
		return new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(XRayAutoConfiguration.class, XRayContextAutoConfiguration.class,
					XRayMongoMessagesAutoConfiguration.class, XRayMongoAutoConfiguration.class,
					MongoAutoConfiguration.class, MongoReactiveAutoConfiguration.class))
			.withPropertyValues("spring.mongodb.uri=" + uri())
			.withBean(RecordedTraces.class);
	}

	/**
	 * Start an application that all tests of a class share.
	 */
	ConfigurableApplicationContext start() {
		return new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.properties("spring.main.banner-mode=off", OnDemandAutoConfigurations.WANTED + "=true",
					"spring.mongodb.uri=" + uri())
			.run();
	}

	@Override
	public void close() {
		this.server.shutdownNow();
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

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ XRayAutoConfiguration.class, XRayContextAutoConfiguration.class,
			XRayMongoMessagesAutoConfiguration.class, XRayMongoAutoConfiguration.class, MongoAutoConfiguration.class,
			MongoReactiveAutoConfiguration.class })
	static class Application {

		@Bean
		RecordedTraces recordedTraces() {
			return new RecordedTraces();
		}

	}

}
