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
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Namespace;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import io.micrometer.tracing.Link;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import org.jspecify.annotations.Nullable;

import io.github.springxray.context.TraceLink;
import io.github.springxray.context.TraceLinks;
import io.github.springxray.http.IncomingTrace;

/**
 * Puts a span together, which begins when it is started.
 */
final class EntitySpanBuilder implements Span.Builder {

	private static final double NANOS = 1_000_000_000.0;

	private final SpanEntities entities;

	private final List<Consumer<EntitySpan>> settings = new ArrayList<>();

	private @Nullable SpanParent parent;

	EntitySpanBuilder(SpanEntities entities) {
		this.entities = entities;
	}

	EntitySpanBuilder setParent(IncomingTrace trace) {
		this.parent = SpanParent.of(trace);
		return this;
	}

	@Override
	public EntitySpanBuilder setParent(TraceContext context) {
		this.parent = SpanParent.of(context);
		return this;
	}

	@Override
	public EntitySpanBuilder setNoParent() {
		this.parent = SpanParent.NONE;
		return this;
	}

	@Override
	public EntitySpanBuilder name(String name) {
		return set((span) -> span.name(name));
	}

	@Override
	public EntitySpanBuilder event(String value) {
		return set((span) -> span.event(value));
	}

	@Override
	public EntitySpanBuilder tag(String key, String value) {
		return set((span) -> span.tag(key, value));
	}

	@Override
	public EntitySpanBuilder tag(String key, long value) {
		return set((span) -> span.tag(key, value));
	}

	@Override
	public EntitySpanBuilder tag(String key, double value) {
		return set((span) -> span.tag(key, value));
	}

	@Override
	public EntitySpanBuilder tag(String key, boolean value) {
		return set((span) -> span.tag(key, value));
	}

	@Override
	public EntitySpanBuilder error(Throwable throwable) {
		return set((span) -> span.error(throwable));
	}

	/**
	 * What asks somebody else is a node of the map.
	 */
	@Override
	public EntitySpanBuilder kind(Span.@Nullable Kind kind) {
		if (kind == Span.Kind.CLIENT || kind == Span.Kind.PRODUCER) {
			return set((span) -> span.recorded((entity) -> {
				if (entity instanceof Subsegment) {
					entity.setNamespace(Namespace.REMOTE.toString());
				}
			}));
		}
		return this;
	}

	@Override
	public EntitySpanBuilder remoteServiceName(String remoteServiceName) {
		return set((span) -> span.remoteServiceName(remoteServiceName));
	}

	@Override
	public EntitySpanBuilder remoteIpAndPort(String ip, int port) {
		return set((span) -> span.remoteIpAndPort(ip, port));
	}

	@Override
	public EntitySpanBuilder startTimestamp(long startTimestamp, TimeUnit unit) {
		return set((span) -> span.startAt(unit.toNanos(startTimestamp) / NANOS));
	}

	@Override
	public EntitySpanBuilder addLink(Link link) {
		return set((span) -> span.recorded((entity) -> addLink(entity, link)));
	}

	/**
	 * X-Ray has links of segments only.
	 */
	private static void addLink(Entity entity, Link link) {
		TraceContext linked = link.getTraceContext();
		if (entity instanceof Segment segment && linked.traceId().length() == SpanParent.HEX_TRACE_ID) {
			TraceLinks.add(segment,
					List.of(new TraceLink(
							com.amazonaws.xray.entities.TraceID
								.fromString("1-" + linked.traceId().substring(0, SpanParent.HEX_TIME) + "-"
										+ linked.traceId().substring(SpanParent.HEX_TIME)),
							linked.spanId(), Map.copyOf(link.getTags()))));
		}
		else {
			entity.putMetadata("links", linked.traceId(), linked.spanId());
		}
	}

	private EntitySpanBuilder set(Consumer<EntitySpan> setting) {
		this.settings.add(setting);
		return this;
	}

	@Override
	public EntitySpan start() {
		SpanParent above = (this.parent != null) ? this.parent : SpanParent.of(this.entities.current());
		EntitySpan span = EntitySpan.below(this.entities, above);
		this.settings.forEach((setting) -> setting.accept(span));
		return span.start();
	}

}
