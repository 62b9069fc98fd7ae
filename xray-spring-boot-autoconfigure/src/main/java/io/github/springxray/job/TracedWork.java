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

package io.github.springxray.job;

import java.util.concurrent.CompletionStage;

import io.github.springxray.context.Failures;
import io.github.springxray.sampling.JobSamplingRequest.Kind;

/**
 * Does work inside of segments.
 */
final class TracedWork implements SegmentTemplate {

	private final JobSegments jobs;

	TracedWork(JobSegments jobs) {
		this.jobs = jobs;
	}

	@Override
	public <E extends Exception> void run(String job, Work<E> work) throws E {
		JobTrace trace = this.jobs.open(Kind.SEGMENT, job);
		Throwable error = null;
		try {
			work.run();
		}
		catch (Throwable ex) {
			error = ex;
			throw ex;
		}
		finally {
			this.jobs.end(trace, error);
		}
	}

	@Override
	public <T, E extends Exception> T call(String job, ResultWork<T, E> work) throws E {
		JobTrace trace = this.jobs.open(Kind.SEGMENT, job);
		T result;
		try {
			result = work.call();
		}
		catch (Throwable ex) {
			this.jobs.end(trace, ex);
			throw ex;
		}
		if (result instanceof CompletionStage<?> stage) {
			this.jobs.detach(trace);
			await(stage, trace);
		}
		else {
			this.jobs.end(trace, null);
		}
		return result;
	}

	/**
	 * A stage of the application may refuse to tell of its end.
	 */
	private void await(CompletionStage<?> stage, JobTrace trace) {
		try {
			stage.whenComplete((value, ex) -> this.jobs.end(trace, Failures.of(ex)));
		}
		catch (Throwable ex) {
			this.jobs.end(trace, null);
			this.jobs.subsegments().safely("waiting for the result of a job", () -> {
				throw new IllegalStateException("Failed to wait for " + stage.getClass().getName(), ex);
			});
		}
	}

}
