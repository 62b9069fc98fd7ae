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

package io.github.springxray.benchmarks.tracing;

import java.io.IOException;
import java.io.UncheckedIOException;

import brave.Span;
import brave.Tracer;
import brave.handler.MutableSpan;
import brave.handler.SpanHandler;
import brave.propagation.TraceContext;
import brave.sampler.Sampler;
import zipkin2.reporter.BytesMessageSender;
import zipkin2.reporter.brave.AsyncZipkinSpanHandler;
import zipkin2.reporter.urlconnection.URLConnectionSender;

import io.github.springxray.benchmarks.sink.SinkAddress;

/**
 * Brave with Zipkin's asynchronous reporter, which encodes and sends JSON.
 */
final class BraveTracing implements Tracing {

	private final Brave library;

	private final Tracer tracer;

	BraveTracing(Mode mode, SinkAddress sink) {
		this.library = new Brave(mode, sink);
		this.tracer = this.library.tracing().tracer();
	}

	@Override
	public void trace() {
		Span server = this.tracer.newTrace().name(Request.NAME).kind(Span.Kind.SERVER).start();
		in(server, () -> {
			server.tag("http.method", Request.METHOD);
			server.tag("http.url", Request.URL);
			server.tag("http.user_agent", Request.USER_AGENT);
			server.tag("http.client_ip", Request.CLIENT_IP);
			server.tag("tenant", Request.TENANT);
			server.tag("user", Long.toString(Request.USER));
			in(this.tracer.nextSpan().name(Request.SERVICE_METHOD).start(), () -> {
			});
			query();
			call();
			response(server);
		});
	}

	private void query() {
		Span query = this.tracer.nextSpan().name(Request.QUERY_NAME).kind(Span.Kind.CLIENT).start();
		in(query, () -> {
			query.tag("sql.database", Request.DATABASE);
			query.tag("sql.url", Request.DATABASE_URL);
			query.tag("sql.query", Request.QUERY);
		});
	}

	private void call() {
		Span call = this.tracer.nextSpan().name(Request.CALLED_HOST).kind(Span.Kind.CLIENT).start();
		in(call, () -> {
			call.tag("http.method", Request.METHOD);
			call.tag("http.url", Request.CALLED_URL);
			response(call);
		});
	}

	private static void response(Span span) {
		span.tag("http.status_code", Integer.toString(Request.STATUS));
		span.tag("http.response.size", Long.toString(Request.CONTENT_LENGTH));
	}

	@SuppressWarnings("try")
	private void in(Span span, Runnable work) {
		try (Tracer.SpanInScope scope = this.tracer.withSpanInScope(span)) {
			work.run();
		}
		finally {
			span.finish();
		}
	}

	@Override
	public void close() {
		this.library.close();
	}

	/**
	 * Brave, for itself and beneath Micrometer.
	 */
	static final class Brave implements AutoCloseable {

		private final BytesMessageSender sender;

		private final SpanHandler handler;

		private final brave.Tracing tracing;

		Brave(Mode mode, SinkAddress sink) {
			this.sender = URLConnectionSender.create(sink.url("/api/v2/spans"));
			this.handler = (mode == Mode.EMITTED) ? AsyncZipkinSpanHandler.create(this.sender)
					: new ForgettingHandler();
			this.tracing = brave.Tracing.newBuilder()
				.localServiceName(Request.SERVICE)
				.traceId128Bit(true)
				.supportsJoin(false)
				.sampler((mode == Mode.UNSAMPLED) ? Sampler.NEVER_SAMPLE : Sampler.ALWAYS_SAMPLE)
				.addSpanHandler(this.handler)
				.build();
		}

		brave.Tracing tracing() {
			return this.tracing;
		}

		@Override
		public void close() {
			this.tracing.close();
			if (this.handler instanceof AsyncZipkinSpanHandler reporter) {
				reporter.close();
			}
			try {
				this.sender.close();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

	private static final class ForgettingHandler extends SpanHandler {

		@Override
		public boolean end(TraceContext context, MutableSpan span, Cause cause) {
			return true;
		}

	}

}
