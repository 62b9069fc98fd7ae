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
package io.github.springxray.reactive;

import com.amazonaws.xray.entities.Entity;
import kotlinx.coroutines.flow.Flow;
import kotlinx.coroutines.flow.FlowKt;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.util.context.ContextView;

import org.springframework.beans.factory.InitializingBean;
import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.core.ReactiveTypeDescriptor;

import io.github.springxray.context.EntityContextElement;
import io.github.springxray.context.EntityThreadLocalAccessor;
import io.github.springxray.context.Subsegments;

/**
 * Lets the flows of Kotlin that handlers of this application return keep the trace over
 * suspensions. They are collected after the handler has returned, through what WebFlux
 * makes publishers with, in a Reactor context and on any thread. With Micrometer's
 * library of context propagation, Spring itself does it.
 */
final class FlowHandling implements InitializingBean {

	private final ReactiveAdapterRegistry registry;

	private final Subsegments subsegments;

	FlowHandling(ReactiveAdapterRegistry registry, Subsegments subsegments) {
		this.registry = registry;
		this.subsegments = subsegments;
	}

	@Override
	public void afterPropertiesSet() {
		ReactiveAdapter adapter = this.registry.getAdapter(Flow.class);
		if (adapter != null) {
			this.registry.registerReactiveTypeOverride(ReactiveTypeDescriptor.multiValue(Flow.class, FlowKt::emptyFlow),
					(flow) -> Flux.deferContextual((context) -> publisherOf((Flow<?>) flow, adapter, context)),
					adapter::fromPublisher);
		}
	}

	private <T> Publisher<T> publisherOf(Flow<T> flow, ReactiveAdapter adapter, ContextView context) {
		Entity entity = context.getOrDefault(EntityThreadLocalAccessor.KEY, null);
		return adapter.toPublisher(
				(entity != null) ? FlowKt.flowOn(flow, new EntityContextElement(entity, this.subsegments)) : flow);
	}

}
