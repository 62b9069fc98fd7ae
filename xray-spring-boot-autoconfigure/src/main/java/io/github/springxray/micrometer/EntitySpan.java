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

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Namespace;
import com.amazonaws.xray.entities.Subsegment;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import org.jspecify.annotations.Nullable;

/**
 * A span that is a segment or subsegment. It begins when it is started, or asked for its
 * ids, or made current. One that stands for what somebody else has begun ends with that.
 */
final class EntitySpan implements Span {

	private static final double NANOS = 1_000_000_000.0;

	private final SpanEntities entities;

	private final @Nullable SpanParent parent;

	private final @Nullable Entity other;

	private String name = "span";

	private @Nullable String remoteName;

	private @Nullable Throwable error;

	private @Nullable List<Consumer<Entity>> pending;

	private volatile @Nullable SpanWork work;

	private boolean ended;

	private EntitySpan(SpanEntities entities, @Nullable SpanParent parent, @Nullable Entity other) {
		this.entities = entities;
		this.parent = parent;
		this.other = other;
	}

	/**
	 * A span that is to be begun.
	 */
	static EntitySpan below(SpanEntities entities, SpanParent parent) {
		return new EntitySpan(entities, parent, null);
	}

	/**
	 * A span for what somebody else has begun and will end.
	 */
	static EntitySpan of(SpanEntities entities, Entity entity) {
		return new EntitySpan(entities, null, entity);
	}

	/**
	 * Return the segment or subsegment, which is begun if it is not yet.
	 * @return the entity, {@code null} if there is none
	 */
	synchronized @Nullable Entity entity() {
		if (this.other != null) {
			return this.other;
		}
		SpanWork begun = this.work;
		if (begun == null && this.parent != null) {
			begun = this.parent.begin(this.entities, (this.remoteName != null) ? this.remoteName : this.name);
			this.work = begun;
			List<Consumer<Entity>> early = this.pending;
			this.pending = null;
			if (early != null) {
				early.forEach(this::record);
			}
		}
		return (begun != null) ? begun.entity() : null;
	}

	private synchronized EntitySpan record(Consumer<Entity> recording) {
		if (this.other == null && this.work == null) {
			if (this.pending == null) {
				this.pending = new ArrayList<>();
			}
			this.pending.add(recording);
			return this;
		}
		Entity entity = entity();
		if (entity != null && EntityContext.isRecording(entity)) {
			this.entities.safely("recording a span", () -> recording.accept(entity));
		}
		return this;
	}

	@Override
	public boolean isNoop() {
		if (this.other == null && this.work == null) {
			return false;
		}
		Entity entity = entity();
		return entity == null || !EntityContext.isRecording(entity);
	}

	@Override
	public TraceContext context() {
		EntityContext context = EntityContext.of(entity());
		return (context != null) ? context : TraceContext.NOOP;
	}

	@Override
	public EntitySpan start() {
		entity();
		return this;
	}

	EntitySpan startAt(double seconds) {
		return record((entity) -> entity.setStartTime(seconds));
	}

	/**
	 * A segment keeps the name of the service.
	 */
	@Override
	public synchronized EntitySpan name(String name) {
		this.name = name;
		SpanWork begun = this.work;
		if (begun != null && this.remoteName == null) {
			this.entities.rename(begun, name);
		}
		return this;
	}

	@Override
	public EntitySpan event(String value) {
		return event(value, System.currentTimeMillis(), TimeUnit.MILLISECONDS);
	}

	@Override
	public EntitySpan event(String value, long time, TimeUnit timeUnit) {
		double seconds = timeUnit.toNanos(time) / NANOS;
		return record((entity) -> entity.putMetadata("events", this.entities.recorded("event", value), seconds));
	}

	@Override
	public EntitySpan tag(String key, String value) {
		return record((entity) -> entity.putAnnotation(key, this.entities.recorded(key, value)));
	}

	@Override
	public EntitySpan tag(String key, long value) {
		return record((entity) -> entity.putAnnotation(key, value));
	}

	@Override
	public EntitySpan tag(String key, double value) {
		return record((entity) -> entity.putAnnotation(key, value));
	}

	@Override
	public EntitySpan tag(String key, boolean value) {
		return record((entity) -> entity.putAnnotation(key, value));
	}

	@Override
	public synchronized EntitySpan error(Throwable throwable) {
		this.error = throwable;
		return record((entity) -> entity.addException(throwable));
	}

	@Override
	public void end() {
		end(null);
	}

	@Override
	public void end(long time, TimeUnit timeUnit) {
		end(timeUnit.toNanos(time) / NANOS);
	}

	private synchronized void end(@Nullable Double at) {
		SpanWork begun = this.work;
		if (begun == null || this.ended) {
			return;
		}
		this.ended = true;
		if (at != null) {
			double seconds = at;
			record((entity) -> entity.setEndTime(seconds));
		}
		this.entities.end(begun, begun.isRecording() ? null : this.error);
	}

	@Override
	public synchronized void abandon() {
		SpanWork begun = this.work;
		this.pending = null;
		if (begun != null && !this.ended) {
			this.ended = true;
			this.entities.abandon(begun);
		}
	}

	/**
	 * What is called is a node of the map, and has its name.
	 */
	@Override
	public synchronized EntitySpan remoteServiceName(String remoteServiceName) {
		this.remoteName = remoteServiceName;
		SpanWork begun = this.work;
		if (begun != null) {
			this.entities.rename(begun, remoteServiceName);
		}
		return record((entity) -> {
			if (entity instanceof Subsegment) {
				entity.setNamespace(Namespace.REMOTE.toString());
			}
		});
	}

	@Override
	public EntitySpan remoteIpAndPort(String ip, int port) {
		return record((entity) -> entity.putMetadata("span", "remote_address", ip + ":" + port));
	}

	EntitySpan recorded(Consumer<Entity> recording) {
		return record(recording);
	}

	@Override
	public boolean equals(@Nullable Object object) {
		if (object == this) {
			return true;
		}
		return object instanceof EntitySpan span && entity() != null && entity() == span.entity();
	}

	@Override
	public int hashCode() {
		return System.identityHashCode(entity());
	}

	@Override
	public String toString() {
		return "EntitySpan(" + this.name + ")";
	}

}
