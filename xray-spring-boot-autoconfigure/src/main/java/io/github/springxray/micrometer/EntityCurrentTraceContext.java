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

package io.github.springxray.micrometer;

import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;

import com.amazonaws.xray.entities.Entity;
import io.micrometer.tracing.CurrentTraceContext;
import io.micrometer.tracing.TraceContext;
import org.jspecify.annotations.Nullable;

import io.github.springxray.XRayContext;
import io.github.springxray.context.CurrentEntity;

/**
 * What is current on a thread is the segment or subsegment. Ids of something elsewhere
 * cannot be current.
 */
final class EntityCurrentTraceContext implements CurrentTraceContext {

	private final SpanEntities entities;

	EntityCurrentTraceContext(SpanEntities entities) {
		this.entities = entities;
	}

	@Override
	public @Nullable TraceContext context() {
		return EntityContext.of(this.entities.current());
	}

	@Override
	public Scope newScope(@Nullable TraceContext context) {
		Entity entity = EntityContext.entityOf(context);
		if (context != null && entity == null) {
			return Scope.NOOP;
		}
		CurrentEntity current = this.entities.makeCurrent(entity);
		return current::close;
	}

	@Override
	public Scope maybeScope(@Nullable TraceContext context) {
		Entity entity = EntityContext.entityOf(context);
		return (entity == this.entities.current()) ? Scope.NOOP : newScope(context);
	}

	@Override
	public <C> Callable<C> wrap(Callable<C> task) {
		return XRayContext.wrap(task);
	}

	@Override
	public Runnable wrap(Runnable task) {
		return XRayContext.wrap(task);
	}

	@Override
	public Executor wrap(Executor delegate) {
		return XRayContext.wrap(delegate);
	}

	@Override
	public ExecutorService wrap(ExecutorService delegate) {
		return XRayContext.wrap(delegate);
	}

}
