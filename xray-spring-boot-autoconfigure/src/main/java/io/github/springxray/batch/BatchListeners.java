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

import org.jspecify.annotations.Nullable;

import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.listener.JobExecutionListener;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.core.Ordered;

/**
 * Two listeners each for jobs and for steps. The first of all listeners begins a trace.
 * It would also be the last one that is told of the end, and is not told if one before it
 * fails; so another one, which is the first to be told of the end, ends it.
 */
final class BatchListeners {

	private BatchListeners() {
	}

	/**
	 * Begins the trace of a job before other listeners do something.
	 */
	record JobBegin(BatchTraces traces) implements JobExecutionListener, Ordered {

		@Override
		public int getOrder() {
			return HIGHEST_PRECEDENCE;
		}

		@Override
		public void beforeJob(JobExecution execution) {
			this.traces.begin(execution);
		}

	}

	/**
	 * Ends the trace of a job. Without an order, it is told after those that have one.
	 */
	record JobEnd(BatchTraces traces) implements JobExecutionListener {

		@Override
		public void afterJob(JobExecution execution) {
			this.traces.end(execution);
		}

	}

	/**
	 * Begins a step before other listeners do something.
	 */
	record StepBegin(BatchTraces traces) implements StepExecutionListener, Ordered {

		@Override
		public int getOrder() {
			return HIGHEST_PRECEDENCE;
		}

		@Override
		public void beforeStep(StepExecution execution) {
			this.traces.begin(execution);
		}

	}

	/**
	 * Ends a step.
	 */
	record StepEnd(BatchTraces traces, @Nullable ChunkParts chunks) implements StepExecutionListener {

		@Override
		public @Nullable ExitStatus afterStep(StepExecution execution) {
			if (this.chunks != null) {
				this.chunks.endLeftOver();
			}
			this.traces.end(execution);
			return null;
		}

	}

}
