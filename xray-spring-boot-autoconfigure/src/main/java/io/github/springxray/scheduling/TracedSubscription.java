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

import org.jspecify.annotations.Nullable;

import org.springframework.scheduling.SchedulingAwareRunnable;

import io.github.springxray.job.JobSegments;
import io.github.springxray.job.JobTrace;
import io.github.springxray.sampling.JobSamplingRequest.Kind;

/**
 * A task that subscribes to what a method has returned once and for all. Each
 * subscription is a trace of its own, until its end. Loaded only where Reactor is.
 */
final class TracedSubscription implements SchedulingAwareRunnable {

	private final Runnable task;

	private final ScheduledWork work;

	private final JobSegments jobs;

	private final SubscriptionHook hook;

	TracedSubscription(Runnable task, ScheduledWork work, JobSegments jobs, SubscriptionHook hook) {
		this.task = task;
		this.work = work;
		this.jobs = jobs;
		this.hook = hook;
	}

	@Override
	public void run() {
		JobTrace trace = this.jobs.begin(Kind.SCHEDULED, this.work.name());
		Throwable error = null;
		SubscriptionHook.Expected expected = this.hook.expect(trace, this.jobs);
		try {
			this.task.run();
		}
		catch (Throwable ex) {
			error = ex;
			throw ex;
		}
		finally {
			if (expected.close() && error == null) {
				this.jobs.detach(trace);
			}
			else {
				this.jobs.end(trace, error);
			}
		}
	}

	@Override
	public boolean isLongLived() {
		return TracedTask.isLongLived(this.task);
	}

	@Override
	public @Nullable String getQualifier() {
		return TracedTask.qualifierOf(this.task);
	}

	@Override
	public String toString() {
		return this.task.toString();
	}

}
