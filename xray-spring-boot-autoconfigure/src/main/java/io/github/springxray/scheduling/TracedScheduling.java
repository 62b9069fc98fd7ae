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

package io.github.springxray.scheduling;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.Ordered;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.concurrent.ConcurrentTaskScheduler;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;

import io.github.springxray.job.JobSegments;

/**
 * Puts a scheduler that traces in front of the one that has been chosen for scheduled
 * tasks, after all others have had their say. Tasks, and what the actuator tells of them,
 * stay as they are.
 */
final class TracedScheduling implements SchedulingConfigurer, Ordered, DisposableBean {

	private final ObjectProvider<JobSegments> jobs;

	private final FailureIds failureIds;

	private final List<ScheduledExecutorService> own = new ArrayList<>();

	private @Nullable SubscriptionHook hook;

	TracedScheduling(ObjectProvider<JobSegments> jobs, FailureIds failureIds) {
		this.jobs = jobs;
		this.failureIds = failureIds;
	}

	@Override
	public int getOrder() {
		return LOWEST_PRECEDENCE;
	}

	@Override
	public void configureTasks(ScheduledTaskRegistrar registrar) {
		TaskScheduler scheduler = registrar.getScheduler();
		if (scheduler != null) {
			trace(registrar, scheduler);
		}
	}

	/**
	 * Trace what is registered elsewhere than at the annotation's registrar. Without a
	 * scheduler such a registrar makes one with one thread, and so it has one here.
	 */
	void configure(ScheduledTaskRegistrar registrar) {
		TaskScheduler scheduler = registrar.getScheduler();
		if (scheduler instanceof TracingTaskScheduler || !registrar.hasTasks()) {
			return;
		}
		trace(registrar, (scheduler != null) ? scheduler : ownScheduler());
	}

	private void trace(ScheduledTaskRegistrar registrar, TaskScheduler scheduler) {
		JobSegments jobs = this.jobs.getIfAvailable();
		if (jobs != null) {
			registrar.setTaskScheduler(new TracingTaskScheduler(scheduler, (task) -> trace(task, jobs)));
		}
	}

	private synchronized TaskScheduler ownScheduler() {
		ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
		this.own.add(executor);
		return new ConcurrentTaskScheduler(executor);
	}

	private Runnable trace(Runnable task, JobSegments jobs) {
		ScheduledWork work = ScheduledWork.of(task);
		return work.subscribes() ? new TracedSubscription(task, work, jobs, hook())
				: new TracedTask(task, work, jobs, this.failureIds);
	}

	/**
	 * Few applications have such tasks, and the others go without the hook.
	 */
	private synchronized SubscriptionHook hook() {
		SubscriptionHook hook = this.hook;
		if (hook == null) {
			hook = new SubscriptionHook();
			this.hook = hook;
		}
		return hook;
	}

	@Override
	public synchronized void destroy() {
		this.own.forEach(ScheduledExecutorService::shutdownNow);
		this.own.clear();
		if (this.hook != null) {
			this.hook.close();
			this.hook = null;
		}
	}

}
