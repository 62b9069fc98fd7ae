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

import java.lang.management.ManagementFactory;
import java.net.URI;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;

import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.entities.TraceID;
import com.sun.management.ThreadMXBean;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponseWrapper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ApplicationContext;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

import io.github.springxray.context.Segments;
import io.github.springxray.context.Subsegments;
import io.github.springxray.context.TraceScope;
import io.github.springxray.context.XRayContextAutoConfiguration;
import io.github.springxray.emitter.XRayEmitterAutoConfiguration;
import io.github.springxray.http.HttpClientTracing;
import io.github.springxray.http.OutgoingHeaders;
import io.github.springxray.http.XRayHttpAutoConfiguration;
import io.github.springxray.logging.XRayLoggingAutoConfiguration;
import io.github.springxray.recorder.XRayAutoConfiguration;
import io.github.springxray.sampling.XRaySamplingAutoConfiguration;

class UnsampledRequestAllocationTests {

	private static final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(XRayAutoConfiguration.class, XRayContextAutoConfiguration.class,
				XRayEmitterAutoConfiguration.class, XRayHttpAutoConfiguration.class,
				XRaySamplingAutoConfiguration.class, XRayServletAutoConfiguration.class,
				XRayLoggingAutoConfiguration.class))
		.withPropertyValues("xray.emitter.type=none", "xray.sampling.reservoir=0", "xray.sampling.rate=0");

	@Test
	void probe() {
		for (String mdc : new String[] { "true", "false" }) {
			for (String header : new String[] { "true", "false" }) {
				this.runner
					.withPropertyValues("xray.logging.mdc=" + mdc, "xray.server.response-header=" + header)
					.run((context) -> probe(context, "mdc " + mdc + " header " + header));
			}
		}
	}

	private void probe(ApplicationContext context, String name) throws Exception {
		AWSXRayRecorder recorder = context.getBean(AWSXRayRecorder.class);
		Filter filter = ((FilterRegistrationBean<?>) context.getBean("xrayTracingFilter")).getFilter();
		Subsegments subsegments = context.getBean(Subsegments.class);
		Segments segments = context.getBean(Segments.class);
		HttpClientTracing client = context.getBeanProvider(HttpClientTracing.class).getIfAvailable();
		Request request = new Request();
		Response response = new Response();
		FilterChain nothing = (rq, rs) -> {
		};
		report(name + " filter", () -> {
			filter.doFilter(request, response, nothing);
			request.clear();
		});
		report(name + " trace id", () -> sink = TraceID.create(recorder));
		report(name + " unsampled", () -> subsegments.end(segments.beginUnsampled(TraceID.create(recorder)), null));
		TraceScope scope = segments.beginUnsampled(TraceID.create(recorder));
		report(name + " id string", () -> sink = scope.entity().getTraceId().toString());
		report(name + " method", () -> subsegments.end(subsegments.begin("method"), null));
		subsegments.end(scope, null);
		URI uri = URI.create("http://example.com/path");
		OutgoingHeaders headers = new OutgoingHeaders() {
			@Override
			public List<String> get(String name) {
				return List.of();
			}

			@Override
			public void set(String name, String value) {
			}

			@Override
			public void remove(String name) {
			}
		};
		if (client != null) {
			FilterChain calling = (rq, rs) -> client.begin("GET", uri, client.current(), headers).end(null);
			report(name + " filter+client", () -> {
				filter.doFilter(request, response, calling);
				request.clear();
			});
		}
	}

	static Object sink;

	private static void report(String what, Work work) throws Exception {
		long best = Long.MAX_VALUE;
		long cpu = Long.MAX_VALUE;
		long id = Thread.currentThread().getId();
		for (int round = 0; round < 40; round++) {
			long before = threads.getThreadAllocatedBytes(id);
			long t = threads.getCurrentThreadCpuTime();
			for (int i = 0; i < 2000; i++) {
				work.run();
			}
			t = threads.getCurrentThreadCpuTime() - t;
			long bytes = threads.getThreadAllocatedBytes(id) - before;
			best = Math.min(best, bytes);
			cpu = Math.min(cpu, t);
		}
		System.out.println("PROBE " + what + " " + best / 2000.0 + " bytes " + cpu / 2000 + " ns");
	}

	private interface Work {

		void run() throws Exception;

	}

	private static final class Request extends HttpServletRequestWrapper {

		private @Nullable Object first;

		private @Nullable String firstName;

		private @Nullable Object second;

		Request() {
			super(new MockHttpServletRequest("GET", "/hello"));
		}

		void clear() {
			this.first = null;
			this.firstName = null;
			this.second = null;
		}

		@Override
		public @Nullable String getHeader(String name) {
			return null;
		}

		@Override
		public Enumeration<String> getHeaders(String name) {
			return Collections.emptyEnumeration();
		}

		@Override
		public @Nullable Object getAttribute(String name) {
			return name.equals(this.firstName) ? this.first : this.second;
		}

		@Override
		public void setAttribute(String name, @Nullable Object value) {
			if (this.firstName == null) {
				this.firstName = name;
				this.first = value;
			}
			else {
				this.second = value;
			}
		}

		@Override
		public String getServerName() {
			return "localhost";
		}

		@Override
		public String getServletPath() {
			return "/hello";
		}

		@Override
		public @Nullable String getPathInfo() {
			return null;
		}

		@Override
		public boolean isAsyncStarted() {
			return false;
		}

	}

	private static final class Response extends HttpServletResponseWrapper {

		Response() {
			super(new MockHttpServletResponse());
		}

		@Override
		public void setHeader(String name, @Nullable String value) {
		}

	}

}
