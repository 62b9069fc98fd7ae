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

package io.github.springxray.contract;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

import io.github.springxray.recorder.TracingFaults;
import io.github.springxray.test.RecordedTraces;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What every server owes its users, on a real port. A server supplies its configuration
 * and inherits the behaviours, which stand in the subtypes by theme.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class HttpServerTracingContract {

	protected static final String TRACE_ID = "1-5759e988-bd862e3fe1be46a994272793";

	protected static final String PARENT_ID = "53995c3f42cd8ad8";

	protected static final HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

	private ConfigurableApplicationContext context;

	protected RecordedTraces traces;

	protected CountingSampling sampling;

	/**
	 * The configurations that bring the server and the application.
	 */
	protected abstract Class<?>[] application();

	/**
	 * Properties that the server needs.
	 */
	protected abstract String[] properties();

	@BeforeAll
	protected void start() {
		this.context = run();
		this.traces = this.context.getBean(RecordedTraces.class);
		this.sampling = this.context.getBean(CountingSampling.class);
		// The first request makes the server log that it is ready for it
		get("/actuator/health");
	}

	@AfterAll
	protected void stop() {
		this.context.close();
	}

	@BeforeEach
	protected void reset() {
		this.sampling.answer = true;
		this.sampling.failure = null;
		this.sampling.asked.set(0);
	}

	/**
	 * Each request is one document, and no thread of the server keeps anything.
	 */
	@AfterEach
	void nothingIsLeft() {
		this.traces.assertClean();
		assertThat(this.context.getBean(TracingFaults.class).counts().keySet())
			.isSubsetOf("asking the sampling strategy", "excluding a request");
	}

	/**
	 * Start another application with other properties or beans.
	 */
	protected final ConfigurableApplicationContext run(Object... propertiesAndConfigurations) {
		return run(properties(), propertiesAndConfigurations);
	}

	protected final ConfigurableApplicationContext run(String[] properties, Object... propertiesAndConfigurations) {
		SpringApplicationBuilder builder = new SpringApplicationBuilder(application())
			.properties("server.port=0", "server.address=127.0.0.1", "spring.application.name=contract",
					"spring.main.banner-mode=off", "server.shutdown=immediate")
			.properties(properties);
		for (Object each : propertiesAndConfigurations) {
			if (each instanceof Class<?> configuration) {
				builder.sources(configuration);
			}
			else {
				builder.properties(each.toString());
			}
		}
		return builder.run();
	}

	protected final HttpResponse<String> get(String path, String... headers) {
		return get(this.context, path, headers);
	}

	protected static HttpResponse<String> get(ConfigurableApplicationContext context, String path, String... headers) {
		HttpRequest.Builder request = HttpRequest.newBuilder(uri(context.getEnvironment(), path))
			.timeout(Duration.ofSeconds(20));
		for (int i = 0; i < headers.length; i += 2) {
			request.header(headers[i], headers[i + 1]);
		}
		try {
			return client.send(request.build(), BodyHandlers.ofString());
		}
		catch (Exception ex) {
			throw new AssertionError("GET " + path, ex);
		}
	}

	protected final <T> T bean(Class<T> type) {
		return this.context.getBean(type);
	}

	protected final int port() {
		return port(this.context.getEnvironment());
	}

	protected final String url(String path) {
		return uri(this.context.getEnvironment(), path).toString();
	}

	private static URI uri(Environment environment, String path) {
		return URI.create("http://127.0.0.1:" + port(environment) + path);
	}

	private static int port(Environment environment) {
		return environment.getRequiredProperty("local.server.port", Integer.class);
	}

}
