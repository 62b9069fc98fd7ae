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

package io.github.springxray.rabbit;

import org.springframework.amqp.rabbit.listener.AbstractMessageListenerContainer;
import org.springframework.amqp.rabbit.listener.RabbitListenerEndpointRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;

/**
 * Traces the containers of {@code @RabbitListener} methods. They are no beans: once all
 * beans are there, Spring creates them with the factory that each method names and puts
 * them into a registry, which starts them with the application. Before that is the time.
 */
final class ListenerRegistryTracing implements SmartLifecycle {

	private final ObjectProvider<RabbitListenerEndpointRegistry> registries;

	private final RabbitListenerTracing tracing;

	private volatile boolean running;

	ListenerRegistryTracing(ObjectProvider<RabbitListenerEndpointRegistry> registries, RabbitListenerTracing tracing) {
		this.registries = registries;
		this.tracing = tracing;
	}

	@Override
	public void start() {
		this.registries.forEach((registry) -> registry.getListenerContainers().forEach(this::trace));
		this.running = true;
	}

	private void trace(Object container) {
		if (container instanceof AbstractMessageListenerContainer known) {
			this.tracing.trace(known);
		}
	}

	@Override
	public void stop() {
		this.running = false;
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return Integer.MIN_VALUE;
	}

}
