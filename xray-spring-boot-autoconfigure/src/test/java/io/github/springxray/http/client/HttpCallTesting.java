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

package io.github.springxray.http.client;

import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.TraceID;
import com.amazonaws.xray.listeners.SegmentListener;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.function.SingletonSupplier;

import io.github.springxray.context.Segments;
import io.github.springxray.context.Subsegments;
import io.github.springxray.context.TraceScope;
import io.github.springxray.context.XRayContextAutoConfiguration;
import io.github.springxray.http.XRayHttpAutoConfiguration;
import io.github.springxray.patch.XRayPatchAutoConfiguration;
import io.github.springxray.recorder.TracingFaults;
import io.github.springxray.recorder.XRayAutoConfiguration;
import io.github.springxray.test.RecordedEntity;
import io.github.springxray.test.RecordedTraces;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application that makes calls, the server that it calls, and what is recorded.
 */
public abstract class HttpCallTesting {

	protected static HttpTestServer server;

	@BeforeAll
	static void startServer() {
		server = new HttpTestServer();
	}

	@AfterAll
	static void stopServer() {
		server.close();
	}

	@BeforeEach
	void resetServer() {
		server.reset();
	}

	/**
	 * The auto-configurations of the client, the ones of tracing it included.
	 * @return the auto-configurations
	 */
	protected abstract AutoConfigurations autoConfigurations();

	/**
	 * Create the client that {@link Tracing#client()} is to be.
	 * @param context the application
	 * @return the client
	 */
	protected TestHttpClient client(ApplicationContext context) {
		throw new UnsupportedOperationException("The test has no client");
	}

	protected final ApplicationContextRunner runner() {
		return new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(XRayAutoConfiguration.class, XRayContextAutoConfiguration.class,
					XRayHttpAutoConfiguration.class, XRayPatchAutoConfiguration.class))
			.withConfiguration(autoConfigurations())
			.withUserConfiguration(RecordingConfiguration.class);
	}

	/**
	 * Run a test in an application with the client. It has to take each trace, to leave
	 * no thread with an entity, and to cause no fault of tracing.
	 */
	protected final void run(TracingTest test, String... properties) {
		run(runner().withPropertyValues(properties), (tracing) -> {
			test.run(tracing);
			assertThat(tracing.faults().counts()).isEmpty();
		});
	}

	protected final void run(ApplicationContextRunner runner, TracingTest test) {
		runner.run((context) -> {
			assertThat(context).hasNotFailed();
			Tracing tracing = new Tracing(context, SingletonSupplier.of(() -> client(context)));
			test.run(tracing);
			tracing.traces().assertClean();
		});
	}

	/**
	 * A test with what it needs.
	 */
	@FunctionalInterface
	protected interface TracingTest {

		void run(Tracing tracing) throws Exception;

	}

	/**
	 * Something to do within a segment.
	 */
	@FunctionalInterface
	protected interface Work {

		void run() throws Exception;

	}

	/**
	 * What a test needs.
	 *
	 * @param context the application
	 * @param clients gives the client of it
	 */
	protected record Tracing(ApplicationContext context, SingletonSupplier<TestHttpClient> clients) {

		public TestHttpClient client() {
			return this.clients.obtain();
		}

		public RecordedTraces traces() {
			return this.context.getBean(RecordedTraces.class);
		}

		public Subsegments subsegments() {
			return this.context.getBean(Subsegments.class);
		}

		public Segments segments() {
			return this.context.getBean(Segments.class);
		}

		public TracingFaults faults() {
			return this.context.getBean(TracingFaults.class);
		}

		/**
		 * Run something within a segment and return what was recorded. The segment is the
		 * only thing that is current afterwards, as before.
		 */
		public RecordedEntity inSegment(Work work) throws Exception {
			TraceScope scope = segments().begin("caller", segments().newTraceId(), null);
			try {
				work.run();
				assertThat(subsegments().current()).isSameAs(scope.entity());
			}
			finally {
				subsegments().end(scope, null);
			}
			return traces().takeSegment();
		}

		public TraceID unsampled(Work work) throws Exception {
			TraceID traceId = segments().newTraceId();
			TraceScope scope = segments().beginUnsampled(traceId);
			try {
				work.run();
			}
			finally {
				subsegments().end(scope, null);
			}
			return traceId;
		}

		public static Segment segment(TraceScope scope) {
			return (Segment) scope.entity();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class RecordingConfiguration {

		@Bean
		RecordedTraces recordedTraces() {
			return new RecordedTraces();
		}

		@Bean
		SegmentListener heldEntities(RecordedTraces traces) {
			return traces.segmentListener();
		}

	}

}
