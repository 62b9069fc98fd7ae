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

package io.github.springxray.executor;

import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;

import com.amazonaws.xray.AWSXRay;
import org.jspecify.annotations.Nullable;

import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.TriggerContext;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;
import org.springframework.scheduling.support.ScheduledMethodRunnable;

/**
 * A scheduled method, each run of which does one piece of work. The next run is due when
 * there is some, so that no run waits with a segment of its own.
 */
class MixedWorkJobs implements SchedulingConfigurer {

	private static final Order LAST = new Order(-1, new CompletableFuture<>());

	private final BlockingQueue<Order> orders = new LinkedBlockingQueue<>();

	private final MixedWorkApplication.Work work;

	private volatile @Nullable Order next;

	MixedWorkJobs(MixedWorkApplication.Work work) {
		this.work = work;
	}

	CompletableFuture<String> order(int number) {
		Order order = new Order(number, new CompletableFuture<>());
		this.orders.add(order);
		return order.done();
	}

	@Override
	public void configureTasks(ScheduledTaskRegistrar registrar) {
		try {
			registrar.addTriggerTask(new ScheduledMethodRunnable(this, "run"), this::next);
		}
		catch (NoSuchMethodException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * The first run is due at once, as whoever registers a task must not wait. The one
	 * before is over by now, with its segment.
	 */
	private @Nullable Instant next(TriggerContext context) {
		Order last = this.next;
		if (last != null) {
			last.done().complete("done");
		}
		try {
			Order order = (context.lastCompletion() != null) ? this.orders.take() : null;
			this.next = order;
			return (order != LAST) ? Instant.now() : null;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return null;
		}
	}

	/**
	 * Schedulers wait for whoever is at work when an application stops.
	 */
	@EventListener(ContextClosedEvent.class)
	void stop() {
		this.orders.add(LAST);
	}

	public void run() {
		Order order = this.next;
		if (order == null) {
			return;
		}
		try {
			AWSXRay.getCurrentSegment().putAnnotation(MixedWorkApplication.NUMBER, order.number());
			this.work.nested(order.number() % 2, order.number());
		}
		catch (Exception ex) {
			order.done().completeExceptionally(ex);
		}
	}

	private record Order(int number, CompletableFuture<String> done) {

	}

}
