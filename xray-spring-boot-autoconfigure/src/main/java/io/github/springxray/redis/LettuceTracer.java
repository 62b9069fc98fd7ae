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

package io.github.springxray.redis;

import java.net.SocketAddress;
import java.util.Optional;

import com.amazonaws.xray.entities.Entity;
import io.lettuce.core.tracing.TraceContext;
import io.lettuce.core.tracing.TraceContextProvider;
import io.lettuce.core.tracing.Tracer;
import io.lettuce.core.tracing.TracerProvider;
import io.lettuce.core.tracing.Tracing;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

import io.github.springxray.context.EntityThreadLocalAccessor;

/**
 * Finds out who issues a command, where it is issued, and begins a span for it, where it
 * is sent. Lettuce has one place for a tracing: what the application has there is asked
 * the same as if it were alone.
 */
final class LettuceTracer implements Tracing {

	/**
	 * A constant in the class file: its class needs a library that may be absent.
	 */
	private static final String KEY = EntityThreadLocalAccessor.KEY;

	private final @Nullable Tracing application;

	private final LettuceCalls calls;

	private final Tracer tracer = new BothTracers();

	private final TraceContextProvider contexts = new BothContexts();

	LettuceTracer(Tracing application, LettuceCalls calls) {
		this.application = application.isEnabled() ? application : null;
		this.calls = calls;
	}

	@Override
	public TracerProvider getTracerProvider() {
		return () -> this.tracer;
	}

	@Override
	public TraceContextProvider initialTraceContextProvider() {
		return this.contexts;
	}

	@Override
	public boolean isEnabled() {
		return true;
	}

	@Override
	public boolean includeCommandArgsInSpanTags() {
		return this.application != null && this.application.includeCommandArgsInSpanTags();
	}

	@Override
	public Endpoint createEndpoint(SocketAddress address) {
		Endpoint endpoint = (this.application != null) ? this.application.createEndpoint(address) : null;
		return new Server(address, endpoint);
	}

	/**
	 * Where a command is sent.
	 *
	 * @param address the address
	 * @param application what the application has made of it
	 */
	record Server(@Nullable SocketAddress address, @Nullable Endpoint application) implements Endpoint {

	}

	/**
	 * Who issues a command.
	 *
	 * @param entity the segment or subsegment, {@code null} if nothing was current
	 * @param application what the tracing of the application knows
	 */
	record Caller(@Nullable Entity entity, @Nullable TraceContext application) implements TraceContext {

	}

	private final class BothContexts implements TraceContextProvider {

		@Override
		public TraceContext getTraceContext() {
			Tracing application = LettuceTracer.this.application;
			return new Caller(LettuceTracer.this.calls.subsegments().current(),
					(application != null) ? application.initialTraceContextProvider().getTraceContext() : null);
		}

		@Override
		public Mono<TraceContext> getTraceContextLater() {
			Tracing application = LettuceTracer.this.application;
			Mono<TraceContext> theirs = (application != null)
					? application.initialTraceContextProvider().getTraceContextLater() : Mono.empty();
			return theirs.map(Optional::of)
				.defaultIfEmpty(Optional.empty())
				.flatMap((known) -> Mono
					.deferContextual((context) -> Mono.just(new Caller(callerOf(context), known.orElse(null)))));
		}

		private @Nullable Entity callerOf(ContextView context) {
			return (context.getOrDefault(KEY, null) instanceof Entity entity) ? entity
					: LettuceTracer.this.calls.subsegments().current();
		}

	}

	private final class BothTracers extends Tracer {

		@Override
		public Span nextSpan() {
			return create(null, null);
		}

		@Override
		public Span nextSpan(@Nullable TraceContext context) {
			return (context instanceof Caller caller) ? create(caller, caller.application()) : create(null, context);
		}

		private Span create(@Nullable Caller caller, @Nullable TraceContext theirs) {
			Tracing application = LettuceTracer.this.application;
			Span span = null;
			if (application != null) {
				Tracer tracer = application.getTracerProvider().getTracer();
				span = (theirs != null) ? tracer.nextSpan(theirs) : tracer.nextSpan();
			}
			return new CommandSpan(LettuceTracer.this.calls, caller, span);
		}

	}

}
