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

import java.util.concurrent.atomic.AtomicReference;

import com.amazonaws.xray.entities.Entity;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Hooks;
import reactor.core.scheduler.Schedulers;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.InitializingBean;

import io.github.springxray.context.CurrentEntity;
import io.github.springxray.context.Subsegments;
import io.github.springxray.http.RunningContexts;
import io.github.springxray.recorder.Departures;

/**
 * Makes what is current where work is given to a scheduler of Reactor current where it is
 * done, so that blocking code that is moved off an event loop goes on in its trace. What
 * runs again and again is left alone, as it would belong to one trace for ever, and so is
 * what comes after the end of the segment. Where Reactor propagates all by itself, this
 * does nothing.
 */
final class ScheduledWork implements InitializingBean, DisposableBean {

	static final String KEY = "io.github.springxray.scheduled";

	private static final RunningContexts<Subsegments> running = new RunningContexts<>();

	private final Subsegments subsegments;

	ScheduledWork(Subsegments subsegments) {
		this.subsegments = subsegments;
	}

	@Override
	public void afterPropertiesSet() {
		synchronized (running) {
			running.started(this.subsegments);
			Schedulers.onScheduleHook(KEY, ScheduledWork::carry);
		}
	}

	@Override
	public void destroy() {
		synchronized (running) {
			running.closed(this.subsegments);
			if (running.latest() == null) {
				Schedulers.resetOnScheduleHook(KEY);
			}
		}
	}

	private static Runnable carry(Runnable task) {
		Subsegments subsegments = running.latest();
		Entity entity = (subsegments != null) ? subsegments.current() : null;
		if (subsegments == null || entity == null || Departures.hasLeft(entity.getParentSegment())
				|| Hooks.isAutomaticContextPropagationEnabled() || PeriodicTasks.isOne(task)) {
			return task;
		}
		return new Task(task, entity, subsegments);
	}

	/**
	 * Lets go of the entity with its first run, whoever keeps the task after it.
	 */
	private static final class Task implements Runnable {

		private final Runnable task;

		private final AtomicReference<@Nullable Entity> entity;

		private final Subsegments subsegments;

		Task(Runnable task, Entity entity, Subsegments subsegments) {
			this.task = task;
			this.entity = new AtomicReference<>(entity);
			this.subsegments = subsegments;
		}

		@Override
		public void run() {
			Entity carried = this.entity.getAndSet(null);
			if (carried == null || Departures.hasLeft(carried.getParentSegment())) {
				this.task.run();
				return;
			}
			CurrentEntity current = this.subsegments.makeCurrent(carried);
			try {
				this.task.run();
			}
			finally {
				current.close();
			}
		}

		@Override
		public String toString() {
			return this.task.toString();
		}

	}

}
