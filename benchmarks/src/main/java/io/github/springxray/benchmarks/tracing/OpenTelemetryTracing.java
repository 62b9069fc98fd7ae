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

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;

import io.github.springxray.benchmarks.sink.SinkAddress;

/**
 * The OpenTelemetry SDK with the attributes of its semantic conventions.
 */
final class OpenTelemetryTracing implements Tracing {

	private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");

	private static final AttributeKey<String> URL = AttributeKey.stringKey("url.full");

	private static final AttributeKey<String> USER_AGENT = AttributeKey.stringKey("user_agent.original");

	private static final AttributeKey<String> CLIENT = AttributeKey.stringKey("client.address");

	private static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");

	private static final AttributeKey<Long> LENGTH = AttributeKey.longKey("http.response.body.size");

	private static final AttributeKey<String> TENANT = AttributeKey.stringKey("tenant");

	private static final AttributeKey<Long> USER = AttributeKey.longKey("user");

	private static final AttributeKey<String> DATABASE = AttributeKey.stringKey("db.system.name");

	private static final AttributeKey<String> QUERY = AttributeKey.stringKey("db.query.text");

	private static final AttributeKey<String> DATABASE_URL = AttributeKey.stringKey("db.connection_string");

	private final SdkTracerProvider provider;

	private final Tracer tracer;

	OpenTelemetryTracing(Mode mode, SinkAddress sink) {
		this.provider = provider(mode, sink);
		this.tracer = this.provider.get("io.github.springxray.benchmarks");
	}

	static SdkTracerProvider provider(Mode mode, SinkAddress sink) {
		return provider((mode == Mode.UNSAMPLED) ? Sampler.alwaysOff() : Sampler.alwaysOn(),
				(mode == Mode.EMITTED) ? processor(sink) : new ForgettingProcessor());
	}

	/**
	 * Create a provider that records spans and forgets them.
	 */
	static SdkTracerProvider forgetting(Sampler sampler) {
		return provider(sampler, new ForgettingProcessor());
	}

	private static SdkTracerProvider provider(Sampler sampler, SpanProcessor processor) {
		return SdkTracerProvider.builder()
			.setResource(Resource.getDefault()
				.merge(Resource.create(Attributes.of(AttributeKey.stringKey("service.name"), Request.SERVICE))))
			.setSampler(sampler)
			.addSpanProcessor(processor)
			.build();
	}

	private static SpanProcessor processor(SinkAddress sink) {
		return BatchSpanProcessor.builder(OtlpHttpSpanExporter.builder().setEndpoint(sink.url("/v1/traces")).build())
			.build();
	}

	@Override
	public void trace() {
		Span server = this.tracer.spanBuilder(Request.NAME).setSpanKind(SpanKind.SERVER).setNoParent().startSpan();
		in(server, () -> {
			server.setAttribute(METHOD, Request.METHOD)
				.setAttribute(URL, Request.URL)
				.setAttribute(USER_AGENT, Request.USER_AGENT)
				.setAttribute(CLIENT, Request.CLIENT_IP)
				.setAttribute(TENANT, Request.TENANT)
				.setAttribute(USER, Request.USER);
			method();
			query();
			call();
			response(server);
		});
	}

	private void method() {
		Span method = this.tracer.spanBuilder(Request.SERVICE_METHOD).startSpan();
		in(method, () -> {
		});
	}

	private void query() {
		Span query = this.tracer.spanBuilder(Request.QUERY_NAME).setSpanKind(SpanKind.CLIENT).startSpan();
		in(query,
				() -> query.setAttribute(DATABASE, Request.DATABASE)
					.setAttribute(DATABASE_URL, Request.DATABASE_URL)
					.setAttribute(QUERY, Request.QUERY));
	}

	private void call() {
		Span call = this.tracer.spanBuilder(Request.CALLED_HOST).setSpanKind(SpanKind.CLIENT).startSpan();
		in(call, () -> {
			call.setAttribute(METHOD, Request.METHOD).setAttribute(URL, Request.CALLED_URL);
			response(call);
		});
	}

	private static void response(Span span) {
		span.setAttribute(STATUS, (long) Request.STATUS).setAttribute(LENGTH, Request.CONTENT_LENGTH);
	}

	@SuppressWarnings("try")
	private static void in(Span span, Runnable work) {
		try (Scope scope = span.makeCurrent()) {
			work.run();
		}
		finally {
			span.end();
		}
	}

	@Override
	public void close() {
		this.provider.close();
	}

	private static final class ForgettingProcessor implements SpanProcessor {

		@Override
		public void onStart(Context parentContext, ReadWriteSpan span) {
			// Not required
		}

		@Override
		public boolean isStartRequired() {
			return false;
		}

		@Override
		public void onEnd(ReadableSpan span) {
			// Forgotten
		}

		@Override
		public boolean isEndRequired() {
			return true;
		}

	}

}
