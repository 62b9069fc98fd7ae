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

import java.net.InetSocketAddress;
import java.net.SocketAddress;

import com.amazonaws.xray.entities.Entity;
import io.lettuce.core.protocol.CompleteableCommand;
import io.lettuce.core.protocol.RedisCommand;
import io.lettuce.core.tracing.Tracer.Span;
import io.lettuce.core.tracing.Tracing.Endpoint;
import org.jspecify.annotations.Nullable;

import io.github.springxray.context.Subsegments;
import io.github.springxray.context.TraceScope;
import io.github.springxray.redis.LettuceTracer.Caller;
import io.github.springxray.redis.LettuceTracer.Server;

/**
 * A command that is sent, as a subsegment of who has issued it, and as the span that the
 * application has of it, if it has one. What tracing of ours does wrong is counted and
 * goes no further.
 */
final class CommandSpan extends Span {

	private final LettuceCalls calls;

	private final @Nullable Caller caller;

	private final @Nullable Span application;

	private @Nullable SocketAddress address;

	CommandSpan(LettuceCalls calls, @Nullable Caller caller, @Nullable Span application) {
		this.calls = calls;
		this.caller = caller;
		this.application = application;
	}

	@Override
	public Span start(RedisCommand<?, ?, ?> command) {
		if (this.application != null) {
			this.application.start(command);
		}
		this.calls.subsegments().safely("beginning to trace a command of Redis", (subsegments) -> {
			String name = CommandText.nameOf(command);
			if (this.caller != null && !CommandText.isHousekeeping(name)
					&& command instanceof CompleteableCommand<?> completeable) {
				begin(name, command, completeable, this.caller.entity(), subsegments);
			}
		});
		return this;
	}

	private void begin(String name, RedisCommand<?, ?, ?> command, CompleteableCommand<?> completeable,
			@Nullable Entity parent, Subsegments subsegments) {
		if (parent == null) {
			subsegments.outside("A command of Redis");
			return;
		}
		String host = (this.address instanceof InetSocketAddress known) ? known.getHostString() : null;
		TraceScope scope = subsegments.begin((host != null) ? "Redis@" + host : "Redis", parent);
		Entity entity = scope.entity();
		if (entity == null || !scope.isRecording()) {
			return;
		}
		subsegments.safely("describing a command of Redis", () -> {
			entity.setNamespace("remote");
			entity.putAnnotation("command", name);
			if (this.address != null) {
				entity.putMetadata(CommandText.NAMESPACE, "server", CommandText.textOf(this.address));
			}
			if (this.calls.arguments()) {
				CommandText.recordArguments(entity, name, command);
			}
		});
		completeable.onComplete((result, failure) -> this.calls.subsegments()
			.safely("ending to trace a command of Redis",
					(current) -> CommandEnd.end(current, scope, command, failure)));
	}

	@Override
	public Span name(String name) {
		if (this.application != null) {
			this.application.name(name);
		}
		return this;
	}

	@Override
	public Span annotate(String value) {
		if (this.application != null) {
			this.application.annotate(value);
		}
		return this;
	}

	@Override
	public Span tag(String key, String value) {
		if (this.application != null) {
			this.application.tag(key, value);
		}
		return this;
	}

	@Override
	public Span error(Throwable throwable) {
		if (this.application != null) {
			this.application.error(throwable);
		}
		return this;
	}

	@Override
	public Span remoteEndpoint(@Nullable Endpoint endpoint) {
		Endpoint theirs = endpoint;
		if (endpoint instanceof Server server) {
			this.address = server.address();
			theirs = server.application();
		}
		if (this.application != null && theirs != null) {
			this.application.remoteEndpoint(theirs);
		}
		return this;
	}

	@Override
	public void finish() {
		if (this.application != null) {
			this.application.finish();
		}
	}

}
