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

package io.github.springxray.quartz;

import org.jspecify.annotations.Nullable;
import org.quartz.JobExecutionContext;
import org.quartz.JobExecutionException;
import org.quartz.JobKey;
import org.quartz.JobListener;
import org.quartz.SchedulerException;

import io.github.springxray.job.JobSegments;
import io.github.springxray.job.JobTrace;
import io.github.springxray.sampling.JobSamplingRequest.Kind;

/**
 * Begins a trace when Quartz is about to execute a job, and ends it when that is over.
 * Quartz tells of both on the thread of the job. If another listener keeps the job from
 * being executed, Quartz tells nobody of an end.
 */
final class TracingJobListener implements JobListener {

	private final ThreadLocal<@Nullable JobTrace> running = new ThreadLocal<>();

	private final JobSegments jobs;

	TracingJobListener(JobSegments jobs) {
		this.jobs = jobs;
	}

	@Override
	public String getName() {
		return "xray";
	}

	@Override
	public void jobToBeExecuted(JobExecutionContext context) {
		end(null);
		this.running.set(this.jobs.begin(Kind.QUARTZ, nameOf(context.getJobDetail().getKey())));
	}

	private static String nameOf(JobKey key) {
		return JobKey.DEFAULT_GROUP.equals(key.getGroup()) ? key.getName() : key.getGroup() + "." + key.getName();
	}

	@Override
	public void jobExecutionVetoed(JobExecutionContext context) {
		// Nothing has begun
	}

	@Override
	public void jobWasExecuted(JobExecutionContext context, @Nullable JobExecutionException failure) {
		end(thrown(failure));
	}

	/**
	 * Quartz puts what a job should not throw into two exceptions of its own.
	 */
	private static @Nullable Throwable thrown(@Nullable JobExecutionException failure) {
		return (failure != null && failure.getCause() instanceof SchedulerException wrapper
				&& wrapper.getCause() != null) ? wrapper.getCause() : failure;
	}

	private void end(@Nullable Throwable failure) {
		JobTrace trace = this.running.get();
		if (trace != null) {
			this.running.remove();
			this.jobs.end(trace, failure);
		}
	}

}
