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

import java.lang.reflect.UndeclaredThrowableException;

import org.jspecify.annotations.Nullable;

import org.springframework.scheduling.SchedulingAwareRunnable;

import io.github.springxray.job.JobSegments;
import io.github.springxray.job.JobTrace;
import io.github.springxray.sampling.JobSamplingRequest.Kind;

/**
 * A task each run of which is a trace of its own, whatever its thread was left with.
 */
final class TracedTask implements SchedulingAwareRunnable {

	private final Runnable task;

	private final ScheduledWork work;

	private final JobSegments jobs;

	private final FailureIds failureIds;

	TracedTask(Runnable task, ScheduledWork work, JobSegments jobs, FailureIds failureIds) {
		this.task = task;
		this.work = work;
		this.jobs = jobs;
		this.failureIds = failureIds;
	}

	@Override
	public void run() {
		JobTrace trace = this.jobs.begin(Kind.SCHEDULED, this.work.name());
		Throwable error = null;
		try {
			this.task.run();
		}
		catch (Throwable ex) {
			error = thrown(ex);
			throw ex;
		}
		finally {
			this.jobs.end(trace, error);
			if (error != null) {
				this.failureIds.failed(trace.entity());
			}
		}
	}

	/**
	 * Spring wraps what a method declares.
	 */
	private static Throwable thrown(Throwable ex) {
		return (ex instanceof UndeclaredThrowableException wrapper && wrapper.getUndeclaredThrowable() != null)
				? wrapper.getUndeclaredThrowable() : ex;
	}

	@Override
	public boolean isLongLived() {
		return isLongLived(this.task);
	}

	@Override
	public @Nullable String getQualifier() {
		return qualifierOf(this.task);
	}

	@Override
	public String toString() {
		return this.task.toString();
	}

	static boolean isLongLived(Runnable task) {
		return task instanceof SchedulingAwareRunnable aware && aware.isLongLived();
	}

	/**
	 * The scheduler that a task asks for.
	 */
	static @Nullable String qualifierOf(Runnable task) {
		return (task instanceof SchedulingAwareRunnable aware) ? aware.getQualifier() : null;
	}

}
