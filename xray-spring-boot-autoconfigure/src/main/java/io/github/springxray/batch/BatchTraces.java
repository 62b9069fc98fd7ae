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

package io.github.springxray.batch;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import com.amazonaws.xray.entities.Entity;
import org.jspecify.annotations.Nullable;

import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.step.StepExecution;

import io.github.springxray.context.CurrentEntity;
import io.github.springxray.context.Subsegments;
import io.github.springxray.context.TraceScope;
import io.github.springxray.job.JobSegments;
import io.github.springxray.job.JobTrace;
import io.github.springxray.sampling.JobSamplingRequest.Kind;

/**
 * Begins and ends the traces of jobs, and their steps beneath them, which may run on
 * other threads. No method here throws.
 */
final class BatchTraces {

	private static final String NAMESPACE = "batch";

	private final Map<JobKey, JobTrace> running = new ConcurrentHashMap<>();

	private final Map<StepKey, StepTrace> steps = new ConcurrentHashMap<>();

	private final JobSegments jobs;

	private final Subsegments subsegments;

	BatchTraces(JobSegments jobs) {
		this.jobs = jobs;
		this.subsegments = jobs.subsegments();
	}

	void begin(JobExecution execution) {
		this.subsegments.safely("beginning a batch job", () -> {
			String name = execution.getJobInstance().getJobName();
			this.running.computeIfAbsent(JobKey.of(execution), (key) -> this.jobs.open(Kind.BATCH, name));
		});
	}

	void end(JobExecution execution) {
		this.subsegments.safely("ending a batch job", () -> {
			JobTrace trace = this.running.remove(JobKey.of(execution));
			if (trace == null) {
				return;
			}
			Entity entity = trace.recorded();
			List<Throwable> failures = execution.getAllFailureExceptions();
			if (entity != null) {
				this.subsegments.safely("recording a batch job", () -> record(entity,
						execution.getExitStatus().getExitCode(), execution.getStatus().isUnsuccessful()));
			}
			this.jobs.end(trace, execution.getStatus().isUnsuccessful() ? first(failures) : null);
		});
	}

	void begin(StepExecution execution) {
		this.subsegments.safely("beginning a batch step", () -> {
			StepKey key = StepKey.of(execution);
			if (!this.steps.containsKey(key)) {
				this.steps.put(key, open(execution));
			}
		});
	}

	/**
	 * A step that another process has asked for has no job here, and is one itself.
	 */
	private StepTrace open(StepExecution execution) {
		JobTrace job = this.running.get(JobKey.of(execution.getJobExecution()));
		Entity current = this.subsegments.current();
		Entity parent = (job != null && !isIn(current, job.entity())) ? job.entity() : current;
		JobTrace own = null;
		if (parent == null) {
			own = this.jobs.begin(Kind.BATCH, execution.getJobExecution().getJobInstance().getJobName());
			parent = own.entity();
		}
		TraceScope scope = this.subsegments.begin(execution.getStepName(), parent);
		Entity entity = (scope.entity() != null) ? scope.entity() : parent;
		return new StepTrace(scope, this.subsegments.makeCurrent(entity), own);
	}

	private static boolean isIn(@Nullable Entity current, @Nullable Entity job) {
		return current != null && job != null && current.getParentSegment() == job.getParentSegment();
	}

	void end(StepExecution execution) {
		this.subsegments.safely("ending a batch step", () -> {
			StepTrace trace = this.steps.remove(StepKey.of(execution));
			if (trace == null) {
				return;
			}
			boolean failed = execution.getStatus().isUnsuccessful();
			Throwable failure = failed ? first(execution.getFailureExceptions()) : null;
			Entity entity = trace.scope().isRecording() ? trace.scope().entity() : null;
			if (entity != null) {
				this.subsegments.safely("recording a batch step", () -> {
					record(entity, execution.getExitStatus().getExitCode(), failed);
					recordCounts(entity, execution);
				});
			}
			trace.current().close();
			this.subsegments.end(trace.scope(), failure);
			if (trace.own() != null) {
				this.jobs.end(trace.own(), failure);
			}
		});
	}

	private static void record(Entity entity, String exitCode, boolean failed) {
		entity.putMetadata(NAMESPACE, "exit_code", exitCode);
		if (failed) {
			entity.setFault(true);
		}
	}

	private static void recordCounts(Entity entity, StepExecution execution) {
		entity.putMetadata(NAMESPACE, "read", execution.getReadCount());
		entity.putMetadata(NAMESPACE, "written", execution.getWriteCount());
		entity.putMetadata(NAMESPACE, "filtered", execution.getFilterCount());
		entity.putMetadata(NAMESPACE, "skipped", execution.getSkipCount());
		entity.putMetadata(NAMESPACE, "commits", execution.getCommitCount());
		entity.putMetadata(NAMESPACE, "rollbacks", execution.getRollbackCount());
	}

	private static @Nullable Throwable first(List<Throwable> failures) {
		return failures.isEmpty() ? null : failures.get(0);
	}

	Subsegments subsegments() {
		return this.subsegments;
	}

	/**
	 * Two repositories may use the same numbers.
	 *
	 * @param job the name of the job
	 * @param execution the number of its execution
	 */
	private record JobKey(String job, long execution) {

		static JobKey of(JobExecution execution) {
			return new JobKey(execution.getJobInstance().getJobName(), execution.getId());
		}

	}

	private record StepKey(JobKey job, long execution) {

		static StepKey of(StepExecution execution) {
			return new StepKey(JobKey.of(execution.getJobExecution()), execution.getId());
		}

	}

	/**
	 * A step that goes on.
	 *
	 * @param scope its subsegment
	 * @param current makes it no longer current
	 * @param own its segment, where it is in no job of this process
	 */
	private record StepTrace(TraceScope scope, CurrentEntity current, @Nullable JobTrace own) {

	}

}
