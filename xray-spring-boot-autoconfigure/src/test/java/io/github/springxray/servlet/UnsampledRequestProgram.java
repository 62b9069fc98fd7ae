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
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.entities.TraceID;
import com.sun.management.ThreadMXBean;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponseWrapper;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

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
import io.github.springxray.http.TraceHeaders;
import io.github.springxray.http.XRayHttpAutoConfiguration;
import io.github.springxray.logging.XRayLoggingAutoConfiguration;
import io.github.springxray.recorder.XRayAutoConfiguration;
import io.github.springxray.sampling.XRaySamplingAutoConfiguration;

/**
 * Says what a request allocates that is not recorded, and what of that are texts that
 * have to be there. It is a program, as mocks change the classes of a JVM for good.
 */
final class UnsampledRequestProgram {

	private static final int ROUND = 500;

	private static final int MAX_ROUNDS = 4000;

	private static final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	private static final FilterChain nothing = (request, response) -> {
	};

	private static final WebApplicationContextRunner runner = new WebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(XRayAutoConfiguration.class, XRayContextAutoConfiguration.class,
				XRayEmitterAutoConfiguration.class, XRayHttpAutoConfiguration.class,
				XRaySamplingAutoConfiguration.class, XRayServletAutoConfiguration.class,
				XRayLoggingAutoConfiguration.class))
		.withPropertyValues("xray.emitter.type=none", "xray.sampling.fixed-target=0", "xray.sampling.rate=0");

	private static volatile @Nullable Object sink;

	private UnsampledRequestProgram() {
	}

	/**
	 * Run it.
	 * @param args how many bytes beside the texts are few enough
	 */
	public static void main(String[] args) {
		long bound = Long.parseLong(args[0]);
		runner.run((context) -> {
			request(context, "request", true, bound);
			call(context, bound);
		});
		runner.withPropertyValues("xray.logging.mdc=false")
			.run((context) -> request(context, "request without log ids", false, bound));
		// Threads of the application may go on
		System.exit(0);
	}

	private static void request(ApplicationContext context, String name, boolean mdc, long bound) throws Exception {
		AWSXRayRecorder recorder = context.getBean(AWSXRayRecorder.class);
		Filter filter = filter(context);
		Request request = new Request();
		Response response = new Response();
		long texts = least(() -> write(TraceID.create(recorder), mdc), MAX_ROUNDS / 4, 0);
		long all = least(() -> {
			filter.doFilter(request, response, nothing);
			request.clear();
		}, MAX_ROUNDS, texts + bound);
		say(name, texts, all, String.valueOf(response.header).length());
	}

	private static void call(ApplicationContext context, long bound) throws Exception {
		HttpClientTracing client = client(context);
		Subsegments subsegments = context.getBean(Subsegments.class);
		TraceScope scope = context.getBean(Segments.class)
			.beginUnsampled(TraceID.create(context.getBean(AWSXRayRecorder.class)));
		TraceID id = Objects.requireNonNull(scope.entity()).getTraceId();
		URI uri = URI.create("http://example.com/path");
		Headers headers = new Headers();
		long texts = least(() -> sink = TraceHeaders.response(id, false), MAX_ROUNDS / 4, 0);
		long all = least(() -> client.begin("GET", uri, client.current(), headers).end(null), MAX_ROUNDS,
				texts + bound);
		say("call", texts, all, String.valueOf(headers.written).length());
		all = least(() -> subsegments.end(subsegments.begin("method"), null), MAX_ROUNDS, 0);
		say("method", 0, all, 0);
		subsegments.end(scope, null);
	}

	private static void say(String what, long texts, long all, int header) {
		System.out.println(what + ": " + texts + " of texts, " + all + " in all, header of " + header);
	}

	/**
	 * The texts that have to be there.
	 */
	private static void write(TraceID id, boolean mdc) {
		sink = id;
		sink = TraceHeaders.response(id, null);
		if (mdc) {
			String span = HexFormat.of().toHexDigits((long) id.hashCode());
			put("own.trace", "1-" + id.getStartTimeAsHex() + '-' + id.getNumberAsHex() + '@' + span);
			put("own.hex", id.getStartTimeAsHex().concat(id.getNumberAsHex()));
			put("own.span", span);
			MDC.remove("own.trace");
			MDC.remove("own.hex");
			MDC.remove("own.span");
		}
	}

	/**
	 * Everybody can see the text, as well as the id, so no compiler finds that it need
	 * not be there.
	 */
	private static void put(String key, String value) {
		sink = value;
		MDC.put(key, value);
	}

	/**
	 * Return the least that something allocates, in bytes.
	 * @param rounds how often to try
	 * @param enough what need not be fallen below
	 */
	private static long least(Work work, int rounds, long enough) throws Exception {
		long thread = Thread.currentThread().getId();
		long least = Long.MAX_VALUE;
		for (int round = 0; round < rounds && least > enough; round++) {
			long before = threads.getThreadAllocatedBytes(thread);
			for (int i = 0; i < ROUND; i++) {
				work.run();
			}
			least = Math.min(least, (threads.getThreadAllocatedBytes(thread) - before) / ROUND);
		}
		return least;
	}

	private static Filter filter(ApplicationContext context) {
		return Objects.requireNonNull(((FilterRegistrationBean<?>) context.getBean("xrayTracingFilter")).getFilter());
	}

	private static HttpClientTracing client(ApplicationContext context) {
		return new HttpClientTracing(context.getBean(Subsegments.class), context.getBean(TraceHeaders.class),
				List.of("*"), List.of(), List.of());
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

		private @Nullable String header;

		Response() {
			super(new MockHttpServletResponse());
		}

		@Override
		public void setHeader(String name, @Nullable String value) {
			this.header = value;
		}

	}

	private static final class Headers implements OutgoingHeaders {

		private @Nullable String written;

		@Override
		public List<String> get(String name) {
			return List.of();
		}

		@Override
		public void set(String name, String value) {
			this.written = value;
		}

		@Override
		public void remove(String name) {
		}

	}

}
